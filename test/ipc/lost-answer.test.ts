import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { RPCLink } from '@orpc/client/message-port'
import pino from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { commandHeaders } from '#shared/contract/repeating-link.ts'
import { createPortServer } from '../../src-main/ipc/serve-port.ts'
import { createClient } from '../../src-renderer/rpc/client.ts'
import { bootTestApp } from '../support/app.ts'

it('a response lost by a port is requested again through the next port, and the change is made once', async () => {
  const app = await bootTestApp()
  const server = createPortServer(app.router, pino({ level: 'silent' }))
  let losesAnswer = true
  let open: RPCLink<object> | null = null
  let ports = 0
  /** The page's end of a port. The server's answer closes the first port. */
  const connect = (): RPCLink<object> => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port2.close())
    ports += 1
    server.serve(losing(port1))
    port2.on('close', () => {
      open = null
    })
    port2.start()
    return new RPCLink({ port: port2, headers: commandHeaders })
  }
  const losing = (port: MessagePort) => ({
    on: (event: 'message' | 'close', listener: (message: unknown) => void) => port.on(event, listener),
    start: () => port.start(),
    postMessage(message: unknown) {
      if (!losesAnswer) return port.postMessage(message)
      losesAnswer = false
      port.close()
    },
  })
  const client = createClient({
    async ready() {
      open ??= connect()
      return open
    },
  })
  const made = await client.tokens.create({ name: 'build box', scope: 'work' })
  expect(made.token).toMatch(/^swy_work_/)
  expect([ports, losesAnswer]).toEqual([2, false])
  expect((await app.client.tokens.list({ scope: 'work' })).map(({ id }) => id)).toEqual([made.id])
})

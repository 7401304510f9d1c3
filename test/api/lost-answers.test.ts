import { RPCLink } from '@orpc/client/websocket'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { commandHeaders } from '#shared/contract/repeating-link.ts'
import { createClient } from '../../src-renderer/rpc/client.ts'
import { serveTestApp } from '../support/app.ts'
import { openCuttingProxy } from '../support/cutting-proxy.ts'

async function serveCut() {
  const { app, base, token } = await serveTestApp()
  const proxy = await openCuttingProxy(Number(new URL(base).port))
  const countDrafts = async () => (await app.client.drafts.list()).length
  return { app, proxy, token, countDrafts }
}

const document = {
  ...{ key: 'club', title: 'Club', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  ...{ source: 'switchyard' as const, tasks: [] },
}

describe('a lost response', () => {
  it('is repeated over REST for the same Idempotency-Key, and the change is made once', async () => {
    const { proxy, token, countDrafts } = await serveCut()
    const send = async () => {
      const response = await fetch(`http://127.0.0.1:${proxy.port}/api/v1/drafts`, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          'idempotency-key': 'click-1',
        },
        body: JSON.stringify({ document }),
      })
      return response.json()
    }
    proxy.loseAnswer()
    await expect(send()).rejects.toThrow()
    expect([proxy.countCuts(), await countDrafts()]).toEqual([1, 1])
    expect(await send()).toMatchObject({ title: 'Club', revision: 1 })
    expect(await countDrafts()).toBe(1)
  })

  it('is requested again by the window over a WebSocket, and the change is made once', async () => {
    const { proxy, token, countDrafts } = await serveCut()
    let sockets = 0
    let open: Promise<RPCLink<object>> | null = null
    const connect = () =>
      new Promise<RPCLink<object>>((resolve, reject) => {
        sockets += 1
        const socket = new NodeWebSocket(`ws://127.0.0.1:${proxy.port}/api/ws`, [
          'switchyard',
          `token.${token}`,
        ])
        onTestFinished(() => socket.terminate())
        socket.on('error', reject)
        socket.on('close', () => {
          open = null
        })
        const websocket = socket as unknown as WebSocket
        socket.on('open', () => resolve(new RPCLink({ websocket, headers: commandHeaders })))
      })
    const client = createClient({
      ready: () => {
        open ??= connect()
        return open
      },
    })
    await client.system.info()
    proxy.loseAnswer()
    expect(await client.drafts.create({ document })).toMatchObject({ title: 'Club', revision: 1 })
    expect([proxy.countCuts(), sockets, await countDrafts()]).toEqual([1, 2, 1])
  })

  it('of a cancelled call is not requested again', async () => {
    const stop = new AbortController()
    let calls = 0
    const client = createClient({
      async ready(signal) {
        signal?.throwIfAborted()
        calls += 1
        return {
          async call() {
            stop.abort(new Error('The person stopped it'))
            throw new Error('The wire broke')
          },
        }
      },
    })
    await expect(client.drafts.create({ document }, { signal: stop.signal })).rejects.toThrow(
      'The wire broke',
    )
    expect(calls).toBe(1)
  })
})

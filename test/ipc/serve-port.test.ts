import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Contract } from '#shared/contract/index.ts'
import type { ApiRouter } from '../../src-main/api/router.ts'
import { procedures } from '../../src-main/api/wire/procedure.ts'
import { createPortServer } from '../../src-main/ipc/serve-port.ts'
import { bootTestApp } from '../support/app.ts'

/** The page's end of a served port, and the log of the wire. */
async function connect(change: (router: ApiRouter) => ApiRouter = (router) => router) {
  const { router } = await bootTestApp()
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) })
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port2.close())
  createPortServer(change(router), log).serve(port1)
  port2.start()
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }))
  return { client, port: port2, logged }
}

const answerTo = async (port: MessagePort, message: unknown): Promise<unknown> => {
  port.postMessage(message)
  const [answer] = await once(port, 'message')
  return JSON.parse(String(answer))
}

describe('a served port', () => {
  it('answers calls', async () => {
    const { client } = await connect()
    expect(await client.system.info()).toMatchObject({ host: 'server', version: '0.0.0-test' })
  })

  it('answers parallel calls separately', async () => {
    const { client } = await connect()
    const words = Array.from({ length: 50 }, (_, n) => `skill_${n}`)
    const answers = await Promise.all(
      words.map((word) =>
        client.seed.verifyTask({ agent_id: 'ash', required_skills: [word], task_description: 'x' }),
      ),
    )
    expect(answers.map((answer) => answer.missing_skills)).toEqual(words.map((word) => [word]))
  })

  it('returns a refusal with its code and hint', async () => {
    const { client } = await connect()
    const error = await client.runs.get({ runId: 'absent' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ code: 'E_NOT_FOUND', data: { hint: expect.any(String) } })
  })

  it('streams events as they happen', async () => {
    const { client } = await connect()
    const stream = await client.log.watchEvents({})
    const first = await stream.next()
    expect(first.value).toMatchObject({ seq: 1 })
    await stream.return?.(undefined)
  })

  it('ends open streams when the page is gone', async () => {
    let hasEnded = () => {}
    const ended = new Promise<void>((resolve) => {
      hasEnded = resolve
    })
    const watchEvents = procedures.log.watchEvents.handler(async function* ({ signal }) {
      try {
        yield { seq: 1, at: 0, type: 'a', runId: null, taskKey: null, body: null }
        await new Promise((_resolve, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason)),
        )
      } finally {
        hasEnded()
      }
    })
    const { client, port } = await connect((router) => ({ ...router, log: { ...router.log, watchEvents } }))
    const stream = await client.log.watchEvents({})
    await stream.next()
    port.close()
    await ended
  })

  it('sends no details of a bug to the page, and all details to the log', async () => {
    const info = procedures.system.info.handler(() => {
      throw new Error('the secret inner reason')
    })
    const { client, logged } = await connect((router) => ({ ...router, system: { ...router.system, info } }))
    const error = await client.system.info().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'E_INTERNAL', status: 500, data: { ref: expect.any(String) } })
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(logged.join()).toContain('the secret inner reason')
  })
})

it('ends a broken stream with the refusal', async () => {
  const watchEvents = procedures.log.watchEvents.handler(async function* () {
    yield { seq: 1, at: 0, type: 'a', runId: null, taskKey: null, body: null }
    throw new Error('the secret inner reason')
  })
  const { client, logged } = await connect((router) => ({ ...router, log: { ...router.log, watchEvents } }))
  const stream = await client.log.watchEvents({})
  await stream.next()
  const error = await stream.next().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'E_INTERNAL', data: { ref: expect.any(String) } })
  expect(logged.join()).toContain('the secret inner reason')
})

describe('a message that is not a valid call', () => {
  const messages: readonly unknown[] = [
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"i":1}',
    '{"i":"1","p":null}',
    '{"i":"1","p":{"u":5}}',
    '{"i":"1","p":{"u":"http://["}}',
    '{"i":"1","t":99,"p":{}}',
    '{"i":"1","t":3,"p":null}',
    '{"i":"1","t":4}',
    '{"__proto__":{"polluted":true}}',
    'x'.repeat(1_000_000),
    `${'['.repeat(100_000)}`,
    null,
    undefined,
    7,
    true,
    [],
    {},
    { i: '1', p: { u: '/system/info' } },
    new Uint8Array([255, 254, 0]),
    new ArrayBuffer(0),
    new Map([[1, 2]]),
  ]

  it('is dropped, and the port continues', async () => {
    const { client, port, logged } = await connect()
    for (const message of messages) port.postMessage(message)
    expect(await client.system.info()).toMatchObject({ host: 'server' })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(logged.length).toBeGreaterThan(0)
  })

  it('gets a response if it calls an unknown procedure', async () => {
    const { port } = await connect()
    expect(await answerTo(port, '{"i":"9","p":{"u":"/no/such/thing"}}')).toMatchObject({
      i: '9',
      p: { s: 404 },
    })
  })
})

import { describe, expect, it } from 'vitest'
import { createManualClock, systemClock } from '../../src-main/base/clock.ts'
import { probe } from '../../src-main/models/probe.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'
import { entryAt, key, openServer } from './harness.ts'

const colour = { colour: 'blue', code: 'sy-7' }
const only = (...types: (string | undefined)[]): Turn => {
  const no = turns.fails(400, "'response_format.type' is not supported")
  return (response, asked) =>
    (types.includes(asked.body.response_format?.type) ? turns.json(colour) : no)(response, asked)
}

const test = async (turn: Turn, { models, deadlineMs = 10_000, abortSignal }: Options = {}) => {
  const server = await openServer([turn], { repeatsLast: true, ...(models === undefined ? {} : { models }) })
  const options = { readKey: async () => key, clock: systemClock, deadlineMs }
  const entry = entryAt(server.baseURL, { structured: 'prompt' })
  return { server, result: await probe(entry, abortSignal ? { ...options, abortSignal } : options) }
}
interface Options {
  readonly models?: readonly string[] | null
  readonly deadlineMs?: number
  readonly abortSignal?: AbortSignal
}

describe('a test of the connection', () => {
  it('detects a server that follows a schema, and lists its models', async () => {
    const { result, server } = await test(turns.keepsToSchema(colour), { models: ['fake', 'other'] })
    expect(result).toEqual({ ok: true, value: { mode: 'json_schema', models: ['fake', 'other'] } })
    expect(server.asked).toHaveLength(1)
    expect(server.listed[0]?.authorization).toBe(`Bearer ${key}`)
  })

  it('detects the next best mode if one is refused', async () => {
    expect((await test(only('json_object'))).result).toMatchObject({ value: { mode: 'json_object' } })
    expect((await test(only('text', undefined))).result).toMatchObject({ value: { mode: 'prompt' } })
  })

  it('detects a server that accepts a schema and ignores it', async () => {
    const told: Turn = (response, asked) =>
      (asked.body.messages[0]?.content.includes('sy-7') ? turns.json(colour) : turns.says('Blue!'))(
        response,
        asked,
      )
    expect((await test(told)).result).toMatchObject({ value: { mode: 'json_object' } })
  })

  it('detects a server that is correct only at the second attempt', async () => {
    const second: Turn = (response, asked) =>
      (JSON.stringify(asked.body.messages).includes('sy-7') ? turns.json(colour) : turns.says('Blue!'))(
        response,
        asked,
      )
    const { result } = await test((response, asked) =>
      (asked.body.messages.length > 2 ? turns.json(colour) : second)(response, asked),
    )
    expect(result).toMatchObject({ value: { mode: 'json_object' } })
  })

  it('accepts a server without a list of models', async () => {
    const { result } = await test(turns.keepsToSchema(colour), { models: null })
    expect(result).toMatchObject({ ok: true, value: { mode: 'json_schema', models: null } })
  })

  it('describes the problem at the first failing step', async () => {
    const keyless = await test(turns.fails(401, 'Bad key'))
    expect(keyless.result).toMatchObject({ error: { type: 'auth' } })
    expect(keyless.server.asked).toHaveLength(1)
    const unknown = await test(turns.fails(404, 'model not found'), { models: ['a', 'b'] })
    expect(unknown.result).toMatchObject({
      error: { type: 'no_model', message: expect.stringContaining('Models of the server: a, b.') },
    })
    const talker = await test(turns.says('Blue!'))
    expect(talker.result).toMatchObject({ error: { type: 'not_in_form' } })
    expect(talker.server.asked).toHaveLength(6)
  })

  it('reports a missing server, a timeout of the server or the keystore, and a cancellation', async () => {
    const server = await openServer([])
    await server.close()
    const options = { readKey: async () => key, clock: systemClock, deadlineMs: 5000 }
    const closed = await probe(entryAt(server.baseURL), options)
    expect(closed).toMatchObject({ error: { type: 'unreachable' } })
    expect((await test(turns.silent(), { deadlineMs: 100 })).result).toMatchObject({
      error: { type: 'timeout' },
    })
    const abortSignal = AbortSignal.abort()
    expect((await test(turns.silent(), { abortSignal })).result).toMatchObject({
      error: { type: 'cancelled' },
    })
    const locked = { ...options, readKey: () => new Promise<null>(() => {}) }
    const clock = createManualClock()
    const waiting = probe(entryAt(server.baseURL), { ...locked, clock, deadlineMs: 100 })
    await clock.advance(100)
    expect(await waiting).toMatchObject({ error: { type: 'timeout' } })
    const stopped = await probe(entryAt(server.baseURL), { ...locked, abortSignal })
    expect(stopped).toMatchObject({ error: { type: 'cancelled' } })
    const nameless = await probe(entryAt(server.baseURL), { ...options, readKey: async () => null })
    expect(nameless).toMatchObject({ error: { type: 'auth' } })
  })
})

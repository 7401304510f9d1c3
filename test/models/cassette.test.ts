import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Cassette, readCassette, recordCassette, replayCassette } from '../support/cassette.ts'
import { turns } from '../support/fake-model-server.ts'
import {
  answerOf,
  decision,
  entryAt,
  failureOf,
  key,
  modelsFor,
  openServer,
  request,
  turnRequest,
} from './harness.ts'

async function record(): Promise<{ cassette: Cassette; baseURL: string }> {
  const server = await openServer([turns.tooMany('0'), turns.says(`${key}?`), turns.json(decision)])
  const recorder = recordCassette(fetch, [key])
  const models = modelsFor(entryAt(server.baseURL), { fetch: recorder.fetch })
  expect(answerOf(await models.ask(request()))).toMatchObject({ value: decision, repaired: true, calls: 3 })
  return { cassette: recorder.cassette(), baseURL: server.baseURL }
}

describe('a cassette', () => {
  it("replays the server's responses, including retries and the repair turn", async () => {
    const { cassette } = await record()
    const entry = entryAt('http://fake.lan/v1')
    const moved = readCassette(
      JSON.stringify(cassette).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'http://fake.lan'),
    )
    if (!moved.ok) throw new Error(moved.error.message)
    // The repair turn repeats the answer, including the key that the cassette masks.
    const replay = replayCassette(moved.value)
    const answer = answerOf(await modelsFor(entry, { fetch: replay.fetch }).ask(request()))
    expect(answer).toMatchObject({ value: decision, repaired: true, calls: 3 })
    expect(replay.unused()).toBe(0)
  })

  it('contains no key at any position', async () => {
    const { cassette } = await record()
    expect(JSON.stringify(cassette)).not.toContain('canary')
    expect(JSON.stringify(cassette).toLowerCase()).not.toContain('authorization')
    expect(cassette.exchanges[0]?.answer.headers).toMatchObject({ 'retry-after': '0' })
  })

  it('has no response to another request, or to an additional equal request', async () => {
    const { cassette, baseURL } = await record()
    const { fetch: replay } = replayCassette(cassette)
    const models = modelsFor(entryAt(baseURL), { fetch: replay })
    await expect(models.ask(request({ instructions: 'Another.' }))).rejects.toThrow('has no answer left')
    answerOf(await models.ask(request()))
    await expect(models.ask(request())).rejects.toThrow('has no answer left')
  })

  it('is refused with a message if it is invalid', () => {
    expect(readCassette('{"version":1')).toMatchObject({ ok: false, error: { code: 'E_JSON' } })
    expect(readCassette('{"version":2,"exchanges":[]}')).toMatchObject({ ok: false })
    expect(readCassette('{"version":1,"exchanges":[{}]}')).toMatchObject({ ok: false })
  })

  it('is a file that a test can read', async () => {
    const text = readFileSync(join(import.meta.dirname, '../fixtures/models/refused.cassette.json'), 'utf8')
    const cassette = readCassette(text)
    if (!cassette.ok) throw new Error(cassette.error.message)
    const { fetch: replay } = replayCassette(cassette.value)
    const entry = entryAt('http://localhost:1234/v1', { apiKey: null, structured: 'prompt' })
    const failure = failureOf(
      await modelsFor(entry, { fetch: replay }).converse(turnRequest({ instructions: 'Say no.' })),
    )
    expect(failure).toMatchObject({ type: 'refused', message: 'local/fake refuses to answer: "No.".' })
  })
})

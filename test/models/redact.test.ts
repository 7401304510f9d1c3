import { describe, expect, it, vi } from 'vitest'
import { quote, redact } from '../../src-main/models/redact.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'
import { connect, entryAt, failureOf, key, modelsFor, openServer, request } from './harness.ts'

describe('a key in a text', () => {
  it('is masked in plain form, in URL form, and if a text only looks like a key', () => {
    const secret = 'se/cret+1'
    expect(redact(`a ${secret} b ${encodeURIComponent(secret)}`, [secret])).toBe('a [hidden] b [hidden]')
    const nested = ['abcabcabc', 'abcabcabc-and-more']
    expect(redact('a longer one: abcabcabc-and-more', nested)).toBe('a longer one: [hidden]')
    for (const other of [
      'sk-proj-1234567890',
      'Bearer abcdef123456',
      'AIzaSyA1234567890123456789',
      'sk-abc****wxyz',
    ]) {
      expect(redact(`(${other})`, [])).toBe('([hidden])')
    }
    expect(redact('GET /models?key=abcdefgh&x=1', [])).toBe('GET /models?[hidden]&x=1')
    expect(redact('the task is done', [''])).toBe('the task is done')
  })

  it('is masked idempotently', () => {
    const text = redact(`key=${key}, Bearer ${key}`, [key])
    expect(redact(text, [])).toBe(text)
  })

  it('is never in a message, however the server repeats it', async () => {
    const echoes: Record<string, Turn> = {
      'an error': turns.fails(401, `Incorrect API key provided: ${key}`),
      'a refusal': turns.refuses(`I will not tell ${key}.`),
      'a redirect': turns.redirects(`https://example.com/?key=${key}`),
      'an error of the server': turns.fails(500, `Authorization: Bearer ${key}`),
      'a page': (response) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<p>${key}</p>`),
      'a field that is unknown': turns.json({ [key]: 1 }),
    }
    for (const [where, turn] of Object.entries(echoes)) {
      const server = await openServer([turn], { repeatsLast: true })
      const failure = failureOf(await modelsFor(entryAt(server.baseURL)).ask(request()))
      expect(JSON.stringify(failure), where).not.toContain('canary')
    }
  })

  it('that is invalid in a header is neither sent nor shown', async () => {
    const { models, server } = await connect([], {
      options: { readKey: async () => 'sk-canary\n-two lines' },
    })
    const failure = failureOf(await models.ask(request()))
    expect(failure).toMatchObject({ type: 'auth', calls: 0 })
    expect(JSON.stringify(failure)).not.toContain('canary')
    expect(server.asked).toEqual([])
  })

  it('is not sent to another host after a redirect', async () => {
    const stranger = await openServer([turns.json({})])
    const { models } = await connect([turns.redirects(`${stranger.baseURL}/chat/completions`)])
    expect(failureOf(await models.ask(request()))).toMatchObject({ type: 'unreachable' })
    expect(stranger.asked).toEqual([])
  })

  it('is not written to the console, and neither is other output', async () => {
    const written = (['log', 'warn', 'info', 'error'] as const).map((name) => vi.spyOn(console, name))
    const { models } = await connect([turns.fails(400, key)], { entry: { structured: 'json_object' } })
    failureOf(await models.ask(request()))
    for (const spy of written) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

describe('a message of a server', () => {
  it('is one short line without invisible characters', () => {
    expect(quote('a\n\u202eb\u0007c', [])).toBe('a b c')
    expect(quote('x'.repeat(5000), [])).toHaveLength(300)
  })
})

describe('a quoted response of a server', () => {
  it('is cut between characters, never within a character', () => {
    const quoted = quote('🙂'.repeat(400), [])
    expect([...quoted]).toHaveLength(300)
    expect(quoted.isWellFormed()).toBe(true)
  })
})

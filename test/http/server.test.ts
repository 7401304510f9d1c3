import { get } from 'node:http'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalSchema } from '#shared/refusal.ts'
import { createManualClock } from '../../src-main/base/clock.ts'
import { matchRoutes } from '../../src-main/http/rest.ts'
import { bearer, jsonOf, openTestServer, sendRaw, statusOf, type TestServer, token } from './support.ts'

let server: TestServer
const clock = createManualClock()
beforeEach(async () => {
  server = await openTestServer({ clock })
})
afterEach(() => server.close())

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  server.fetch(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } })

async function errorOf(response: Response) {
  const { error } = await response.json()
  return refusalSchema.required({ ref: true }).parse(error)
}

describe('the token', () => {
  it.each([
    ['none', {}],
    ['a wrong one', { Authorization: 'Bearer wrong' }],
    ['an empty one', { Authorization: 'Bearer ' }],
    ['half of it', { Authorization: `Bearer ${token.slice(0, 20)}` }],
    ['one more letter', { Authorization: `Bearer ${token}x` }],
    ['another scheme', { Authorization: `Basic ${btoa(`x:${token}`)}` }],
    ['the bare token', { Authorization: token }],
    ['a cookie', { Cookie: `token=${token}` }],
    ['a header of its own', { 'X-Token': token }],
  ])('is required: %s is refused on every path below /api', async (_, headers: Record<string, string>) => {
    for (const path of ['/api', '/api/', '/api/v1/system', '/api/openapi.json', '/api/nowhere']) {
      const response = await fetch(`${server.url}${path}?token=${token}`, { headers })
      expect([401, 429]).toContain(response.status)
      const error = await errorOf(response)
      if (response.status === 401)
        expect(error.hint).toBe('Read it from the file `token` in the data folder.')
      expect(JSON.stringify(error)).not.toContain(token)
    }
    expect(server.witness.calls).toEqual([])
  })

  it('is required for paths that only look like another path', async () => {
    for (const path of [
      '/x/../api/v1/system',
      '/%2e%2e/api/v1/system',
      '/./api/v1/system',
      '//api/v1/system',
    ]) {
      const answer = await sendRaw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
      )
      expect([401, 404]).toContain(statusOf(answer))
    }
    expect(server.witness.calls).toEqual([])
  })

  it('is refused after ten wrong tokens in a minute, while the correct one still works', async () => {
    const wrong = (extra: Record<string, string> = {}) =>
      fetch(`${server.url}/api/v1/system`, { headers: { Authorization: 'Bearer wrong', ...extra } })
    for (let count = 0; count < 10; count += 1) expect((await wrong()).status).toBe(401)
    await clock.advance(20_000)
    const refused = await wrong({ 'X-Forwarded-For': '10.0.0.1', 'X-Device-Token': 'x' })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('40')
    expect(await errorOf(refused)).toMatchObject({ code: 'E_RATE', limit: 40, hint: 'Wait 40 seconds.' })
    expect((await server.fetch('/api/v1/system')).status).toBe(200)
    await clock.advance(40_000)
    expect((await wrong()).status).toBe(401)
  })
})

describe('a body', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/jsonp',
    'text/json',
    '',
  ])('of type %j is refused', async (type) => {
    const response = await post('/api/v1/agents', '{}', { 'Content-Type': type })
    expect(response.status).toBe(415)
    expect(await errorOf(response)).toMatchObject({ code: 'E_CONTENT_TYPE' })
  })

  it('in another encoding is refused', async () => {
    expect((await post('/api/v1/agents', '{}', { 'Content-Encoding': 'gzip' })).status).toBe(415)
  })

  it('over 1 MB is refused with the limit and its size', async () => {
    const response = await post('/api/v1/agents', JSON.stringify('x'.repeat(2_000_000)))
    expect(response.status).toBe(413)
    expect(await errorOf(response)).toMatchObject({
      code: 'E_TOO_LARGE',
      message: 'The body has 2000002 bytes. The limit here is 1048576.',
      limit: 1_048_576,
    })
  })

  it('over 1 MB is also refused without a content length', async () => {
    const chunks = new Blob(['x'.repeat(1_100_000)]).stream()
    const init = { method: 'POST', body: chunks, duplex: 'half' as const }
    const response = await fetch(`${server.url}/api/v1/agents`, {
      ...init,
      headers: { ...bearer, 'Content-Type': 'application/json' },
    })
    expect(response.status).toBe(413)
  })

  it('of an import may exceed 1 MB', async () => {
    const text = 'x'.repeat(5_000_000)
    const response = await post('/api/v1/plans/import', JSON.stringify({ text, fileName: 'a.json' }))
    expect(await response.json()).toMatchObject({ format: '5000000 characters' })
  })

  it.each([
    ['no JSON', '{\n  "agents" []\n}', 'E_JSON', 'ine 2, column 12'],
    ['a key given twice', '{"agents": [], "agents": []}', 'E_KEY', 'agents'],
    ['a key that reaches into the language', '{"__proto__": {}}', 'E_KEY', '__proto__'],
    ['too deep', `${'['.repeat(100)}${']'.repeat(100)}`, 'E_TOO_DEEP', '64'],
  ])('that is %s is refused with its position or name', async (_, body, code, word) => {
    const error = await errorOf(await post('/api/v1/agents', body))
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.hint}`).toContain(word)
  })

  it.each([
    ['a lone byte', [0x22, 0x61, 0xff, 0x22], 2],
    ['a cut character', [0x22, 0xe2, 0x82, 0x22], 3],
    ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 2],
    ['an end inside a character', [0x22, 0x22, 0xe2, 0x82], 3],
  ])('with invalid UTF-8 is refused with its position: %s', async (_, bytes, place) => {
    const response = await post('/api/v1/agents', new Uint8Array(bytes))
    expect(response.status).toBe(400)
    const error = await errorOf(response)
    expect(error.code).toBe('E_TEXT')
    expect(error.message).toContain(`byte ${place},`)
  })

  it('that is invalid returns the field and the expected value', async () => {
    const response = await post('/api/v1/agents', JSON.stringify({ agent: [] }))
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toMatchObject({
      code: 'E_UNKNOWN_FIELD',
      hint: 'Did you mean "agents"?',
      field: 'agent',
    })
  })

  it('may be missing if no input is required', async () => {
    const response = await server.fetch('/api/v1/system/launch-link', {
      method: 'POST',
      headers: { 'Content-Disposition': 'attachment', 'Idempotency-Key': 'k1' },
    })
    expect(await response.json()).toEqual({ url: 'key:k1' })
  })

  it('that is missing although required is refused', async () => {
    const response = await server.fetch('/api/v1/agents', { method: 'POST' })
    expect(await errorOf(response)).toMatchObject({ code: 'E_REQUIRED' })
  })

  it('limits the length of an Idempotency-Key', async () => {
    const response = await post('/api/v1/agents', '{}', { 'Idempotency-Key': 'x'.repeat(201) })
    expect(await errorOf(response)).toMatchObject({ code: 'E_RANGE', field: 'Idempotency-Key' })
  })
})

describe('a path', () => {
  it.each(['DELETE', 'PUT', 'PATCH', 'POST', 'OPTIONS', 'HEAD'])(
    'refuses %s if only GET is allowed',
    async (method) => {
      const response = await server.fetch('/api/v1/system', { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET')
      if (method === 'HEAD') return
      expect(await errorOf(response)).toMatchObject({ code: 'E_METHOD', hint: 'Use GET.' })
    },
  )

  it.each([
    '/api',
    '/api/v1',
    '/api/v1/systems',
    '/api/v1/system/',
    '/api/v1//system',
    '/api/v1/runs//changes',
  ])('that is unknown is refused: %s', async (path) => {
    const response = await server.fetch(path)
    expect(response.status).toBe(404)
    expect(await errorOf(response)).toMatchObject({ code: 'E_NOT_FOUND' })
  })

  it('matches parameters of one nonempty segment', () => {
    const routes = [{ method: 'GET', path: '/v1/runs/{runId}/changes' }]
    expect(matchRoutes(routes, '/v1/runs/a/changes')).toEqual(routes)
    expect(matchRoutes(routes, '/v1/runs//changes')).toEqual([])
    expect(matchRoutes(routes, '/v1/runs/a/b/changes')).toEqual([])
  })
})

describe('a response', () => {
  it('contains the refusal of a handler with its status and a ref', async () => {
    const response = await server.fetch('/api/v1/runs/r1')
    expect(response.status).toBe(404)
    expect(await errorOf(response)).toMatchObject({
      code: 'E_NOT_FOUND',
      message: 'Run r1 does not exist.',
      hint: 'Check the id.',
      ref: expect.stringMatching(/^[0-9a-f]{10}$/),
    })
  })

  it('reveals only the ref of a bug', async () => {
    const response = await server.fetch('/api/v1/runs/bug')
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text).error).toMatchObject({ code: 'E_INTERNAL' })
    expect(text).not.toMatch(/secret|home|TypeError|stack|\.ts/)
  })

  it('names the field of an invalid query value', async () => {
    const response = await server.fetch('/api/v1/runs/r/changes?after=-1')
    expect(await errorOf(response)).toMatchObject({ code: 'E_RANGE', field: 'after', limit: 0 })
  })

  it('has strict security headers in every case', async () => {
    const bad = await fetch(`${server.url}/`, { headers: { Origin: 'null' } })
    for (const response of [await server.fetch('/'), await server.fetch('/api/v1/system'), bad]) {
      const policy = response.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).toContain(
        `connect-src 'self' ws://127.0.0.1:${server.port} ws://localhost:${server.port}`,
      )
      expect(policy).not.toMatch(/unsafe|\*/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('referrer-policy')).toBe('no-referrer')
      expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('x-powered-by')).toBeNull()
    }
  })

  it.each([
    ['garbage', 'garbage\r\n\r\n'],
    ['a header of 100 kB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001'],
    ['length and chunks', 'POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n'],
  ])('to %s is JSON of the same format', async (_, bytes) => {
    const answer = await sendRaw(server.port, bytes)
    expect(statusOf(answer)).toBe(400)
    expect(refusalSchema.parse(jsonOf(answer).error).ref).toBeDefined()
  })
})

describe('a refusal', () => {
  it('is logged under its ref, without the token', async () => {
    const lines: string[] = []
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) })
    await using logged = await openTestServer({ log })
    const wrong = { headers: { Authorization: 'Bearer wrong-word' } }
    const answers = [
      await logged.fetch(`/api/v1/runs/r1?token=${token}`),
      await logged.fetch('/api/v1/runs/bug'),
      await logged.fetch('/api/v1/system', wrong),
      await fetch(`${logged.url}/`, { headers: { Origin: 'null' } }),
    ]
    for (const answer of answers) {
      const { ref, code } = await errorOf(answer)
      expect(lines.filter((line) => line.includes(ref) && line.includes(code))).toHaveLength(1)
    }
    expect(lines.join()).not.toContain(token)
    expect(lines.join()).not.toContain('wrong-word')
    expect(lines.find((line) => line.includes('E_INTERNAL'))).toContain('a secret at')
  })

  it.each([
    '?after[__proto__][x]=1',
    '?__proto__[after]=1',
    '?constructor[prototype][x]=1',
    '?after=1&after=2',
    '?after[999999999]=1',
    '?after[a][b][c][d]=1',
    '?[]=1&=2&[=3',
    '?after=1e309',
    '?after=%00',
    '?after=NaN',
    '?runId[]=x&after=1.5',
    '?%E0%A4%A=1',
    `?${'a['.repeat(3000)}`,
    `?${'a[b]='.repeat(2000)}`,
  ])('is returned for an invalid query: %s', async (query) => {
    const response = await server.fetch(`/api/v1/runs/r/changes${query}`)
    expect(response.status).toBe(400)
    expect((await errorOf(response)).code).toMatch(/^E_(TYPE|RANGE|UNKNOWN_FIELD)$/)
  })
})

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Shape }>> }>
  >
}
type Shape = Readonly<Record<string, unknown>> & { readonly oneOf?: readonly Shape[] }

/** True if the document describes no fields. For a stream: no fields of its messages. */
function isShapeless(schema: Shape): boolean {
  const { properties } = schema.oneOf?.[0] ?? {}
  const data = Reflect.get(properties ?? { data: schema }, 'data') ?? schema
  return Object.keys(data).length === 0
}

describe('the OpenAPI document', () => {
  it('is made from the contract', async () => {
    const document = await (await server.fetch('/api/openapi.json')).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(document.servers).toEqual([{ url: '/api' }])
    expect(Object.keys(document.paths)).toContain('/modules/orchestrator/build')
    const { content } = document.paths['/v1/runs/{runId}/changes'].get.responses['200']
    const [message] = content['text/event-stream'].schema.oneOf
    expect(message.properties.data.required).toEqual(['seq', 'run', 'tasks'])
    expect(message.properties.data.properties.tasks.items.required).toContain('status')
  })

  it('describes every response', async () => {
    const document = await (await server.fetch('/api/openapi.json')).json()
    const answers = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, operations]) =>
      Object.values(operations).flatMap(({ responses }) =>
        Object.entries(responses).flatMap(([code, { content = {} }]) =>
          code.startsWith('2') ? Object.values(content).map(({ schema }) => ({ path, schema })) : [],
        ),
      ),
    )
    expect(answers.length).toBeGreaterThan(100)
    expect(answers.filter(({ schema }) => isShapeless(schema)).map(({ path }) => path)).toEqual([])
  })
})

describe('a stream over REST', () => {
  it('sends its items as events and ends when the client disconnects', async () => {
    const events = await new Promise<string>((resolve, reject) => {
      const request = get(`${server.url}/api/v1/runs/r/changes?after=4`, { headers: bearer }, (response) => {
        expect(response.headers['content-type']).toContain('text/event-stream')
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
          if (!text.includes('"seq":6')) return
          resolve(text)
          request.destroy()
        })
        response.on('error', () => {})
      })
      request.on('error', reject)
    })
    expect(events).toContain('"seq":5')
    await server.witness.streamsEnded()
    expect(server.witness.openStreams).toBe(0)
  })

  it('ends when the server closes', async () => {
    const response = await server.fetch('/api/v1/runs/r/changes')
    const reader = response.body?.getReader()
    await reader?.read()
    expect(server.witness.openStreams).toBe(1)
    await server.close()
    await server.witness.streamsEnded()
    // Reads the data from before the end first; the number of chunks depends on the version of Node.
    const readToEnd = async () => {
      while ((await reader?.read())?.done === false);
    }
    await expect(readToEnd()).rejects.toThrow()
  })

  it('that fails reveals only the ref of the bug', async () => {
    const text = await (await server.fetch('/api/v1/events/stream')).text()
    expect(text).toContain('E_INTERNAL')
    expect(text).toMatch(/"ref":"[0-9a-f]{10}"/)
    expect(text).not.toContain('secret')
  })
})

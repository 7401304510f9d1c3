import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSender, listHosts } from '../../src-main/http/origin-check.ts'
import { bearer, jsonOf, openTestServer, sendRaw, statusOf, type TestServer, token } from './support.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** `§` is a placeholder for the server's port. */
const hostForms: string[] = [
  'evil.example',
  'evil.example:§',
  '127.0.0.1',
  'localhost',
  '[::1]',
  '127.0.0.1:1',
  '127.0.0.1:0',
  '127.0.0.1:§0',
  '127.0.0.1:0§',
  '127.0.0.1:+§',
  '127.0.0.1:§ ,localhost:§',
  '127.0.0.1:§,127.0.0.1:§',
  '127.0.0.1:§.',
  '127.0.0.1.:§',
  'localhost.:§',
  'localhost.evil.example:§',
  'evil.localhost:§',
  'notlocalhost:§',
  'localhost:§.evil.example',
  'localhost:§@evil.example',
  'user@127.0.0.1:§',
  'user:pass@localhost:§',
  '127.0.0.1:§/',
  '127.0.0.1:§/x',
  '127.0.0.1:§?x',
  '127.0.0.1:§#x',
  'http://127.0.0.1:§',
  '0.0.0.0:§',
  '127.1:§',
  '127.0.1:§',
  '127.0.0.2:§',
  '2130706433:§',
  '0x7f000001:§',
  '0177.0.0.1:§',
  '017700000001:§',
  '0x7f.0.0.1:§',
  '127.0.0.01:§',
  '::1:§',
  '[::1%lo]:§',
  '[::1%25lo]:§',
  '[0:0:0:0:0:0:0:1]:§',
  '[::ffff:127.0.0.1]:§',
  '[::]:§',
  'LOCALHOST:§',
  'Localhost:§',
  'localhost:§\u0000',
  'localhost\u0000.evil.example:§',
  'localhоst:§',
  'ⓛocalhost:§',
  'xn--localhst-9xg:§',
  'localhost\\evil:§',
  '""',
  '',
  '*',
  'null',
  'undefined',
]

const originForms: string[] = [
  'null',
  'NULL',
  'http://evil.example',
  'https://evil.example',
  'http://evil.example:§',
  'https://127.0.0.1:§',
  'https://localhost:§',
  'ws://127.0.0.1:§',
  'file://',
  'app://switchyard',
  'chrome-extension://abcdefghijklmnop',
  'http://127.0.0.1',
  'http://localhost',
  'http://[::1]',
  'http://127.0.0.1:1',
  'http://127.0.0.1:§0',
  'http://127.0.0.1:§/',
  'http://127.0.0.1:§/x',
  'http://127.0.0.1:§?',
  'http://127.0.0.1:§#',
  'http://127.0.0.1:§.evil.example',
  'http://127.0.0.1.evil.example:§',
  'http://localhost.evil.example:§',
  'http://localhost:§.evil.example',
  'http://localhost:§@evil.example',
  'http://evil.example/http://localhost:§',
  'http://evil.example#http://localhost:§',
  'http://notlocalhost:§',
  'http://evil-127.0.0.1:§',
  'http://user@127.0.0.1:§',
  'http://127.0.0.2:§',
  'http://127.1:§',
  'http://2130706433:§',
  'http://0.0.0.0:§',
  'http://[::]:§',
  'http://[::ffff:127.0.0.1]:§',
  'http://localhost.:§',
  'HTTP://localhost:§',
  'http://LOCALHOST:§',
  'http:/localhost:§',
  'http//localhost:§',
  '//localhost:§',
  'localhost:§',
  '127.0.0.1:§',
  'http://127.0.0.1:§ http://evil.example',
  'http://evil.example http://127.0.0.1:§',
  'http://127.0.0.1:§, http://evil.example',
  'http://127.0.0.1:§,http://127.0.0.1:§',
  'http://127.0.0.1:§\u0000',
  'http://localhоst:§',
  'http://xn--localhst-9xg:§',
  'javascript:0',
  'data:text/html,x',
  'blob:http://127.0.0.1:§/x',
  '*',
  'undefined',
  'true',
  '""',
  '"http://127.0.0.1:§"',
  '',
]

const at = (form: string) => form.replaceAll('§', String(server.port))
const isAscii = (text: string) => [...text].every((each) => each.charCodeAt(0) < 128)

describe('the Host rule', () => {
  it('covers at least 40 invalid forms', () => {
    expect(new Set(hostForms).size).toBeGreaterThanOrEqual(40)
  })

  it.each(hostForms.map((form) => [form]))('refuses %j on every kind of path', async (form) => {
    const paths = ['/', '/api/v1/system', '/api/launch', '/assets/x.js', '/api/openapi.json']
    for (const path of paths) {
      const head = `GET ${path} HTTP/1.1\r\nHost: ${at(form)}\r\nAuthorization: Bearer ${token}\r\n`
      const answer = await sendRaw(server.port, Buffer.from(`${head}Connection: close\r\n\r\n`, 'utf8'))
      expect([400, 421]).toContain(statusOf(answer))
      // A NUL is invalid HTTP. All other forms are refused with a code.
      if (!form.includes('\u0000')) expect(jsonOf(answer).error.code).toBe('E_HOST')
    }
    const upgrade =
      `GET /api/ws HTTP/1.1\r\nHost: ${at(form)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
      `Sec-WebSocket-Protocol: switchyard, token.${token}\r\n\r\n`
    expect([400, 421]).toContain(statusOf(await sendRaw(server.port, Buffer.from(upgrade, 'utf8'))))
    expect(server.witness.calls).toEqual([])
  })

  const good = 'Host: 127.0.0.1:§\r\n'
  const tail = `Authorization: Bearer ${token}\r\nConnection: close\r\n\r\n`
  it.each<[string, string, number?]>([
    ['two Host headers, the first one good', `GET / HTTP/1.1\r\n${good}Host: evil.example\r\n`],
    ['two Host headers, the last one good', `GET / HTTP/1.1\r\nHost: evil.example\r\n${good}`],
    ['the same Host twice', `GET / HTTP/1.1\r\n${good}${good}`],
    ['Host in two spellings', `GET / HTTP/1.1\r\n${good}HOST: evil.example\r\n`],
    ['no Host', 'GET /api/v1/system HTTP/1.1\r\n'],
    ['no Host in HTTP/1.0', 'GET /api/v1/system HTTP/1.0\r\n'],
    ['an absolute target', `GET http://127.0.0.1:§/api/v1/system HTTP/1.1\r\n${good}`],
    ['an absolute target elsewhere', `GET http://evil.example/api/v1/system HTTP/1.1\r\n${good}`],
    ['the target *', `OPTIONS * HTTP/1.1\r\n${good}`],
    ['a folded Host', 'GET / HTTP/1.1\r\nHost:\r\n 127.0.0.1:§\r\n', 400],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : 127.0.0.1:§\r\n', 400],
  ])('refuses %s', async (_, head, status = 421) => {
    const answer = await sendRaw(server.port, at(head) + tail)
    expect(statusOf(answer)).toBe(status)
    expect(server.witness.calls).toEqual([])
  })

  it('refuses CONNECT', async () => {
    const answer = await sendRaw(server.port, at(`CONNECT evil.example:80 HTTP/1.1\r\n${good}${tail}`))
    expect(answer).not.toContain('200')
  })

  it('accepts its own three names', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const head = `GET /api/v1/system HTTP/1.1\r\nHost: ${name}:§\r\n`
      expect(statusOf(await sendRaw(server.port, at(head) + tail))).toBe(200)
    }
    server.witness.calls.length = 0
  })

  it('accepts its names without the port that browsers omit', () => {
    expect(listHosts(80)).toEqual(['127.0.0.1', 'localhost', '[::1]'])
  })
})

describe('the Origin rule', () => {
  it('covers 60 invalid forms', () => {
    expect(new Set(originForms).size).toBeGreaterThanOrEqual(60)
  })

  it.each(originForms.map((form) => [form]))('refuses %j, even with the correct token', async (form) => {
    for (const path of ['/', '/api/v1/system', '/api/launch']) {
      const head = `GET ${path} HTTP/1.1\r\nHost: ${at('127.0.0.1:§')}\r\nOrigin: ${at(form)}\r\n`
      const rest = `Authorization: Bearer ${token}\r\nConnection: close\r\n\r\n`
      const answer = await sendRaw(server.port, Buffer.from(head + rest, 'utf8'))
      expect([400, 403]).toContain(statusOf(answer))
      if (isAscii(form) && !form.includes('\u0000')) expect(jsonOf(answer).error.code).toBe('E_ORIGIN')
    }
    expect(server.witness.calls).toEqual([])
  })

  it('refuses two Origin headers', () => {
    const hosts = listHosts(1)
    const own = ['Host', '127.0.0.1:1', 'Origin', 'http://127.0.0.1:1']
    expect(checkSender({ rawHeaders: own, target: '/' }, hosts)).toBeNull()
    const twice = [...own, 'ORIGIN', 'http://127.0.0.1:1']
    expect(checkSender({ rawHeaders: twice, target: '/' }, hosts)?.code).toBe('E_ORIGIN')
  })

  it('accepts its own origins, and programs without an origin', async () => {
    const origins = ['127.0.0.1', 'localhost', '[::1]'].map((name) => ({ Origin: at(`http://${name}:§`) }))
    for (const headers of [...origins, {}]) {
      expect((await server.fetch('/api/v1/system', { headers })).status).toBe(200)
    }
    server.witness.calls.length = 0
  })

  it('gives pages of other origins no permission: no CORS header, also not on a preflight', async () => {
    const answers = [
      await server.fetch('/api/v1/system'),
      await fetch(`${server.url}/api/v1/system`, { method: 'OPTIONS', headers: { ...bearer } }),
      await fetch(`${server.url}/`, { headers: { Origin: 'http://evil.example' } }),
    ]
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
    server.witness.calls.length = 0
  })
})

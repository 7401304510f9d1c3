import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonOf, openTestServer, sendRaw, statusOf, type TestServer } from './support.ts'

const secret = 'nobody may read this'
const folder = mkdtempSync(join(tmpdir(), 'switchyard-static-'))
const rendererDir = join(folder, 'renderer')
let server: TestServer

beforeAll(async () => {
  mkdirSync(join(rendererDir, 'assets', 'deep'), { recursive: true })
  mkdirSync(join(folder, 'renderer-other'))
  mkdirSync(join(folder, 'linked'))
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>App</title>')
  writeFileSync(join(rendererDir, 'favicon.svg'), '<svg/>')
  writeFileSync(join(rendererDir, '.env'), secret)
  writeFileSync(join(rendererDir, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(rendererDir, 'assets', 'a b.css'), 'a{}')
  writeFileSync(join(rendererDir, 'assets', 'deep', 'x.woff2'), 'font')
  for (const name of ['token', 'secret.txt', 'renderer-other/secret.txt', 'linked/secret.txt']) {
    writeFileSync(join(folder, name), secret)
  }
  symlinkSync(join(folder, 'secret.txt'), join(rendererDir, 'assets', 'link.txt'))
  symlinkSync(join(folder, 'linked'), join(rendererDir, 'assets', 'folder'))
  server = await openTestServer({ rendererDir })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init)

describe('the interface', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/favicon.svg', 'image/svg+xml', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/a%20b.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/deep/x.woff2?v=1', 'font/woff2', 'public, max-age=31536000, immutable'],
  ])('is served without a token: %s', async (path, type, cache) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe(cache)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect((await response.text()).length).toBe(Number(response.headers.get('content-length')))
  })

  it('is not sent again to a client with a current copy', async () => {
    const tag = (await get('/')).headers.get('etag') ?? ''
    const again = await get('/', { headers: { 'If-None-Match': tag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  it('returns HEAD without a body and refuses other methods', async () => {
    const head = await get('/', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    const post = await get('/', { method: 'POST', body: 'x' })
    expect(post.status).toBe(405)
    expect(post.headers.get('allow')).toBe('GET, HEAD')
    expect((await post.json()).error.code).toBe('E_METHOD')
  })

  it('shows a note if it is not built', async () => {
    for (const missing of [null, join(folder, 'nowhere')]) {
      await using bare = await openTestServer({ rendererDir: missing })
      const response = await fetch(bare.url)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await response.text()).toContain('npm run build')
      expect((await fetch(`${bare.url}/app.js`)).status).toBe(404)
    }
  })
})

describe('a file outside the interface', () => {
  it.each(
    [
      '/../secret.txt',
      '/../token',
      '/assets/../../secret.txt',
      '/..%2fsecret.txt',
      '/..%2Fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/%2E%2E%2Ftoken',
      '/.%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '/%5c..%5c..%5csecret.txt',
      '/....//secret.txt',
      '/..;/secret.txt',
      '/%252e%252e%252fsecret.txt',
      '/%c0%ae%c0%ae/secret.txt',
      '/%uff0e%uff0e/secret.txt',
      '/../renderer-other/secret.txt',
      '/..%2frenderer-other%2fsecret.txt',
      '/assets/link.txt',
      '/assets/folder/secret.txt',
      '/assets/folder',
      '/assets',
      '/assets/',
      '/assets/deep',
      '/.env',
      '/%2eenv',
      '/./.env',
      '//etc/passwd',
      '///etc/passwd',
      '/%2fetc%2fpasswd',
      '/assets//etc/passwd',
      '/file:///etc/passwd',
      '/C:/Windows/win.ini',
      '/C:%5cWindows%5cwin.ini',
      '/index.html%00.js',
      '/index.html%00',
      '/index.html%0a',
      '/index.html/',
      '/index.html/x',
      '/index.html::$DATA',
      '/%',
      '/%zz',
      '/%ff',
      '/nowhere',
      `/${'a'.repeat(5000)}`,
      `/${'../'.repeat(200)}etc/passwd`,
      `/${'%2e%2e%2f'.repeat(200)}etc/passwd`,
      '/proc/self/environ',
      '/..%2f..%2f..%2f..%2fproc%2fself%2fenviron',
    ].map((path) => [path.slice(0, 60), path]),
  )('is not served: %s', async (_, path) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`
    const answer = await sendRaw(server.port, head)
    expect(statusOf(answer)).toBe(404)
    expect(jsonOf(answer).error.code).toBe('E_NOT_FOUND')
    expect(answer).not.toContain(secret)
    expect(answer).not.toContain(folder)
  })
})

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerWithFile } from '../../src-main/hosts/electron/renderer-files.ts'
import { createTempDir } from '../support/engine.ts'

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types switchyard"

function createRenderer(): string {
  const dir = join(createTempDir(), 'renderer')
  mkdirSync(join(dir, 'assets'), { recursive: true })
  writeFileSync(join(dir, 'index.html'), '<!doctype html>')
  writeFileSync(join(dir, 'assets', 'main.js'), 'export {}')
  writeFileSync(join(dir, '..', 'secret.txt'), 'secret')
  mkdirSync(`${dir}-other`)
  writeFileSync(join(`${dir}-other`, 'secret.txt'), 'secret')
  return dir
}

describe('answerWithFile', () => {
  it.each([
    ['app://switchyard/', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://switchyard/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['app://switchyard/assets/main.js?v=1', 'text/javascript; charset=utf-8', 'export {}'],
  ])('serves %s', async (url, type, text) => {
    const response = await answerWithFile(createRenderer(), { method: 'GET', url })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(await response.text()).toBe(text)
  })

  const traversals = [
    'app://switchyard/../secret.txt',
    'app://switchyard/%2e%2e/secret.txt',
    'app://switchyard/%2e%2e%2fsecret.txt',
    'app://switchyard/..%2fsecret.txt',
    'app://switchyard/assets/..%2f..%2fsecret.txt',
    'app://switchyard/assets%2f..%2f..%2fsecret.txt',
    'app://switchyard/..%5csecret.txt',
    'app://switchyard/%2e%2e%5csecret.txt',
    'app://switchyard/..%252fsecret.txt',
    'app://switchyard/..%c0%afsecret.txt',
    'app://switchyard/%2fetc%2fpasswd',
    'app://switchyard//etc/passwd',
    'app://switchyard/..%2frenderer-other%2fsecret.txt',
    'app://switchyard/index.html%00.js',
    'app://switchyard/index.html::$DATA',
    'app://switchyard/C:%2fWindows%2fwin.ini',
    'app://switchyard/%',
    'app://switchyard/%E0%A4%A',
    'app://switchyard/assets',
    'app://switchyard/assets/',
    'app://switchyard/absent.js',
    'app://switchyard/..',
    'app://switchyard/.',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
  ]

  it.each(traversals)('finds nothing at %s', async (url) => {
    const response = await answerWithFile(createRenderer(), { method: 'GET', url })
    const text = await response.text()
    expect(text).not.toContain('secret')
    // `..` at the root resolves to the root, as in any URL.
    expect([url, response.status]).toEqual([url, /\/\.\.?$/.test(url) ? 200 : 404])
  })

  it('sends the content security policy with every response, also for missing files', async () => {
    const dir = createRenderer()
    for (const url of ['app://switchyard/', 'app://switchyard/absent.js']) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const { headers } = await answerWithFile(dir, { method, url })
        expect(headers.get('content-security-policy')).toBe(csp)
        expect(headers.get('x-content-type-options')).toBe('nosniff')
      }
    }
  })

  it('answers only read requests', async () => {
    const dir = createRenderer()
    const statuses = await Promise.all(
      ['POST', 'PUT', 'DELETE', 'PATCH'].map(async (method) => {
        const { status } = await answerWithFile(dir, { method, url: 'app://switchyard/' })
        return status
      }),
    )
    expect(statuses).toEqual([405, 405, 405, 405])
  })
})

describe('links in the folder of the interface', () => {
  it('lead to no file and no folder outside', async () => {
    const dir = createRenderer()
    symlinkSync(join(dir, '..', 'secret.txt'), join(dir, 'assets', 'file.js'))
    symlinkSync(`${dir}-other`, join(dir, 'assets', 'folder'))
    for (const path of ['assets/file.js', 'assets/folder/secret.txt']) {
      const response = await answerWithFile(dir, { method: 'GET', url: `app://switchyard/${path}` })
      expect([path, response.status, await response.text()]).toEqual([path, 404, 'Not found'])
    }
  })
})

describe('names of segments that lead outside', () => {
  it('never name a file outside the folder', async () => {
    const dir = createRenderer()
    const pieces = [
      ...['..', '.', '%2e%2e', '%2f', '/', '//', '%5c', 'a', '%00', '~', '%252e', '...', ';', '\u202e', '%'],
    ]
    for (const first of pieces) {
      for (const second of pieces) {
        for (const third of [...pieces, 'secret.txt']) {
          const url = `app://switchyard/${first}${second}/${third}`
          const text = await (await answerWithFile(dir, { method: 'GET', url })).text()
          expect([url, text]).toEqual([url, text === '<!doctype html>' ? text : 'Not found'])
        }
      }
    }
  })
})

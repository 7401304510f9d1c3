import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Copy, copySources, type DevApp, startDev } from '../support/dev-app.ts'

/** Timeout in milliseconds for several starts from the sources on a busy machine. */
const patience = 120_000

describe('npm run dev', () => {
  let copy: Copy
  let dev: DevApp
  let session: Record<string, string>
  beforeAll(async () => {
    copy = copySources()
    dev = await startDev(copy)
    const { origin, hash } = new URL(dev.link)
    const code = new URLSearchParams(hash.slice(1)).get('launch')
    const answer = await fetch(`${origin}/api/launch`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    session = { cookie, 'switchyard-key': (await answer.json()).key }
  }, patience)
  afterAll(async () => {
    await dev?.stop()
    copy?.remove()
  }, patience)

  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
      (resolve, reject) => {
        request(new URL(path, dev.link), { headers }, async (response) =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: await text(response),
          }),
        )
          .on('error', reject)
          .end()
      },
    )

  it(
    "serves the page with the policy of the product, and allows Vite's inline scripts",
    async () => {
      const page = await get('/')
      expect(page.body).toContain('<div id="root">')
      const policy = String(page.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'; script-src 'self' 'unsafe-inline';")
      const answered = await get('/api/session', session)
      expect(answered.headers['content-security-policy']).not.toContain('unsafe')
    },
    patience,
  )

  it('refuses pages of other origins and unknown host names', async () => {
    const foreign = { origin: 'http://example.com' }
    expect((await get('/', { host: 'example.com' })).status).toBe(403)
    expect((await get('/', foreign)).status).toBe(403)
    expect((await get('/api/session', { ...session, ...foreign })).status).toBe(403)
  })

  it('serves no file of the data folder', async () => {
    const token = readFileSync(join(dev.dataDir, 'token'), 'utf8').trim()
    for (const path of [`/@fs${dev.dataDir}/token`, '/../.dev/data/token', `/@fs${dev.dataDir}/token?raw`]) {
      const { body } = await get(path)
      expect(body, path).not.toContain(token)
    }
  })

  it(
    'restarts the server after a change and keeps the session, also after a syntax error',
    async () => {
      expect((await get('/api/session', session)).status).toBe(200)
      const file = join(dev.dir, 'src-main/engine/rules/rule.ts')
      const before = readFileSync(file, 'utf8')
      writeFileSync(file, `${before}\nexport const = 1\n`)
      await dev.untilSaid(/Failed running/, 1)
      expect(dev.said()).toMatch(/rules\/rule\.ts:\d+/)
      // The request waits for the server instead of failing.
      const asked = get('/api/session', session)
      writeFileSync(file, `${before}\n// Mended.\n`)
      await dev.untilSaid(/^Open /m, 2)
      expect((await asked).status).toBe(200)
    },
    patience,
  )

  it(
    'ends with its server on request',
    async () => {
      const { pid } = JSON.parse(readFileSync(join(dev.dataDir, 'server.json'), 'utf8'))
      expect(await dev.stop()).toBe(0)
      expect(() => process.kill(pid, 0)).toThrow()
    },
    patience,
  )
})

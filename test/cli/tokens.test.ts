import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchyard } from '../support/cli.ts'
import { type ServedApp, serveApp } from '../support/served-app.ts'

let app: ServedApp
beforeAll(async () => {
  app = await serveApp({ dataDir: mkdtempSync(join(tmpdir(), 'switchyard-tokens-')) })
}, 60_000)
afterAll(() => app.stop())

const run = (...args: string[]) => switchyard(args, app.dataDir)

describe('switchyard tokens', () => {
  it('creates a token for workers, lists it, and revokes it', async () => {
    const created = await run('tokens', 'create', 'build-box', '--days', '30')
    expect(created.code).toBe(0)
    const [, token = ''] = /Token, shown only now: (swy_work_\S+)/.exec(created.stdout) ?? []
    const ask = (path: string) =>
      fetch(new URL(path, app.url), { headers: { authorization: `Bearer ${token}` } })
    expect((await ask('/api/v1/runs')).status).toBe(403)
    expect((await ask('/api/v1/work/tasks/none')).status).toBe(404)

    const list = await run('tokens', 'list', '--scope', 'work', '--json')
    const [row] = JSON.parse(list.stdout)
    expect(row).toMatchObject({ name: 'build-box', scope: 'work' })
    expect(list.stdout).not.toContain(token)

    const revoked = await run('tokens', 'revoke', row.id)
    expect(revoked.stdout).toBe(`Revoked ${row.id} (build-box).\n`)
    expect((await ask('/api/v1/work/tasks/none')).status).toBe(401)
  })

  it('refuses an unknown id and an invalid number of days', async () => {
    const unknown = await run('tokens', 'revoke', 'tok_none')
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('Token tok_none does not exist.'),
    ])
    expect((await run('tokens', 'create', 'x', '--days', 'many')).code).toBe(2)
    expect((await run('tokens', 'create', 'x', '--scope', 'session')).code).toBe(2)
  })
})

describe('switchyard open', () => {
  it('prints a new link to the running app', async () => {
    const { code, stdout } = await run('open', '--print')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Open http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]{22}\n/)
  })

  it('prints a remedy if no app is running', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-none-'))
    const { code, stderr } = await switchyard(['open'], dataDir)
    rmSync(dataDir, { recursive: true, force: true })
    expect(code).toBe(2)
    expect(stderr).toContain('Switchyard is not running.')
    expect(stderr).toContain('switchyard serve')
  })
})

describe('SWITCHYARD_TOKEN', () => {
  it('limits a command to the scope of that token', async () => {
    const { stdout } = await run('tokens', 'create', 'host', '--scope', 'mcp', '--json')
    process.env.SWITCHYARD_TOKEN = JSON.parse(stdout).token
    try {
      expect((await run('tokens', 'list')).stderr).toContain(
        'The scope "mcp" of this token does not permit this request.',
      )
    } finally {
      delete process.env.SWITCHYARD_TOKEN
    }
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { startServer } from '../../src-main/hosts/serve.ts'
import { bootTestApp, serveTestApp, testConfig } from '../support/app.ts'
import { serveWorker, work } from './worker.ts'

const dayMs = 86_400_000
const ask = (base: string, token: string, path = '/api/v1/tokens') =>
  fetch(base + path, { headers: { authorization: `Bearer ${token}` } })

describe('tokens', () => {
  it('are created with a name, scope and expiry, shown once, and listed without their text', async () => {
    const { call } = await serveTestApp()
    const created = await call('POST', '/api/v1/tokens', { name: ' box ', scope: 'work', days: 30 })
    expect(created.body).toMatchObject({ name: 'box', scope: 'work', usedAt: null, isCurrent: false })
    expect(created.body.token).toMatch(/^swy_work_[\w-]{43}$/)
    expect(created.body.expiresAt - created.body.createdAt).toBe(30 * dayMs)
    const { body } = await call('GET', '/api/v1/tokens')
    expect(body).toMatchObject([
      { name: 'box', scope: 'work' },
      { name: 'This start', scope: 'app', isCurrent: true },
    ])
    expect(JSON.stringify(body)).not.toContain(created.body.token)
  })

  it.each([
    [{ name: '', scope: 'work' }],
    [{ name: 'x'.repeat(101), scope: 'work' }],
    [{ name: 'x', scope: 'session' }],
    [{ name: 'x', scope: 'launch' }],
    [{ name: 'x', scope: 'task' }],
    [{ name: 'x', scope: 'work', days: 0 }],
    [{ name: 'x', scope: 'work', days: 367 }],
    [{ name: 'x' }],
  ])('are refused as %j', async (input) => {
    const { call } = await serveTestApp()
    expect((await call('POST', '/api/v1/tokens', input)).status).toBe(400)
  })

  it('end immediately when they are revoked, with their open streams', async () => {
    const { call, base } = await serveTestApp()
    const { token, id } = (await call('POST', '/api/v1/tokens', { name: 'x', scope: 'app' })).body
    const stream = await ask(base, token, '/api/v1/events/stream')
    expect(stream.status).toBe(200)
    const read = stream.text().then(
      () => 'ended',
      () => 'cut off',
    )
    expect((await call('DELETE', `/api/v1/tokens/${id}`)).body).toMatchObject({ id, name: 'x' })
    expect(await read).toBe('cut off')
    expect((await ask(base, token)).status).toBe(401)
    expect((await call('DELETE', `/api/v1/tokens/${id}`)).status).toBe(404)
  })

  it('end when they expire', async () => {
    const clock = createManualClock()
    const { call, base } = await serveTestApp({ clock })
    const { token } = (await call('POST', '/api/v1/tokens', { name: 'x', scope: 'app', days: 1 })).body
    expect((await ask(base, token)).status).toBe(200)
    await clock.advance(dayMs)
    expect((await ask(base, token)).status).toBe(401)
    expect((await call('GET', '/api/v1/tokens')).body).toHaveLength(1)
  })

  it('are stored as hashes only, except the token of this start in its file', async () => {
    const { call, execute, app, token } = await serveWorker([work('a')])
    const made = (await call('POST', '/api/v1/tokens', { name: 'x', scope: 'work' })).body.token
    const task = (await execute('a')).body.token
    const { cookie, key } = app.access.createSession({ name: 'Browser', port: 1 })
    const code = app.access.createLaunchCode()
    for (const name of readdirSync(app.dataDir).filter((each) => each.includes('sqlite'))) {
      const bytes = readFileSync(join(app.dataDir, name)).toString('latin1')
      for (const secret of [token, made, task, cookie, key, code]) expect(bytes).not.toContain(secret)
    }
    const file = readdirSync(app.dataDir).find((name) => name.endsWith('.sqlite')) ?? ''
    const db = new Database(join(app.dataDir, file), { readonly: true })
    const rows = db.prepare('SELECT scope, length(hash) AS length FROM tokens ORDER BY scope').all()
    db.close()
    expect(rows).toEqual(['app', 'launch', 'session', 'task', 'work'].map((scope) => ({ scope, length: 32 })))
  })
})

describe('a browser session', () => {
  it('determines the port of the next start by default', async () => {
    const app = await bootTestApp()
    const config = testConfig(app.dataDir)
    const first = await startServer(app, config)
    if (!first.ok) throw new Error(first.error.message)
    const { port, close } = first.value
    app.access.createSession({ name: 'Browser', port })
    await close()
    const second = await startServer(app, { ...config, port: null })
    if (!second.ok) throw new Error(second.error.message)
    onTestFinished(() => second.value.close())
    expect(second.value.port).toBe(port)
  })

  it('ends thirty days after its last use', async () => {
    const clock = createManualClock()
    const { access } = await bootTestApp({ clock })
    const port = 4000
    const shown = { ...access.createSession({ name: 'Browser', port }), port }
    await clock.advance(29 * dayMs)
    expect(access.findSession(shown)).toMatchObject({ scope: 'session' })
    await clock.advance(29 * dayMs)
    expect(access.findSession(shown)).toMatchObject({ scope: 'session' })
    await clock.advance(30 * dayMs)
    expect(access.findSession(shown)).toBeNull()
  })

  it('requires both parts, at its own port', async () => {
    const { access } = await bootTestApp()
    const [own, other] = [1, 2].map((port) => ({ ...access.createSession({ name: 'Browser', port }), port }))
    if (own === undefined || other === undefined) throw new Error('Two sessions were created')
    expect(access.findSession(own)).not.toBeNull()
    for (const wrong of [{ key: other.key }, { cookie: other.cookie }, { port: 2 }, { key: own.cookie }]) {
      expect(access.findSession({ ...own, ...wrong })).toBeNull()
    }
  })
})

describe('a task token', () => {
  it('is random: public data of an attempt does not allow reports', async () => {
    const { execute, progress, complete, idOf } = await serveWorker([work('a')])
    await execute('a')
    for (const token of [`${idOf('a')}#1`, `${idOf('a')}-delegated`, 'run_x/a#1']) {
      expect((await progress('a', { token, progress: 1 })).body.error.code).toBe('E_STALE')
      const done = await complete('a', { token, status: 'completed' })
      expect(done.body.error).toMatchObject({ code: 'E_STALE', field: 'token' })
    }
  })

  it('allows reports for its own attempt only', async () => {
    const { execute, progress } = await serveWorker([work('a'), work('b')])
    const { token } = (await execute('a')).body
    await execute('b')
    expect((await progress('b', { token, progress: 1 })).body.error.code).toBe('E_STALE')
  })

  it('never appears in the log, even if its worker repeats it', async () => {
    const { execute, progress, complete, task, call } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    await progress('a', { token, progress: 1, message: `My token is ${token}`, metadata: { token } })
    await complete('a', { token, status: 'completed', output: { used: token } })
    expect(JSON.stringify(await task('a'))).not.toContain(token)
    const { body } = await call('GET', '/api/v1/events?limit=1000')
    expect(JSON.stringify(body)).toContain('My token is [hidden]')
    expect(JSON.stringify(body)).not.toContain(token)
  })

  it('stays valid with its lease, also over a restart', async () => {
    const clock = createManualClock()
    const first = await serveWorker([work('a')], { clock })
    const { token } = (await first.execute('a', { leaseMs: 60_000 })).body
    await clock.advance(50_000)
    expect((await first.progress('a', { token, progress: 1, leaseMs: 120_000 })).status).toBe(200)
    await clock.advance(100_000)
    await first.app.close()
    const again = await serveTestApp({ clock, dataDir: first.app.dataDir })
    const report = await again.call('POST', `/api/v1/work/tasks/${first.urlOf('a')}/progress`, {
      token,
      progress: 2,
    })
    expect(report.status).toBe(200)
  })
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { databaseFile } from '../../src-main/base/data-files.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { createKeystore } from './repeats/world.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const under = (commandId: string) => ({ context: { commandId } })

function inDatabase<T>({ dataDir }: App, work: (db: Database.Database) => T): T {
  const db = new Database(join(dataDir, databaseFile))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** Simulates a crash between a change and the receipt of its call. */
const forgetCalls = (app: App) =>
  inDatabase(app, (db) => db.prepare("DELETE FROM receipts WHERE command_id LIKE 'call:%'").run())

const receiptsOf = (app: App): string =>
  inDatabase(app, (db) => JSON.stringify(db.prepare('SELECT * FROM receipts').all()))

const countEvents = ({ client }: App) => client.system.info().then(({ seq }) => seq)

describe('a command id', () => {
  it('that is used ten times in parallel is carried out once', async () => {
    const { client } = await bootTestApp()
    const many = Array.from({ length: 10 }, () => client.projects.create({ name: 'Fair' }, under('c1')))
    expect(new Set((await Promise.all(many)).map(({ id }) => id))).toEqual(new Set(['fair']))
    expect(await client.projects.list()).toHaveLength(1)
  })

  it('of a refused request can be used again', async () => {
    const { client } = await bootTestApp()
    const save = () => client.projects.change({ id: 'fair', name: 'Summer fair' }, under('c1'))
    await expect(save()).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    await client.projects.create({ name: 'Fair' })
    expect(await save()).toMatchObject({ name: 'Summer fair' })
  })

  it('belongs to one procedure and one input, in any order of the fields', async () => {
    const { client } = await bootTestApp()
    const mail = { url: 'smtp://127.0.0.1:2525', from: 'me@example.org' }
    await client.system.setMail({ mail }, under('c1'))
    const turned = Object.fromEntries(Object.entries(mail).reverse()) as typeof mail
    expect(await client.system.setMail({ mail: turned }, under('c1'))).toBeDefined()
    const mismatch = { code: 'E_IDEMPOTENCY_MISMATCH' }
    const other = { ...mail, from: 'you@example.org' }
    await expect(client.system.setMail({ mail: other }, under('c1'))).rejects.toMatchObject(mismatch)
    await expect(client.system.setLimits({ global: 3 }, under('c1'))).rejects.toMatchObject(mismatch)
    const { limits, mail: now } = await client.system.settings()
    expect([limits.global, JSON.stringify(now)]).toEqual([
      expect.any(Number),
      expect.not.stringContaining('you@'),
    ])
    expect(limits.global).not.toBe(3)
  })

  it('returns the first answer, also after later changes', async () => {
    const { client } = await bootTestApp()
    await client.preferences.set({ name: 'width', value: 1 }, under('c1'))
    await client.preferences.set({ name: 'width', value: 2 }, under('c2'))
    await client.preferences.set({ name: 'width', value: 1 }, under('c1'))
    expect(await client.preferences.list()).toMatchObject({ width: 2 })
  })

  it('is remembered after a restart', async () => {
    const app = await bootTestApp({ dataDir: createTempDir() })
    const draft = await app.client.drafts.create({ document: emptyPlan }, under('c1'))
    await app.close()
    const again = await bootTestApp({ dataDir: app.dataDir })
    expect(await again.client.drafts.create({ document: emptyPlan }, under('c1'))).toEqual(draft)
    expect(await again.client.drafts.list()).toHaveLength(1)
  })
})

const emptyPlan = {
  ...{ key: 'club', title: 'Club', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  ...{ source: 'switchyard' as const, tasks: [] },
}

describe('a crash between a change and the receipt of its call', () => {
  it('causes no second change in the log', async () => {
    const app = await bootTestApp()
    const { client } = app
    const plan = { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Do a', required_skills: ['none'] }] }
    const changes = [
      () => client.runs.start({ request: plan }, under('c1')),
      () => client.memory.remember({ type: 'note', content: 'The wall is red.' }, under('c2')),
      () => client.skills.addAlias({ alias: 'postgres', skill: 'database' }, under('c3')),
      () => client.agents.disable({ id: 'hal' }, under('c4')),
    ]
    const first = []
    for (const change of changes) first.push(await change())
    await app.idle()
    const before = await countEvents(app)
    forgetCalls(app)
    const again = []
    for (const change of changes) again.push(await change())
    await app.idle()
    expect(again).toEqual(first)
    expect(await countEvents(app)).toBe(before)
  })

  it('is impossible if the change is in the tables only: without the receipt, there is no change', async () => {
    const app = await bootTestApp()
    inDatabase(app, (db) =>
      db.exec("CREATE TRIGGER full BEFORE INSERT ON receipts BEGIN SELECT RAISE(ABORT, 'no room'); END"),
    )
    const { client } = app
    await expect(client.drafts.create({ document: emptyPlan }, under('c1'))).rejects.toThrow()
    await expect(client.preferences.set({ name: 'width', value: 1 }, under('c2'))).rejects.toThrow()
    await expect(client.tokens.create({ name: 'box', scope: 'work' }, under('c3'))).rejects.toThrow()
    expect(await client.drafts.list()).toEqual([])
    expect(await client.preferences.list()).toEqual({})
    expect(await client.tokens.list({ scope: 'work' })).toEqual([])
  })
})

describe('a secret', () => {
  it('is repeated while the process runs, but never stored in a receipt; after a restart the repeat is refused', async () => {
    const { keystore } = createKeystore()
    const app = await bootTestApp({ dataDir: createTempDir(), config: { keystore } })
    const { client } = app
    const make = ({ client: on }: App) => on.tokens.create({ name: 'box', scope: 'work' }, under('c1'))
    const hook = { url: 'https://hooks.example/a', events: ['run.created'] }
    const [token, webhook] = [await make(app), await client.webhooks.create(hook, under('c2'))]
    await client.models.keepKey({ entry: 'work', key: 'sk-very-secret-0123' }, under('c3'))
    const mail = { url: 'smtp://127.0.0.1:2525', from: 'me@example.org', password: 'tulip' }
    await client.system.setMail({ mail }, under('c4'))
    expect([await make(app), await client.webhooks.create(hook, under('c2'))]).toEqual([token, webhook])
    const kept = receiptsOf(app)
    for (const secret of [token.token, webhook.secret, 'sk-very-secret-0123', 'tulip']) {
      expect(kept).not.toContain(secret)
    }
    await app.close()

    const again = await bootTestApp({ dataDir: app.dataDir, config: { keystore } })
    await expect(make(again)).rejects.toMatchObject({ code: 'E_ANSWER_GONE', status: 410 })
    expect(await again.client.tokens.list({ scope: 'work' })).toHaveLength(1)
  })
})

describe('the OpenAPI document', () => {
  it('documents the header and its refusals for every mutation, and nowhere else', async () => {
    const { call } = await serveTestApp()
    const { paths } = (await call('GET', '/api/openapi.json')).body
    const headerOf = (operation: { parameters?: { name: string; in: string }[] }) =>
      (operation.parameters ?? []).filter((each) => each.in === 'header').map(({ name }) => name)
    expect(headerOf(paths['/v1/drafts'].post)).toEqual(['Idempotency-Key'])
    expect(Object.keys(paths['/v1/drafts'].post.responses)).toEqual(expect.arrayContaining(['409', '410']))
    expect(headerOf(paths['/v1/drafts'].get)).toEqual([])
    expect(headerOf(paths['/v1/runs/search'].post)).toEqual([])
  })
})

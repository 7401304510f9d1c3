import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { refusalOf } from '../../src-main/api/wire/wire-errors.ts'
import { agentOf, createHarness } from '../support/engine.ts'
import { serveRest } from './rest.ts'

/** The app over REST, with its database connection for writes. Only this connection can limit the database size. */
async function serveWithDb() {
  const pragma = vi.spyOn(Database.prototype, 'pragma')
  const rest = await serveRest()
  const opened = pragma.mock.contexts
    .filter((each) => each instanceof Database)
    .filter(
      (db) =>
        db.open &&
        !db.readonly &&
        db.name.startsWith(rest.app.dataDir) &&
        db.name.endsWith('switchyard.sqlite'),
    )
  pragma.mockRestore()
  const [db] = opened
  if (db === undefined) throw new Error('The app opened no database.')
  return { rest, db }
}

describe('a full disk', () => {
  it('is a refusal with a remedy, and work continues when there is space', async () => {
    const { engine, store } = createHarness()
    const register = (id: string) =>
      engine.dispatch({
        type: 'agents.register',
        agents: [agentOf(id, { description: 'x'.repeat(50_000) })],
      })
    await register('ann')
    const pages = Number(store.db.pragma('page_count', { simple: true }))
    store.db.pragma(`max_page_count = ${pages}`)
    const error = await register('ben').catch((reason: unknown) => reason)
    expect(refusalOf(error)).toEqual({
      code: 'E_DISK_FULL',
      reason: 'disk_full',
      message: 'The disk is full. Nothing was changed.',
      hint: 'Free some space, then try again.',
    })
    expect(engine.state.agents.has('ben')).toBe(false)
    store.db.pragma('max_page_count = 1000000')
    expect(await register('ben')).toMatchObject({ ok: true })
  })

  it('returns 507 with a remedy over REST, and reads and later writes work', async () => {
    const { rest, db } = await serveWithDb()
    const agents = Array.from({ length: 40 }, (_, index) => ({
      ...agentOf(index === 0 ? 'ben' : `ben-${index}`),
      description: 'x'.repeat(2000),
    }))
    const body = { agents }
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
    const refused = await rest.call('POST', '/api/v1/agents', body)
    expect([refused.status, refused.body.error]).toEqual([
      507,
      {
        code: 'E_DISK_FULL',
        reason: 'disk_full',
        message: 'The disk is full. Nothing was changed.',
        hint: 'Free some space, then try again.',
        ref: expect.any(String),
      },
    ])
    const ids = async () =>
      (await rest.call('GET', '/api/v1/agents')).body.map(
        ({ agent, id }: { agent?: { id: string }; id?: string }) => agent?.id ?? id,
      )
    expect(await ids()).not.toContain('ben')
    db.pragma('max_page_count = 1000000')
    expect((await rest.call('POST', '/api/v1/agents', body)).status).toBe(200)
    expect(await ids()).toContain('ben')
  })
})

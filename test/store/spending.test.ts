import { describe, expect, it, onTestFinished } from 'vitest'
import type { Settlement } from '../../src-main/store/queries/spending.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

const hour = 3_600_000
const day = 24 * hour
const never = 1000 * day

function openSpending(settlements: readonly Partial<Settlement>[]) {
  const store = openTestStore(createTempDir())
  onTestFinished(store.close)
  store.db.exec(
    `INSERT INTO runs (id, plan_key, title, project_id, parallel_limit, status, counts, task_count, created_at, changed_seq)
     VALUES ('run_1', 'p', 'Garden', 'north', 1, 'done', '{}', 1, 1, 1), ('run_2', 'p', 'Shed', NULL, 1, 'done', '{}', 1, 1, 1)`,
  )
  const usual = { at: 0, runId: 'run_1', projectId: null, agentId: 'ann', model: null }
  for (const each of settlements) {
    store.spending.add({ ...usual, currency: 'EUR', amountMinor: 100, ...each })
  }
  return store
}

describe('spending', () => {
  it('has a row for each day, agent and model, for any number of payments', () => {
    const { db, spending } = openSpending(Array.from({ length: 1000 }, (_, at) => ({ at: at * 60_000 })))
    expect(db.prepare('SELECT count(*) FROM spending').pluck().get()).toBe(2)
    expect(spending.listDays({}, { start: 0, end: never })).toMatchObject([
      { amountMinor: 100_000, count: 1000 },
    ])
  })

  it('is limited to the requested parts of days', () => {
    const { spending } = openSpending([{ at: hour }, { at: 5 * hour }, { at: day + hour, runId: 'run_2' }])
    const span = { start: 5 * hour, end: day + hour }
    expect(spending.listDays({}, span)).toMatchObject([{ day: 0, amountMinor: 100, count: 1 }])
    expect(spending.listRuns({}, span)).toMatchObject([{ runId: 'run_1', amountMinor: 100 }])
    const [first] = spending.listDays({}, { start: 0, end: never })
    expect([first?.count, first?.sumBefore(5 * hour).count, first?.sumBefore(6 * hour).count]).toEqual([
      2, 1, 2,
    ])
  })

  it('covers all projects, one, or none', () => {
    const { spending } = openSpending([{ projectId: 'north' }, { runId: 'run_2', amountMinor: 7 }])
    const all = { start: 0, end: never }
    const sums = (filter: Parameters<typeof spending.listDays>[0]) =>
      spending.listDays(filter, all).map(({ amountMinor }) => amountMinor)
    expect([sums({}), sums({ projectId: 'north' }), sums({ projectId: 'south' })]).toEqual([
      [7, 100],
      [100],
      [],
    ])
    expect(spending.listRuns({ projectId: 'north' }, all)).toMatchObject([{ runTitle: 'Garden' }])
    expect(sums({ runId: 'run_2', projectId: 'north' })).toEqual([])
  })

  it('is found by its account, without visiting sums of others', () => {
    const { db } = openSpending([])
    const plan = db
      .prepare(
        "EXPLAIN QUERY PLAN SELECT * FROM spending WHERE account >= 'project:' AND account < 'project;'",
      )
      .all()
    expect(plan).toMatchObject([{ detail: expect.stringMatching(/^SEARCH spending USING PRIMARY KEY/) }])
  })
})

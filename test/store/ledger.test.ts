import { describe, expect, it, onTestFinished } from 'vitest'
import type { LedgerFilter } from '../../src-shared/contract/ledger.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

/** Movements of attempts with the agents of `agentOf`: two per attempt, the oldest attempt first. */
function ledgerOf(attempts: number, agentOf: (attempt: number) => string) {
  const store = openTestStore(createTempDir())
  onTestFinished(store.close)
  const { db, ledger } = store
  db.pragma('foreign_keys = OFF')
  const run = db.prepare(
    `INSERT INTO runs (id, plan_key, title, parallel_limit, status, counts, task_count, created_at, changed_seq)
     VALUES ('run_1', 'p', 'Garden', 1, 'running', '{}', 1, 1, 1)`,
  )
  const event = db.prepare(
    `INSERT INTO events (seq, at, type, run_id, task_key, command_id, body, hash)
     VALUES (?, ?, 'attempt.finished', 'run_1', ?, 'c', '{}', 'h')`,
  )
  const attempt = db.prepare(
    `INSERT INTO attempts (run_id, task_key, number, agent_id, status, started_at, ended_at)
     VALUES ('run_1', ?, 1, ?, 'done', 1, 2)`,
  )
  const movement = db.prepare(
    `INSERT INTO transactions (seq, kind, at, run_id, task_key, attempt, amount_minor, currency)
     VALUES (?, ?, ?, 'run_1', ?, 1, 100, 'EUR')`,
  )
  store.transact(() => {
    run.run()
    for (let at = 1; at <= attempts; at += 1) {
      event.run(at, at, `task-${at}`)
      attempt.run(`task-${at}`, agentOf(at))
      for (const kind of ['settle', 'release']) movement.run(at, kind, at, `task-${at}`)
    }
  })
  const pages = (filter: LedgerFilter, limit = 200) => {
    const read = [ledger.listLines(filter, { before: null, limit })]
    for (let page = read[0]; page !== undefined && page.next !== null; read.push(page)) {
      page = ledger.listLines(filter, { before: page.next, limit })
    }
    return read
  }
  return { ledger, pages }
}

describe('the ledger of a rarely paid agent', () => {
  it('is read in pages, each of which visits a bounded number of movements', () => {
    const { pages } = ledgerOf(25_000, (at) => (at === 3 ? 'rare' : 'usual'))
    const read = pages({ agentId: 'rare' })
    expect(read.map(({ lines, lookedTo }) => [lines.length, lookedTo])).toEqual([
      [0, 15_001],
      [0, 5001],
      [2, null],
    ])
    expect(read.at(-1)?.lines.map(({ seq, kind }) => [seq, kind])).toEqual([
      [3, 'settle'],
      [3, 'release'],
    ])
  })

  it('has every movement once, for any page ends', () => {
    const { pages } = ledgerOf(11_000, (at) => (at % 100 === 0 ? 'rare' : 'usual'))
    const cursors = pages({ agentId: 'rare' }, 7).flatMap(({ lines }) => lines.map(({ cursor }) => cursor))
    expect(cursors).toHaveLength(220)
    expect(new Set(cursors).size).toBe(220)
  })

  it('mentions no pages if one page suffices', () => {
    const { pages } = ledgerOf(5, () => 'usual')
    expect(pages({ agentId: 'usual' })).toMatchObject([{ next: null, lookedTo: null }])
    expect(pages({}, 10).map(({ lines }) => lines.length)).toEqual([10, 0])
  })
})

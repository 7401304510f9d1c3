import { describe, expect, it, onTestFinished } from 'vitest'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'
import { eventsOfRun, inLogOrder, newestFirst, upTo } from '../../src-main/store/log/event-blocks.ts'
import { createStore } from '../../src-main/store/store.ts'
import { createTempDir } from '../support/engine.ts'
import { eventsOf, restarted, storeWithLog, type TestStore } from './log.ts'

const migrationsDir = `${import.meta.dirname}/../../src-main/store/migrations`

function storeOf(count: number): TestStore {
  const store = storeWithLog(count)
  onTestFinished(store.close)
  return store
}

const newest = ({ events }: Pick<TestStore, 'events'>, limit = 10_000, before = Number.MAX_SAFE_INTEGER) =>
  events.listNewest({ before, limit, runId: 'run_2' }).map(({ seq }) => seq)
/** Each third event belongs to the second run. */
const upToSeq = (last: number) =>
  Array.from({ length: Math.floor(last / 3) }, (_, at) => 3 * (at + 1)).reverse()

describe('the events of a run', () => {
  it('are found among others, newest first, up to a number and older than an event', () => {
    const store = storeOf(1500)
    expect(newest(store)).toEqual(upToSeq(1500))
    expect(newest(store, 3)).toEqual([1500, 1497, 1494])
    expect(newest(store, 3, 513)).toEqual([510, 507, 504])
    expect(newest(store, 2, 258)).toEqual([255, 252])
    expect(store.events.listNewest({ before: 9999, limit: 9, runId: 'run_none' })).toEqual([])
  })

  it('are found if their transaction was rolled back and repeated', () => {
    const store = storeOf(300)
    const later = eventsOf(301, 900)
    const fail = () =>
      store.transact(() => {
        store.events.appendAll(later)
        throw new Error('full')
      })
    expect(fail).toThrow('full')
    expect(newest(store)).toEqual(upToSeq(300))
    store.transact(() => store.events.appendAll(later))
    expect(newest(store)).toEqual(upToSeq(900))
  })

  it('are found after a start in the middle of a block', () => {
    const store = storeOf(300)
    const events = restarted(store)
    store.transact(() => events.appendAll(eventsOf(301, 330)))
    expect(newest({ events })).toEqual(upToSeq(330))
  })

  it('are found in a log from before blocks existed', () => {
    const dataDir = createTempDir()
    const all = readMigrations(migrationsDir)
    const made = storeWithLog(600)
    const old = openStore(dataDir, all.slice(0, 17))
    if (!old.ok) throw new Error(old.error.message)
    old.value.db.exec(`
      ATTACH '${made.audit.file}' AS made;
      INSERT INTO events SELECT * FROM made.events;
      DELETE FROM audit_head;
      INSERT INTO audit_head SELECT * FROM made.audit_head`)
    old.value.close()
    made.close()
    const opened = openStore(dataDir, all)
    if (!opened.ok) throw new Error(opened.error.message)
    onTestFinished(opened.value.close)
    expect(newest(createStore(opened.value.db))).toEqual(upToSeq(600))
  })

  it('are read directly: without a scan of the log and without sorting', () => {
    const { db } = storeOf(3)
    for (const order of [inLogOrder, newestFirst]) {
      const plan = db
        .prepare(`EXPLAIN QUERY PLAN SELECT e.body FROM ${eventsOfRun} AND ${upTo(':seq')} ${order} LIMIT 9`)
        .all({ runId: 'run_1', seq: 3 })
        .map((row) => Reflect.get(row ?? {}, 'detail'))
      expect(plan).toEqual([
        expect.stringMatching(/^SEARCH b USING PRIMARY KEY/),
        expect.stringMatching(/^SEARCH e USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/),
      ])
    }
  })
})

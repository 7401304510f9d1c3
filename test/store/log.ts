import { createEventStore } from '../../src-main/store/log/events.ts'
import type { HeadNote } from '../../src-main/store/log/head-file.ts'
import { verifyLog } from '../../src-main/store/log/verify-log.ts'
import type { StoredEvent } from '../../src-shared/events.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

export type TestStore = ReturnType<typeof openTestStore>

/** Each third event belongs to the second run. */
const runOf = (seq: number) => (seq % 3 === 0 ? 'run_2' : 'run_1')

/** An event of typical size, with special characters in its text. */
export const eventOf = (seq: number, text = `line ${seq} “é”\n\u0000 end`): StoredEvent => ({
  seq,
  at: 1_767_225_600_000 + seq,
  commandId: `command-${Math.ceil(seq / 3)}`,
  body: {
    type: 'attempt.logged',
    runId: runOf(seq),
    taskKey: `task-${seq % 4}`,
    attemptId: `${runOf(seq)}/task-${seq % 4}#1`,
    number: 1,
    lines: [{ level: 'info', text }],
  },
})

export const eventsOf = (from: number, to: number): StoredEvent[] =>
  Array.from({ length: to - from + 1 }, (_, at) => eventOf(from + at))

/** A store with `count` events in its log, three per transaction. */
export function storeWithLog(count: number, dataDir = createTempDir()): TestStore {
  const store = openTestStore(dataDir)
  store.db.pragma('synchronous = OFF')
  for (let seq = 1; seq <= count; seq += 3) {
    store.transact(() => store.events.appendAll(eventsOf(seq, Math.min(seq + 2, count))))
  }
  return store
}

/** A run that ended at an instant, with the fields that compaction reads. */
export function addEndedRun({ db }: TestStore, runId: string, endedAt: number): void {
  const columns =
    'id, plan_key, title, parallel_limit, status, counts, task_count, created_at, ended_at, changed_seq'
  db.prepare(`INSERT INTO runs (${columns}) VALUES (?, 'p', 't', 1, 'done', '{}', 1, 1, ?, 1000000)`).run(
    runId,
    endedAt,
  )
}

/** A new event store on the same tables, without cached state. */
export const restarted = (store: TestStore) => createEventStore(store.db)

export const verify = ({ audit }: Pick<TestStore, 'audit'>, notes: HeadNote[] = []) =>
  verifyLog({ audit, notes, breathe: () => Promise.resolve() })

import type { Database } from 'better-sqlite3'
import type { KeptInput } from '#shared/model/runs/attempt.ts'

interface Row {
  attempt: number
  at: number
  sha256: string
  bytes: number
}

export interface StoredInput extends KeptInput {
  readonly runId: string
  readonly taskKey: string
  readonly attempt: number
  /** Of its event. */
  readonly seq: number
  readonly at: number
}

/** What attempts were sent: where it is, not what it says. */
export function createAttemptInputStore(db: Database) {
  const insert = db.prepare<[string, string, number, number, number, string, number]>(
    `INSERT INTO attempt_inputs (run_id, task_key, attempt, seq, at, sha256, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const ofAttempt = db.prepare<[string, string, number], Row>(
    `SELECT attempt, at, sha256, bytes FROM attempt_inputs
     WHERE run_id = ? AND task_key = ? AND attempt = ? ORDER BY seq`,
  )
  return {
    add({ runId, taskKey, attempt, seq, at, sha256, bytes }: StoredInput): void {
      insert.run(runId, taskKey, attempt, seq, at, sha256, bytes)
    },
    /** In the order in which it was sent. */
    listOfAttempt: (runId: string, taskKey: string, attempt: number): Row[] =>
      ofAttempt.all(runId, taskKey, attempt),
  }
}

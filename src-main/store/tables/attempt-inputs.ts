import type { Database } from 'better-sqlite3'
import type { KeptInput } from '#shared/model/runs/attempt.ts'
import { rowsOf } from '../db/rows.ts'

export interface StoredInput extends KeptInput {
  readonly runId: string
  readonly taskKey: string
  readonly attempt: number
  /** Sequence number of the event that recorded the input. */
  readonly seq: number
  readonly at: number
}

const rows = rowsOf<StoredInput>()('runId taskKey attempt seq at sha256 bytes')

/** References to the inputs of attempts; the content is stored elsewhere. */
export const createAttemptInputStore = (db: Database) => ({
  add: rows.insert(db, 'attempt_inputs'),
  /** In the order in which the inputs were sent. */
  listOfAttempt: rows.list<[runId: string, taskKey: string, attempt: number]>(
    db,
    'attempt_inputs WHERE run_id = ? AND task_key = ? AND attempt = ? ORDER BY seq',
  ),
})

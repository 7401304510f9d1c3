import type { Database } from 'better-sqlite3'
import type { AttemptStatus, Failure, TaskResult } from '#shared/model/attempt.ts'
import { readJsonOrNull, writeJsonOrNull } from './json-column.ts'

interface Row {
  task_key: string
  number: number
  agent_id: string
  status: AttemptStatus
  started_at: number
  ended_at: number | null
  result: string | null
  failure: string | null
}
export interface StoredAttempt {
  readonly runId: string
  readonly taskKey: string
  readonly number: number
  readonly agentId: string
  readonly status: AttemptStatus
  readonly startedAt: number
  readonly endedAt: number | null
  readonly result: TaskResult | null
  readonly failure: Failure | null
}

export function createAttemptStore(db: Database) {
  const insert = db.prepare<[string, string, number, string, AttemptStatus, number]>(
    'INSERT INTO attempts (run_id, task_key, number, agent_id, status, started_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = db.prepare<
    [AttemptStatus, number | null, string | null, string | null, string, string, number]
  >(
    `UPDATE attempts SET status = ?, ended_at = ?, result = ?, failure = ?
     WHERE run_id = ? AND task_key = ? AND number = ?`,
  )
  const ofTask = db.prepare<[string, string], Row>(
    'SELECT * FROM attempts WHERE run_id = ? AND task_key = ? ORDER BY number',
  )
  const running = db.prepare<[string], Row>("SELECT * FROM attempts WHERE run_id = ? AND status = 'running'")
  return {
    add(attempt: StoredAttempt): void {
      const { runId, taskKey, number, agentId, status, startedAt } = attempt
      insert.run(runId, taskKey, number, agentId, status, startedAt)
    },
    save(attempt: StoredAttempt): void {
      const { runId, taskKey, number, status, endedAt, result, failure } = attempt
      update.run(status, endedAt, writeJsonOrNull(result), writeJsonOrNull(failure), runId, taskKey, number)
    },
    listOfTask: (runId: string, taskKey: string): StoredAttempt[] =>
      ofTask.all(runId, taskKey).map((row) => attemptOf(runId, row)),
    listRunning: (runId: string): StoredAttempt[] => running.all(runId).map((row) => attemptOf(runId, row)),
  }
}

const attemptOf = (runId: string, row: Row): StoredAttempt => ({
  runId,
  taskKey: row.task_key,
  number: row.number,
  agentId: row.agent_id,
  status: row.status,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  result: readJsonOrNull(row.result),
  failure: readJsonOrNull(row.failure),
})

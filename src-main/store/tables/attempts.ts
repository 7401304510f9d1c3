import type { Database } from 'better-sqlite3'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptStatus, Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { readJson, readJsonOrNull, writeJsonOrNull } from '../db/json-column.ts'

interface Row {
  task_key: string
  number: number
  agent_id: string
  status: AttemptStatus
  started_at: number
  ended_at: number | null
  result: string | null
  failure: string | null
  reserved: string | null
  spent: string | null
  memo: string | null
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
  readonly reserved: Money | null
  readonly spent: Money | null
  /** What it wanted the next attempt to be handed. */
  readonly memo: Json
}

interface Charge {
  readonly runId: string
  readonly taskKey: string
  readonly number: number
  readonly spent: Money
}

/** Attempts that ended; one in flight is in the row of its task. */
export function createAttemptStore(db: Database) {
  const insert = db.prepare<(string | number | null)[]>(
    `INSERT INTO attempts (run_id, task_key, number, agent_id, status, started_at, ended_at, result, failure,
       reserved, spent, memo)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const charge = db.prepare<[number, string, string, number]>(
    `UPDATE attempts SET spent = json_set(spent, '$.amountMinor', spent ->> '$.amountMinor' + ?)
     WHERE run_id = ? AND task_key = ? AND number = ?`,
  )
  const ofTask = db.prepare<[string, string], Row>(
    'SELECT * FROM attempts WHERE run_id = ? AND task_key = ? ORDER BY number',
  )
  const lastResult = db.prepare<[string, string], { result: string }>(
    `SELECT result FROM attempts WHERE run_id = ? AND task_key = ? AND result IS NOT NULL
     ORDER BY number DESC LIMIT 1`,
  )
  const firstFailed = db.prepare<[string], Row>(
    `SELECT * FROM attempts WHERE run_id = ? AND status = 'failed' AND failure IS NOT NULL
     ORDER BY ended_at, task_key, number LIMIT 1`,
  )
  const lastMemo = db.prepare<[string, string], { memo: string }>(
    `SELECT memo FROM attempts WHERE run_id = ? AND task_key = ? AND memo IS NOT NULL
     ORDER BY number DESC LIMIT 1`,
  )
  const last = db.prepare<[string, string], { failure: string | null }>(
    'SELECT failure FROM attempts WHERE run_id = ? AND task_key = ? ORDER BY number DESC LIMIT 1',
  )
  // A question is posted as its attempt ends, at the same instant.
  const handedBack = db.prepare<[string], { task_key: string; agent_id: string }>(
    `SELECT DISTINCT gate.task_key, attempts.agent_id FROM approvals AS gate
     JOIN attempts ON attempts.run_id = gate.run_id AND attempts.task_key = gate.task_key
       AND attempts.ended_at = gate.posted_at AND attempts.status = 'parked'
     WHERE gate.run_id = ? AND json_extract(gate.approval, '$.answer') = 'hand_back'
     ORDER BY attempts.number`,
  )
  // The newest attempt of each task that has a result; SQLite takes the other columns from its row.
  const makers = db.prepare<[string], { task_key: string; result: string; last: number }>(
    `SELECT task_key, result, max(number) AS last FROM attempts
     WHERE run_id = ? AND result IS NOT NULL GROUP BY task_key HAVING instr(result, '"artifacts"') > 0`,
  )
  const lastFailures = db.prepare<[string], { task_key: string; failure: string; last: number }>(
    `SELECT task_key, failure, max(number) AS last FROM attempts
     WHERE run_id = ? GROUP BY task_key HAVING failure IS NOT NULL`,
  )
  const resets = db.prepare<[number], { agent_id: string; reset_at: number }>(
    `SELECT agent_id, max(json_extract(failure, '$.resetAt')) AS reset_at FROM attempts
     WHERE json_extract(failure, '$.resetAt') IS NOT NULL AND json_extract(failure, '$.resetAt') > ?
     GROUP BY agent_id`,
  )
  return {
    add(attempt: StoredAttempt): void {
      const { runId, taskKey, number, agentId, status, startedAt, endedAt } = attempt
      insert.run(
        runId,
        taskKey,
        number,
        agentId,
        status,
        startedAt,
        endedAt,
        writeJsonOrNull(attempt.result),
        writeJsonOrNull(attempt.failure),
        writeJsonOrNull(attempt.reserved),
        writeJsonOrNull(attempt.spent),
        writeJsonOrNull(attempt.memo),
      )
    },
    /** Adds to the cost of an ended attempt, in the currency of that cost. */
    charge({ runId, taskKey, number, spent }: Charge): void {
      charge.run(spent.amountMinor, runId, taskKey, number)
    },
    listOfTask: (runId: string, taskKey: string): StoredAttempt[] =>
      ofTask.all(runId, taskKey).map((row) => attemptOf(runId, row)),
    /** Who gave which task of a run back, in order. */
    listHandedBack: (runId: string): { taskKey: string; agentId: string }[] =>
      handedBack.all(runId).map(({ task_key, agent_id }) => ({ taskKey: task_key, agentId: agent_id })),
    /** By agent, the last instant until which its account was refused more, where that is to come. */
    listResets: (now: number): { agentId: string; resetAt: number }[] =>
      resets.all(now).map(({ agent_id, reset_at }) => ({ agentId: agent_id, resetAt: reset_at })),
    findFirstFailed(runId: string): StoredAttempt | null {
      const row = firstFailed.get(runId)
      return row === undefined ? null : attemptOf(runId, row)
    },
    findResult: (runId: string, taskKey: string): TaskResult | null =>
      readJsonOrNull(lastResult.get(runId, taskKey)?.result ?? null),
    /** Last results of the tasks of a run that made files. */
    listMakers: (runId: string): { taskKey: string; result: TaskResult }[] =>
      makers.all(runId).map(({ task_key, result }) => ({ taskKey: task_key, result: readJson(result) })),
    /** Failures of the tasks of a run whose newest attempt failed. */
    listLastFailures: (runId: string): { taskKey: string; failure: Failure }[] =>
      lastFailures
        .all(runId)
        .map(({ task_key, failure }) => ({ taskKey: task_key, failure: readJson(failure) })),
    findLastFailure: (runId: string, taskKey: string): Failure | null =>
      readJsonOrNull(last.get(runId, taskKey)?.failure ?? null),
    findMemo: (runId: string, taskKey: string): Json =>
      readJsonOrNull(lastMemo.get(runId, taskKey)?.memo ?? null),
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
  reserved: readJsonOrNull(row.reserved),
  spent: readJsonOrNull(row.spent),
  memo: readJsonOrNull(row.memo),
})

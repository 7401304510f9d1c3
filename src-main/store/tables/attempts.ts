import type { Database } from 'better-sqlite3'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { AttemptStatus, Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import { readJson, readJsonOrNull } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

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
  /** The memo for the next attempt. */
  readonly memo: Json
}

const rows = rowsOf<StoredAttempt>()(
  'runId taskKey number agentId status startedAt endedAt result failure reserved spent memo',
  { json: ['result', 'failure', 'reserved', 'spent', 'memo'] },
)

/** Ended attempts. A running attempt is in the row of its task. */
export function createAttemptStore(db: Database) {
  const charge = db.prepare<[number, string, string, number]>(
    `UPDATE attempts SET spent = json_set(spent, '$.amountMinor', spent ->> '$.amountMinor' + ?)
     WHERE run_id = ? AND task_key = ? AND number = ?`,
  )
  const lastResult = db.prepare<[string, string], { result: string }>(
    `SELECT result FROM attempts WHERE run_id = ? AND task_key = ? AND result IS NOT NULL
     ORDER BY number DESC LIMIT 1`,
  )
  const lastMemo = db.prepare<[string, string], { memo: string }>(
    `SELECT memo FROM attempts WHERE run_id = ? AND task_key = ? AND memo IS NOT NULL
     ORDER BY number DESC LIMIT 1`,
  )
  const last = db.prepare<[string, string], { failure: string | null }>(
    'SELECT failure FROM attempts WHERE run_id = ? AND task_key = ? ORDER BY number DESC LIMIT 1',
  )
  // A question is posted at the instant at which its attempt ends.
  const handedBack = db.prepare<[string], { taskKey: string; agentId: string }>(
    `SELECT DISTINCT gate.task_key AS taskKey, attempts.agent_id AS agentId FROM approvals AS gate
     JOIN attempts ON attempts.run_id = gate.run_id AND attempts.task_key = gate.task_key
       AND attempts.ended_at = gate.posted_at AND attempts.status = 'parked'
     WHERE gate.run_id = ? AND json_extract(gate.approval, '$.answer') = 'hand_back'
     ORDER BY attempts.number`,
  )
  // The newest attempt with a result, for each task. With `max`, SQLite takes the other columns from the same row.
  const makers = db.prepare<[string], { taskKey: string; result: string; last: number }>(
    `SELECT task_key AS taskKey, result, max(number) AS last FROM attempts
     WHERE run_id = ? AND result IS NOT NULL GROUP BY task_key HAVING instr(result, '"artifacts"') > 0`,
  )
  const lastFailures = db.prepare<[string], { taskKey: string; failure: string; last: number }>(
    `SELECT task_key AS taskKey, failure, max(number) AS last FROM attempts
     WHERE run_id = ? GROUP BY task_key HAVING failure IS NOT NULL`,
  )
  const resets = db.prepare<[number], { agentId: string; resetAt: number }>(
    `SELECT agent_id AS agentId, max(json_extract(failure, '$.resetAt')) AS resetAt FROM attempts
     WHERE json_extract(failure, '$.resetAt') IS NOT NULL AND json_extract(failure, '$.resetAt') > ?
     GROUP BY agent_id`,
  )
  return {
    add: rows.insert(db, 'attempts'),
    /** Adds to the cost of an ended attempt, in the currency of that cost. */
    charge({ runId, taskKey, number, spent }: Charge): void {
      charge.run(spent.amountMinor, runId, taskKey, number)
    },
    listOfTask: rows.list<[runId: string, taskKey: string]>(
      db,
      'attempts WHERE run_id = ? AND task_key = ? ORDER BY number',
    ),
    /** Agents that handed back tasks of a run, ordered by attempt number. */
    listHandedBack: (runId: string) => handedBack.all(runId),
    /**
     * By agent: when its account's limit resets, in milliseconds since 1970. Only resets after `now`; the latest for
     * each agent.
     */
    listResets: (now: number) => resets.all(now),
    findFirstFailed: rows.find<[runId: string]>(
      db,
      `attempts WHERE run_id = ? AND status = 'failed' AND failure IS NOT NULL
       ORDER BY ended_at, task_key, number LIMIT 1`,
    ),
    findResult: (runId: string, taskKey: string): TaskResult | null =>
      readJsonOrNull(lastResult.get(runId, taskKey)?.result ?? null),
    /** Latest results of the tasks of a run that produced files. */
    listMakers: (runId: string): { taskKey: string; result: TaskResult }[] =>
      makers.all(runId).map(({ taskKey, result }) => ({ taskKey, result: readJson(result) })),
    /** Failures of the tasks of a run whose newest attempt failed. */
    listLastFailures: (runId: string): { taskKey: string; failure: Failure }[] =>
      lastFailures.all(runId).map(({ taskKey, failure }) => ({ taskKey, failure: readJson(failure) })),
    findLastFailure: (runId: string, taskKey: string): Failure | null =>
      readJsonOrNull(last.get(runId, taskKey)?.failure ?? null),
    findMemo: (runId: string, taskKey: string): Json =>
      readJsonOrNull(lastMemo.get(runId, taskKey)?.memo ?? null),
  }
}

type Charge = Pick<StoredAttempt, 'runId' | 'taskKey' | 'number'> & { readonly spent: Money }

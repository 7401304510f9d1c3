import type { Database } from 'better-sqlite3'
import type { EventOf } from '#shared/events.ts'
import { readJson } from '../db/json-column.ts'
import { eventsOfRun, newestFirst, upTo } from '../log/event-blocks.ts'

/** Queries about single tasks that no other store provides. */
export function createTaskRequestStore(db: Database) {
  const requested = db.prepare<{ planKey: string; before: string | null; limit: number }, { id: string }>(
    `SELECT id FROM runs WHERE plan_key = :planKey
       AND (:before IS NULL OR (created_at, id) < (SELECT created_at, id FROM runs WHERE id = :before))
     ORDER BY created_at DESC, id DESC LIMIT :limit`,
  )
  // The last report of a task is near its newest event. The limit keeps the query fast for a task without a report.
  const report = db.prepare<{ runId: string; seq: number; taskKey: string }, { body: string }>(
    `SELECT body FROM (SELECT task_key, type, e.seq, body FROM ${eventsOfRun} AND ${upTo(':seq')}
       ${newestFirst} LIMIT 5000)
     WHERE task_key = :taskKey AND type = 'attempt.progressed' ORDER BY seq DESC LIMIT 1`,
  )
  return {
    /** Ids of runs with this plan key, newest first, older than the run `before`. */
    listRunIds: (query: { planKey: string; before: string | null; limit: number }): string[] =>
      requested.all(query).map(({ id }) => id),
    /** The newest progress report of a task up to `seq`; null if its recent events have none. */
    findReport(runId: string, taskKey: string, seq: number): EventOf<'attempt.progressed'> | null {
      const row = report.get({ runId, seq, taskKey })
      return row === undefined ? null : readJson(row.body)
    },
  }
}

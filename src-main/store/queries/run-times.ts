import type { Database } from 'better-sqlite3'
import type { TimelineAttempt } from '#shared/contract/runs/run-times.ts'
import { rowsOf } from '../db/rows.ts'
import { eventsOfRun, inLogOrder } from '../log/event-blocks.ts'
import { waitingDetail, waitingEvents } from './waiting-events.ts'

/** The part of an event that shows what tasks wait for; `detail` is the value of `waitingDetail`. */
export interface TimelineFact {
  readonly at: number
  readonly type: string
  readonly taskKey: string | null
  readonly detail: string | null
}

export interface PastAttempt extends TimelineAttempt {
  readonly taskKey: string
}

const attempts = rowsOf<PastAttempt>()('taskKey number agentId status from to spent', {
  json: ['spent'],
  named: { from: 'started_at', to: 'ended_at' },
})

/** Number of earlier runs of a plan to read. */
const pastRuns = 20

/** Times of events in a run, and durations of its tasks in earlier runs. */
export function createRunTimesStore(db: Database) {
  const facts = db.prepare<{ runId: string; types: string }, TimelineFact>(
    `SELECT at, type, task_key AS taskKey,
       CASE type ${waitingDetail} END AS detail
     FROM ${eventsOfRun} AND type IN (SELECT value FROM json_each(:types)) ${inLogOrder}`,
  )
  const earlier = db.prepare<[string, string], { key: string; ms: number }>(
    `WITH past AS (SELECT id FROM runs WHERE plan_key = ? AND id <> ? ORDER BY created_at DESC LIMIT ${pastRuns})
     SELECT a.task_key AS key, a.ended_at - a.started_at AS ms
     FROM past JOIN attempts a ON a.run_id = past.id WHERE a.status = 'done'`,
  )
  return {
    listFacts: (runId: string): TimelineFact[] => facts.all({ runId, types: JSON.stringify(waitingEvents) }),
    /** Ended attempts, ordered by task and attempt. */
    listAttempts: attempts.list<[runId: string]>(db, 'attempts WHERE run_id = ? ORDER BY task_key, number'),
    /** Durations in milliseconds of successful attempts, by task, in the newest other runs of this plan. */
    listPastDurations: (planKey: string, runId: string) => earlier.all(planKey, runId),
  }
}

import type { Database } from 'better-sqlite3'
import type { TimelineAttempt } from '#shared/contract/runs/run-times.ts'
import { rowsOf } from '../db/rows.ts'
import { eventsOfRun, inLogOrder } from '../log/event-blocks.ts'
import { waitingDetail, waitingEvents } from './waiting-events.ts'

/** The part of an event that tells what tasks wait for; the detail is that of `waitingDetail`. */
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

/** Earlier runs of a plan that are looked at. */
const pastRuns = 20

/** When things happened in a run, and how long its tasks took in runs before. */
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
    /** Those that ended, of each task in order. */
    listAttempts: attempts.list<[runId: string]>(db, 'attempts WHERE run_id = ? ORDER BY task_key, number'),
    /** How long done attempts took at the tasks of this plan in its newest other runs. */
    listPastDurations: (planKey: string, runId: string) => earlier.all(planKey, runId),
  }
}

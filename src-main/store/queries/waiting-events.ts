import { readJson } from '../db/json-column.ts'

/** Event types after which a task waits for something else or stops waiting. */
export const waitingEvents: readonly string[] = [
  ...['task.ready', 'tasks.ready', 'task.skipped', 'task.cancelled', 'task.failed', 'task.accepted'],
  ...[
    'task.carried',
    'task.done_before',
    'task.hurried',
    'attempt.started',
    'attempt.finished',
    'attempt.failed',
  ],
  ...['attempt.blocked', 'attempt.asked', 'attempt.interrupted', 'attempt.cancelled'],
  ...['approval.posted', 'budget.refused'],
]

/**
 * Branches of a `CASE type`: the next step after a failure, the kind of a gate and, as JSON, the tasks that became
 * ready.
 */
export const waitingDetail = `WHEN 'attempt.failed' THEN body ->> '$.next'
  WHEN 'attempt.interrupted' THEN body ->> '$.fate' WHEN 'approval.posted' THEN body ->> '$.approval.kind'
  WHEN 'tasks.ready' THEN body -> '$.taskKeys'`

/** Task keys in the detail of `tasks.ready`. */
export const keysOf = (detail: string): string[] => readJson(detail)

import type { Priority } from '#shared/model/task-definition.ts'
import { endOfToday } from './today.ts'

const dayMs = 86_400_000

/** Document 004: the weight of a priority. */
const priorityWeights: Record<Priority, number> = { critical: 1000, high: 100, medium: 10, low: 1 }

/**
 * Document 004: overdue 10, due today 5, due within three days 2, else 1. At any one instant an earlier deadline of
 * the same zone never has the smaller boost: the ready queue builds on that.
 */
export function deadlineBoost(dueAt: number | null, now: number, timeZone = 'UTC'): number {
  if (dueAt === null) return 1
  if (dueAt < now) return 10
  // No day lasts three days: what is due later than that needs no calendar.
  if (dueAt - now > 3 * dayMs) return 1
  return dueAt < endOfToday(now, timeZone) ? 5 : 2
}

/** The facts that order tasks. */
export interface Ranked {
  readonly priority: Priority
  readonly dueAt: number | null
  /** IANA name of the zone that says what "today" is for `dueAt`. */
  readonly timeZone: string
  /** The longest remaining path through the run that starts with this task. */
  readonly criticalMs: number
  readonly createdAt: number
  /** Unlike that of every other task it is compared with, or their order is left open. */
  readonly key: string
}

export const scoreTask = (task: Ranked, now: number): number =>
  priorityWeights[task.priority] * deadlineBoost(task.dueAt, now, task.timeZone)

/** Higher score first; ties as `compareTies`. */
export const compareTasks = (a: Ranked, b: Ranked, now: number): number =>
  scoreTask(b, now) - scoreTask(a, now) || compareTies(a, b)

/** Earlier deadline first, then the longer remaining critical path, then the older, then by key. */
export function compareTies(a: Ranked, b: Ranked): number {
  return (
    (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    b.criticalMs - a.criticalMs ||
    a.createdAt - b.createdAt ||
    compareKeys(a.key, b.key)
  )
}

const compareKeys = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

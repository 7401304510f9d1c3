import type { Priority } from '#shared/model/task-definition.ts'
import { endOfToday } from './today.ts'

const dayMs = 86_400_000

/** Document 004: weight of each priority. */
const priorityWeights: Record<Priority, number> = { critical: 1000, high: 100, medium: 10, low: 1 }

/**
 * Document 004: overdue 10, due today 5, due within three days 2, otherwise 1. At any instant, an earlier deadline in
 * the same time zone never has a smaller boost; the ready queue relies on this.
 */
export function deadlineBoost(dueAt: number | null, now: number, timeZone = 'UTC'): number {
  if (dueAt === null) return 1
  if (dueAt < now) return 10
  // No day lasts three days, so later deadlines need no calendar.
  if (dueAt - now > 3 * dayMs) return 1
  return dueAt < endOfToday(now, timeZone) ? 5 : 2
}

/** Fields that determine the order of tasks. */
export interface Ranked {
  readonly priority: Priority
  readonly dueAt: number | null
  /** IANA name of the time zone that defines "today" for `dueAt`. */
  readonly timeZone: string
  /** Longest remaining path through the run that starts with this task, in milliseconds. */
  readonly criticalMs: number
  readonly createdAt: number
  /** Must differ from the key of every other compared task; otherwise their order is undefined. */
  readonly key: string
}

export const scoreTask = (task: Ranked, now: number): number =>
  priorityWeights[task.priority] * deadlineBoost(task.dueAt, now, task.timeZone)

/** Higher score first; ties by `compareTies`. */
export const compareTasks = (a: Ranked, b: Ranked, now: number): number =>
  scoreTask(b, now) - scoreTask(a, now) || compareTies(a, b)

/** Earlier deadline first, then longer remaining critical path, then earlier creation, then key. */
export function compareTies(a: Ranked, b: Ranked): number {
  return (
    (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    b.criticalMs - a.criticalMs ||
    a.createdAt - b.createdAt ||
    compareKeys(a.key, b.key)
  )
}

const compareKeys = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

import type { Priority } from '#shared/model/task.ts'

const dayMs = 86_400_000

/** Document 004: the weight of a priority. */
export const priorityWeights: Record<Priority, number> = { critical: 1000, high: 100, medium: 10, low: 1 }

/** Document 004: overdue 10, due today 5, due within three days 2, else 1. Days are those of UTC. */
export function deadlineBoost(dueAt: number | null, now: number): number {
  if (dueAt === null) return 1
  if (dueAt < now) return 10
  if (Math.floor(dueAt / dayMs) === Math.floor(now / dayMs)) return 5
  return dueAt - now <= 3 * dayMs ? 2 : 1
}

export interface Ranked {
  readonly priority: Priority
  readonly dueAt: number | null
  /** Of its run. */
  readonly createdAt: number
  readonly position: number
}

export const scoreTask = (task: Ranked, now: number): number =>
  priorityWeights[task.priority] * deadlineBoost(task.dueAt, now)

/** Higher score first; ties: earlier deadline, then the older run, then the plan's order. */
export function compareTasks(a: Ranked, b: Ranked, now: number): number {
  return (
    scoreTask(b, now) - scoreTask(a, now) ||
    (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
    a.createdAt - b.createdAt ||
    a.position - b.position
  )
}

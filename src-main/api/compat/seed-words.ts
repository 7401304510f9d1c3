import type { SeedTask } from '#shared/contract/compat/tasks.ts'
import type { WorkStatus, workPriorities } from '#shared/contract/compat/work.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import type { Priority } from '#shared/model/task-definition.ts'

/** Statuses of document 004. There, a failed task is `BLOCKED`, with its error. */
export const workStatusOf: Record<TaskStatus, WorkStatus> = {
  blocked: 'BLOCKED',
  todo: 'TODO',
  awaiting_approval: 'TODO',
  in_progress: 'IN_PROGRESS',
  awaiting_input: 'IN_PROGRESS',
  done: 'DONE',
  failed: 'BLOCKED',
  skipped: 'CANCELLED',
  cancelled: 'CANCELLED',
}

/** Statuses of document 003. */
export const seedStatusOf: Record<TaskStatus, SeedTask['status']> = {
  blocked: 'PENDING',
  todo: 'PENDING',
  awaiting_approval: 'PENDING',
  in_progress: 'IN_PROGRESS',
  awaiting_input: 'IN_PROGRESS',
  done: 'COMPLETED',
  failed: 'FAILED',
  skipped: 'COMPLETED',
  cancelled: 'FAILED',
}

export const workPriorityOf: Record<Priority, (typeof workPriorities)[number]> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
}

export const isoOf = (at: number): string => new Date(at).toISOString()
export const isoOrNull = (at: number | null): string | null => (at === null ? null : isoOf(at))

import type { TaskView } from '#shared/model/task.ts'

/** How many tasks there were at an instant that were not over. */
export function countOpenAt(tasks: Iterable<TaskView>, at: number): number {
  let count = 0
  for (const { kind, createdAt, endedAt } of tasks) {
    if (kind === 'task' && createdAt <= at && (endedAt === null || endedAt > at)) count += 1
  }
  return count
}

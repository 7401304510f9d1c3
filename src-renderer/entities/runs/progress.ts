import type { RunView } from '#shared/model/runs/run.ts'

/** Progress of a run. Groups are not counted, only the tasks in them. */
export function progressOf({
  taskCount,
  counts,
  groupCounts,
}: Pick<RunView, 'taskCount' | 'counts' | 'groupCounts'>) {
  const own = (status: keyof RunView['counts']) => (counts[status] ?? 0) - (groupCounts[status] ?? 0)
  const groups = Object.values(groupCounts).reduce((sum, count) => sum + count, 0)
  return {
    total: taskCount - groups,
    done: own('done'),
    failed: own('failed'),
    running: own('in_progress'),
  }
}

import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'
import { type StatusName, statusOfTask } from '../../ui/status-looks.ts'

type Tasks = ReadonlyMap<string, TaskView>

/** The key of the task that began last and still runs; of two at once the later one in the plan. */
export function newestRunning(tasks: Tasks): string | null {
  let newest: TaskView | null = null
  for (const task of tasks.values()) {
    if (task.kind === 'group' || task.status !== 'in_progress') continue
    const [at, best] = [task.startedAt ?? 0, newest?.startedAt ?? 0]
    if (newest === null || at > best || (at === best && task.position > newest.position)) newest = task
  }
  return newest?.key ?? null
}

/** The statuses to show first, the most urgent first. */
const urgent: readonly StatusName[] = ['needs_you', 'failed', 'unassigned', 'blocked', 'retrying', 'running']

/** Where a run is looked at first: its most urgent task, of several the first in the plan; null: none is urgent. */
export function whereToBegin(tasks: Tasks): string | null {
  const found = [...tasks.values()]
    .filter(({ kind }) => kind !== 'group')
    .map((task) => ({ task, rank: urgent.indexOf(statusOfTask(task)) }))
    .filter(({ rank }) => rank !== -1)
    .sort((one, other) => one.rank - other.rank || one.task.position - other.task.position)
  return found[0]?.task.key ?? null
}

/** Those that a person said no to, in the order of the plan. */
export const listRejected = (tasks: Tasks): TaskView[] =>
  [...tasks.values()]
    .filter(({ status, reason }) => status === 'cancelled' && reason?.code === 'rejected')
    .sort((one, other) => one.position - other.position)

export type FollowedTask = ReturnType<typeof useFollowedTask>

/** Follow mode: the task that began last is kept in view until the person moves the view. */
export function useFollowedTask() {
  const [isOn, setOn] = useState(false)
  const key = useRun(({ tasks }) => (isOn ? newestRunning(tasks) : null))
  return { isOn, key, toggle: () => setOn(!isOn), stop: () => setOn(false) }
}

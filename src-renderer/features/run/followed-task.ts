import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'
import { type StatusName, statusOfTask } from '../../ui/status-looks.ts'

type Tasks = ReadonlyMap<string, TaskView>

/** Key of the running task that started last. Ties: the later task in the plan. */
export function newestRunning(tasks: Tasks): string | null {
  let newest: TaskView | null = null
  for (const task of tasks.values()) {
    if (task.kind === 'group' || task.status !== 'in_progress') continue
    const [at, best] = [task.startedAt ?? 0, newest?.startedAt ?? 0]
    if (newest === null || at > best || (at === best && task.position > newest.position)) newest = task
  }
  return newest?.key ?? null
}

/** Statuses that need attention, most urgent first. */
const urgent: readonly StatusName[] = ['needs_you', 'failed', 'unassigned', 'blocked', 'retrying', 'running']

/** The task to show first: the most urgent one. Ties: the first in the plan. Null if none is urgent. */
export function whereToBegin(tasks: Tasks): string | null {
  const found = [...tasks.values()]
    .filter(({ kind }) => kind !== 'group')
    .map((task) => ({ task, rank: urgent.indexOf(statusOfTask(task)) }))
    .filter(({ rank }) => rank !== -1)
    .sort((one, other) => one.rank - other.rank || one.task.position - other.task.position)
  return found[0]?.task.key ?? null
}

/** Tasks that a person rejected, in plan order. */
export const listRejected = (tasks: Tasks): TaskView[] =>
  [...tasks.values()]
    .filter(({ status, reason }) => status === 'cancelled' && reason?.code === 'rejected')
    .sort((one, other) => one.position - other.position)

export type FollowedTask = ReturnType<typeof useFollowedTask>

/** Follow mode: keeps the most recently started task in view until the user moves the view. */
export function useFollowedTask() {
  const [isOn, setOn] = useState(false)
  const key = useRun(({ tasks }) => (isOn ? newestRunning(tasks) : null))
  return { isOn, key, toggle: () => setOn(!isOn), stop: () => setOn(false) }
}

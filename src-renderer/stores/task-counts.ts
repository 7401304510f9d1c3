import { isTerminal, type TaskView } from '#shared/model/task.ts'

/** Progress of a group's tasks, including tasks of nested groups. */
export interface Tally {
  readonly total: number
  readonly over: number
  readonly done: number
  readonly running: number
  readonly failed: number
}
export type Tallies = ReadonlyMap<string, Tally>

type Tasks = ReadonlyMap<string, TaskView>

/** Counts of a group in a draft, where no task runs. */
export const plannedTally = (total: number): Tally => ({ total, over: 0, done: 0, running: 0, failed: 0 })
const nothing = plannedTally(0)

/** Updates the tallies for changed tasks. Groups without a changed task keep their tally object. */
export function tallyChanges(
  tallies: Tallies,
  { before, after, changed }: { before: Tasks; after: Tasks; changed: readonly TaskView[] },
): Tallies {
  const next = new Map(tallies)
  for (const task of changed) {
    if (task.kind === 'group') {
      if (!next.has(task.key)) next.set(task.key, nothing)
      continue
    }
    const known = before.get(task.key)
    if (known?.status === task.status) continue
    for (const group of listGroupsAround(after, task)) {
      const tally = next.get(group) ?? nothing
      next.set(group, add(known === undefined ? tally : add(tally, known, -1), task, 1))
    }
  }
  return next
}

function add(tally: Tally, { status }: TaskView, step: 1 | -1): Tally {
  return {
    total: tally.total + step,
    over: tally.over + (isTerminal(status) ? step : 0),
    done: tally.done + (status === 'done' ? step : 0),
    running: tally.running + (status === 'in_progress' ? step : 0),
    failed: tally.failed + (status === 'failed' ? step : 0),
  }
}

function listGroupsAround(tasks: Tasks, task: TaskView): string[] {
  const groups: string[] = []
  for (let at = task.parent; at !== null && !groups.includes(at); at = tasks.get(at)?.parent ?? null) {
    groups.push(at)
  }
  return groups
}

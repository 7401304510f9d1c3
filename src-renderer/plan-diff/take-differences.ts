import type { PlanDraft } from '#shared/model/plan-finding.ts'
import type { DraftTask } from '../plan-edits/edit.ts'
import { keyOfDifference, type PlanDifference, type TaskDifference } from './diff-plans.ts'

/** Names what can be taken or left on its own: a setting of the plan, or a task with its links. */
export const settingId = (field: string): string => `setting ${field}`
export const taskId = (difference: TaskDifference): string =>
  `${difference.kind} ${keyOfDifference(difference)}`

export const listIds = ({ settings, tasks }: PlanDifference): string[] => [
  ...settings.map(({ field }) => settingId(field)),
  ...tasks.map(taskId),
]

interface Proposal {
  readonly before: PlanDraft
  readonly after: PlanDraft
  readonly difference: PlanDifference
}

/**
 * `before` with those differences that are taken. A link to a task that the result has not is left out; with all of
 * them taken it is `after`, order included.
 */
export function takeDifferences(
  { before, after, difference }: Proposal,
  taken: ReadonlySet<string>,
): PlanDraft {
  if (listIds(difference).every((id) => taken.has(id))) return after
  if (taken.size === 0) return before
  const changed = new Map<string, DraftTask>()
  const removed = new Set<string>()
  const newKeys = new Map<string, string>()
  for (const each of difference.tasks) {
    if (!taken.has(taskId(each))) continue
    if (each.kind === 'removed') removed.add(each.before.key)
    if (each.kind !== 'changed') continue
    changed.set(each.before.key, each.after)
    if (each.before.key !== each.after.key) newKeys.set(each.before.key, each.after.key)
  }
  const kept = before.tasks
    .filter(({ key }) => !removed.has(key))
    .map((task) => changed.get(task.key) ?? rename(task, newKeys))
  const tasks = insertAdded(kept, after.tasks, { difference, taken })
  return { ...withSettings(before, difference, taken), tasks: withoutLooseEnds(tasks) }
}

function rename(task: DraftTask, newKeys: ReadonlyMap<string, string>): DraftTask {
  if (newKeys.size === 0) return task
  const dependsOn = task.dependsOn.map((key) => newKeys.get(key) ?? key)
  return {
    ...task,
    dependsOn,
    parent: task.parent === null ? null : (newKeys.get(task.parent) ?? task.parent),
  }
}

/** Each new task after the one that it follows in the newer plan, as far as that is there. */
function insertAdded(
  kept: readonly DraftTask[],
  order: readonly DraftTask[],
  { difference, taken }: { readonly difference: PlanDifference; readonly taken: ReadonlySet<string> },
): DraftTask[] {
  const added = new Set(
    difference.tasks.flatMap((each) =>
      each.kind === 'added' && taken.has(taskId(each)) ? [each.after] : [],
    ),
  )
  const tasks = [...kept]
  let last = -1
  for (const task of order) {
    if (added.has(task)) {
      last += 1
      tasks.splice(last, 0, task)
    } else {
      const place = tasks.findIndex(({ key }) => key === task.key)
      if (place > last) last = place
    }
  }
  return tasks
}

function withSettings(
  before: PlanDraft,
  { settings }: PlanDifference,
  taken: ReadonlySet<string>,
): PlanDraft {
  const next = { ...before }
  for (const { field, after } of settings) {
    if (!taken.has(settingId(field))) continue
    if (after === undefined) Reflect.deleteProperty(next, field)
    else Reflect.set(next, field, after)
  }
  return next
}

function withoutLooseEnds(tasks: readonly DraftTask[]): DraftTask[] {
  const keys = new Set(tasks.map(({ key }) => key))
  return tasks.map((task) => {
    const dependsOn = task.dependsOn.filter((key) => keys.has(key))
    const parent = task.parent === null || keys.has(task.parent) ? task.parent : null
    const isWhole = dependsOn.length === task.dependsOn.length && parent === task.parent
    return isWhole ? task : { ...task, dependsOn, parent }
  })
}

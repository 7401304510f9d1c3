import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { topologicalOrder } from '#shared/task-graph.ts'
import { findLoopsThrough } from '#shared/task-loops.ts'
import { withoutTasks } from '#shared/task-removal.ts'
import { type DraftTask, withFields } from '../edits/edit.ts'
import { keyOfDifference, type PlanDifference, type TaskDifference } from './diff-plans.ts'

/** Id of a difference that can be selected separately: a setting of the plan, or a task with its dependencies. */
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

export interface TakenPart {
  readonly document: PlanDraft
  /** Dependencies that were not applied, because they would close a cycle with the rest. */
  readonly leftOut: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Applies the chosen differences to `before`; with all of them, the result is `after`, order included. Dependents of a
 * removed task get its dependencies unless other ones are given. A dependency on a missing task, or one that closes a
 * cycle, is not applied.
 */
export function takeDifferences(
  { before, after, difference }: Proposal,
  taken: ReadonlySet<string>,
): TakenPart {
  if (listIds(difference).every((id) => taken.has(id))) return { document: after, leftOut: [] }
  if (taken.size === 0) return { document: before, leftOut: [] }
  const said = withoutLeft({ before, after, difference }, taken)
  const changed = new Map<string, DraftTask>()
  const removed = new Set<string>()
  const newKeys = new Map<string, string>()
  for (const each of difference.tasks) {
    if (!taken.has(taskId(each))) continue
    if (each.kind === 'removed') removed.add(each.before.key)
    if (each.kind !== 'changed') continue
    changed.set(each.before.key, said(each.after))
    if (each.before.key !== each.after.key) newKeys.set(each.before.key, each.after.key)
  }
  const kept = withoutTasks(before.tasks, removed, { reconnect: true }).map(
    (task) => changed.get(task.key) ?? rename(task, newKeys),
  )
  const tasks = withoutLooseEnds(insertAdded(kept, after.tasks, { difference, taken, said }))
  const { tasks: sound, leftOut } = withoutNewLoops(before.tasks, tasks)
  return { document: { ...withSettings(before, difference, taken), tasks: sound }, leftOut }
}

/**
 * Resolves tasks of the newer plan without the unselected additions. A task inherits the dependencies of those it
 * depended on.
 */
function withoutLeft({ before, after, difference }: Proposal, taken: ReadonlySet<string>) {
  const old = new Set(before.tasks.map(({ key }) => key))
  const left = difference.tasks.flatMap((each) =>
    each.kind === 'added' && !taken.has(taskId(each)) && !old.has(each.after.key) ? [each.after.key] : [],
  )
  const gone = new Set(left)
  const relinked = withoutTasks(after.tasks, gone, { reconnect: true })
  const originals = after.tasks.filter(({ key }) => !gone.has(key))
  const found = new Map(originals.map((task, index) => [task, relinked[index] ?? task]))
  return (task: DraftTask): DraftTask => found.get(task) ?? task
}

/** Adds the dependencies that are new compared with `before` one by one, except those that close a cycle. */
function withoutNewLoops(before: readonly DraftTask[], tasks: DraftTask[]) {
  const leftOut: TakenPart['leftOut'][number][] = []
  if (topologicalOrder(tasks) !== null || topologicalOrder(before) === null) return { tasks, leftOut }
  const old = new Map(before.map(({ key, dependsOn }) => [key, new Set(dependsOn)]))
  const isOld = (task: DraftTask, from: string): boolean => old.get(task.key)?.has(from) === true
  const sound = tasks.map((task) => ({
    ...task,
    dependsOn: task.dependsOn.filter((from) => isOld(task, from)),
  }))
  for (const [index, task] of tasks.entries()) {
    const waiting = sound[index]
    for (const from of task.dependsOn) {
      if (waiting === undefined || isOld(task, from)) continue
      if (findLoopsThrough(sound, from)(task.key) === null) waiting.dependsOn.push(from)
      else leftOut.push({ from, to: task.key })
    }
  }
  return { tasks: sound, leftOut }
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

/** Inserts each new task after its predecessor in the newer plan, if that task is present. */
function insertAdded(
  kept: readonly DraftTask[],
  order: readonly DraftTask[],
  {
    difference,
    taken,
    said,
  }: Pick<Proposal, 'difference'> & {
    readonly taken: ReadonlySet<string>
    readonly said: (task: DraftTask) => DraftTask
  },
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
      tasks.splice(last, 0, said(task))
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
  const chosen = settings.filter(({ field }) => taken.has(settingId(field)))
  return withFields(before, Object.fromEntries(chosen.map(({ field, after }) => [field, after])))
}

function withoutLooseEnds(tasks: readonly DraftTask[]): DraftTask[] {
  const kinds = new Map(tasks.map(({ key, kind }) => [key, kind]))
  return tasks.map((task) => {
    const dependsOn = task.dependsOn.filter((key) => kinds.has(key))
    const parent = task.parent !== null && kinds.get(task.parent) === 'group' ? task.parent : null
    const isWhole = dependsOn.length === task.dependsOn.length && parent === task.parent
    return isWhole ? task : { ...task, dependsOn, parent }
  })
}

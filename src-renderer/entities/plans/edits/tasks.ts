import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { words } from '#shared/words/words.ts'
import { type DraftTask, type Edit, listNewKeys, mapTasks, withFields } from './edit.ts'
import { keysOf, newKey } from './keys.ts'
import { placeBelow } from './tree.ts'

export const blankTask = (key: string, title: string, parent: string | null = null): DraftTask => ({
  key,
  kind: 'task',
  title,
  description: title,
  requiredSkills: [],
  dependsOn: [],
  parent,
  priority: 'medium',
  dueAt: null,
  tags: [],
  requiresApproval: false,
})

/** Position of a new task. With both `after` and `before`, the task replaces the dependency between them. */
export interface Place {
  /** Key of the task that the new task depends on. */
  readonly after?: string | null
  /** Key of the task that depends on the new task. */
  readonly before?: string | null
  /** Key of the task above the new one, in the same group. */
  readonly beside?: string | null
  /** Group of the new task, if no other field determines the group. */
  readonly parent?: string | null
}

/** Adds and selects a task with this title and these fields. */
export const addTask = (title: string, place: Place = {}, fields: TaskFields = {}): Edit => ({
  label: words.edits.add(title),
  change: (document) => withTask(document, { ...fields, title }, place),
  select: listNewKeys,
})

/** Adds one task for each title, in order. */
export const addTasks = (titles: readonly string[], place: Place = {}): Edit => ({
  label: words.edits.addMany(titles.length),
  change: (document) => {
    let { beside = null } = place
    let next = document
    for (const title of titles) {
      const before = next
      next = withTask(before, { title }, { ...place, beside })
      beside = listNewKeys(next, before)[0] ?? null
    }
    return next
  },
  select: listNewKeys,
})

function withTask(
  document: PlanDraft,
  { title, ...fields }: TaskFields & { readonly title: string },
  place: Place,
): PlanDraft {
  const { after = null, before = null, beside = null } = place
  const { tasks } = document
  const neighbour = tasks.find(({ key }) => key === (beside ?? after ?? before))
  const key = newKey(keysOf(document))
  const parent = neighbour === undefined ? (place.parent ?? null) : neighbour.parent
  const blank = withFields(blankTask(key, title, parent), fields)
  const added = { ...blank, dependsOn: after === null ? [] : [after] }
  const at = placeOf(tasks, {
    neighbour: neighbour?.key ?? null,
    parent,
    isAhead: beside === null && after === null,
  })
  const linked = mapTasks(document, (task) => {
    if (task.key !== before) return task
    const rest = after === null ? task.dependsOn : task.dependsOn.filter((each) => each !== after)
    return { ...task, dependsOn: [...rest, key] }
  })
  return { ...linked, tasks: linked.tasks.toSpliced(at, 0, added) }
}

interface Neighbourhood {
  readonly neighbour: string | null
  readonly parent: string | null
  readonly isAhead: boolean
}

/**
 * Index of a new task: below its neighbour and the neighbour's parts, or before the neighbour with `isAhead`. Without
 * a neighbour: at the end of the group or the plan.
 */
function placeOf(tasks: readonly DraftTask[], { neighbour, parent, isAhead }: Neighbourhood): number {
  if (neighbour === null && parent === null) return tasks.length
  if (neighbour !== null && isAhead) return tasks.findIndex(({ key }) => key === neighbour)
  return placeBelow(tasks, neighbour ?? parent ?? '')
}

/** Fields of tasks; `undefined` removes a field. */
export type TaskFields = { readonly [Name in keyof DraftTask]?: DraftTask[Name] | undefined }

/**
 * Sets the same fields on all these tasks. `field` is the name in the history and groups keystrokes into a single
 * step.
 */
export function setTasks(keys: readonly string[], fields: TaskFields, field: string): Edit {
  return { ...changeTasks(keys, () => fields, field), burst: `${field} ${keys.join(' ')}` }
}

/** Changes each task separately, for example to add a skill to every task. */
export const changeTasks = (
  keys: readonly string[],
  change: (task: DraftTask) => TaskFields,
  field: string,
): Edit => {
  const meant = new Set(keys)
  return {
    label: words.edits.set(field, keys.length),
    change: (document) =>
      mapTasks(document, (task) => (meant.has(task.key) ? withFields(task, change(task)) : task)),
  }
}

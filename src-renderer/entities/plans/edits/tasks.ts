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

/** Where a task is added. With `after` and `before` it takes the place of the link between them. */
export interface Place {
  /** It waits for this one. */
  readonly after?: string | null
  /** This one waits for it. */
  readonly before?: string | null
  /** In the order of the plan it stands below this one, and in its group. */
  readonly beside?: string | null
  /** Its group, where none of the others says it. */
  readonly parent?: string | null
}

/** A task with this title, and what else is known of it; it is selected. */
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

/** Below its neighbour and that one's parts; else at the end of its group, or of the plan. */
function placeOf(tasks: readonly DraftTask[], { neighbour, parent, isAhead }: Neighbourhood): number {
  if (neighbour === null && parent === null) return tasks.length
  if (neighbour !== null && isAhead) return tasks.findIndex(({ key }) => key === neighbour)
  return placeBelow(tasks, neighbour ?? parent ?? '')
}

/** Fields of tasks; `undefined` takes a setting away. */
export type TaskFields = { readonly [Name in keyof DraftTask]?: DraftTask[Name] | undefined }

/** The same fields of one task or many. `field` names what is changed, in words and for bursts of typing. */
export function setTasks(keys: readonly string[], fields: TaskFields, field: string): Edit {
  return { ...changeTasks(keys, () => fields, field), burst: `${field} ${keys.join(' ')}` }
}

/** Each task changed by itself, such as one skill more for each of them. */
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

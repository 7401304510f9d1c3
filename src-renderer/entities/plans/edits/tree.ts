import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withParts } from '#shared/task-removal.ts'
import type { DraftTask } from './edit.ts'

export interface TreeRow {
  readonly task: DraftTask
  /** Index in the document, which distinguishes tasks with the same key. */
  readonly index: number
  readonly depth: number
  readonly hasParts: boolean
}

/** Indexes of tasks by their group. The null entry has tasks without a group, or with a missing group. */
export function listPartsByGroup(tasks: readonly DraftTask[]): ReadonlyMap<string | null, readonly number[]> {
  const groups = new Set(tasks.filter(({ kind }) => kind === 'group').map(({ key }) => key))
  const parts = new Map<string | null, number[]>([[null, []]])
  for (const [index, { parent }] of tasks.entries()) {
    const at = parent !== null && groups.has(parent) ? parent : null
    const list = parts.get(at)
    if (list === undefined) parts.set(at, [index])
    else list.push(index)
  }
  return parts
}

/** Number of direct parts of each group. */
export function countParts(tasks: readonly DraftTask[]): ReadonlyMap<string, number> {
  const parts = listPartsByGroup(tasks)
  return new Map([...parts].flatMap(([key, inside]) => (key === null ? [] : [[key, inside.length]])))
}

/**
 * All tasks as an outline, in document order, with parts below their group. Groups that contain themselves appear at
 * the top level, so that no task is hidden.
 */
export function listTree({ tasks }: PlanDraft): TreeRow[] {
  const parts = listPartsByGroup(tasks)
  const rows: TreeRow[] = []
  const shown = new Set<number>()
  const add = (index: number, depth: number) => {
    const task = tasks[index]
    if (task === undefined || shown.has(index)) return
    shown.add(index)
    const inside = task.kind === 'group' ? (parts.get(task.key) ?? []) : []
    rows.push({ task, index, depth, hasParts: inside.length > 0 })
    for (const each of inside) add(each, depth + 1)
  }
  for (const index of parts.get(null) ?? []) add(index, 0)
  for (const index of tasks.keys()) add(index, 0)
  return rows
}

export const parentsOf = (tasks: readonly DraftTask[]): ReadonlyMap<string, string | null> =>
  new Map(tasks.map(({ key, parent }) => [key, parent]))

/** The groups that contain a task, nearest first. */
export function listGroupsAround(parents: ReadonlyMap<string, string | null>, key: string): string[] {
  const groups: string[] = []
  for (let at = parents.get(key) ?? null; at !== null && !groups.includes(at); at = parents.get(at) ?? null) {
    groups.push(at)
  }
  return groups
}

/** Closed groups without those that contain the task. Returns the same set if none is removed. */
export function openAround(
  closed: ReadonlySet<string>,
  tasks: readonly DraftTask[],
  key: string,
): ReadonlySet<string> {
  const around = listGroupsAround(parentsOf(tasks), key)
  if (!around.some((group) => closed.has(group))) return closed
  return new Set([...closed].filter((group) => !around.includes(group)))
}

/** Index in the document directly below a task and all its parts. */
export function placeBelow(tasks: readonly DraftTask[], key: string): number {
  const passed = withParts(tasks, [key])
  return tasks.findLastIndex((task) => passed.has(task.key)) + 1
}

/** Selected tasks that are not inside a selected group. */
export function listOutermost(tasks: readonly DraftTask[], keys: ReadonlySet<string>): string[] {
  const parents = parentsOf(tasks)
  const listed = tasks.filter(({ key }) => keys.has(key)).map(({ key }) => key)
  return [...new Set(listed)].filter(
    (key) => !listGroupsAround(parents, key).some((group) => keys.has(group)),
  )
}

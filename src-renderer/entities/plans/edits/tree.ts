import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withParts } from '#shared/task-removal.ts'
import type { DraftTask } from './edit.ts'

export interface TreeRow {
  readonly task: DraftTask
  /** Its place in the document, which tells apart what has one key. */
  readonly index: number
  readonly depth: number
  readonly hasParts: boolean
}

/** Tasks by the group they are in; those of no group, or of one that is not there, under null. */
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

/** How many tasks stand right in each group. */
export function countParts(tasks: readonly DraftTask[]): ReadonlyMap<string, number> {
  const parts = listPartsByGroup(tasks)
  return new Map([...parts].flatMap(([key, inside]) => (key === null ? [] : [[key, inside.length]])))
}

/**
 * All tasks as an outline: every part below its group, in the order of the document. Groups that are inside themselves
 * stand at the top, so that nothing is out of sight.
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

/** The groups around a task, the nearest first. */
export function listGroupsAround(parents: ReadonlyMap<string, string | null>, key: string): string[] {
  const groups: string[] = []
  for (let at = parents.get(key) ?? null; at !== null && !groups.includes(at); at = parents.get(at) ?? null) {
    groups.push(at)
  }
  return groups
}

/** These groups without those around a task; the same set where none of them is. */
export function openAround(
  closed: ReadonlySet<string>,
  tasks: readonly DraftTask[],
  key: string,
): ReadonlySet<string> {
  const around = listGroupsAround(parentsOf(tasks), key)
  if (!around.some((group) => closed.has(group))) return closed
  return new Set([...closed].filter((group) => !around.includes(group)))
}

/** The place in the document right below a task and all that is in it. */
export function placeBelow(tasks: readonly DraftTask[], key: string): number {
  const passed = withParts(tasks, [key])
  return tasks.findLastIndex((task) => passed.has(task.key)) + 1
}

/** The tasks without a selected group around them. */
export function listOutermost(tasks: readonly DraftTask[], keys: ReadonlySet<string>): string[] {
  const parents = parentsOf(tasks)
  const listed = tasks.filter(({ key }) => keys.has(key)).map(({ key }) => key)
  return [...new Set(listed)].filter(
    (key) => !listGroupsAround(parents, key).some((group) => keys.has(group)),
  )
}

import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { withParts } from '#shared/task-removal.ts'
import { words } from '#shared/words/words.ts'
import { type DraftTask, type Edit, listNewKeys, mapTasks, titleOf } from './edit.ts'
import { keysOf, newKey } from './keys.ts'
import { blankTask } from './tasks.ts'
import { listGroupsAround, listOutermost, parentsOf, placeBelow } from './tree.ts'

/** Moves tasks into a new group at the position of the first task, and selects the group. */
export const groupTasks = (keys: ReadonlySet<string>, title: string): Edit => ({
  label: words.edits.group(keys.size),
  change: (document) => {
    const { tasks } = document
    const outermost = listOutermost(tasks, keys)
    const members = tasks.filter(({ key }) => outermost.includes(key))
    const [first] = members
    if (first === undefined) return document
    const parent = members.every((each) => each.parent === first.parent) ? first.parent : null
    const group: DraftTask = { ...blankTask(newKey(keysOf(document)), title, parent), kind: 'group' }
    const at = tasks.findIndex(({ key }) => key === first.key)
    return moved({ ...document, tasks: tasks.toSpliced(at, 0, group) }, outermost, group.key)
  },
  select: listNewKeys,
})

/**
 * Moves tasks and the parts of groups to the end of a group, or of the plan (null). A group never moves into itself.
 */
export const moveInto = (document: PlanDraft, keys: ReadonlySet<string>, group: string | null): Edit => ({
  label:
    group === null
      ? words.edits.leaveGroup(keys.size)
      : words.edits.moveInto(titleOf(document, group), keys.size),
  change: (current) => moved(current, listOutermost(current.tasks, keys), group),
})

/**
 * Removes dependencies between a moved task and the groups around it, because a task and its group cannot depend on
 * each other.
 */
export function moved(document: PlanDraft, keys: readonly string[], group: string | null): PlanDraft {
  const around = group === null ? [] : [group, ...listGroupsAround(parentsOf(document.tasks), group)]
  const outer = keys.filter((key) => !around.includes(key))
  if (outer.length === 0) return document
  const inner = withParts(document.tasks, outer)
  const placed = document.tasks
    .filter(({ key }) => inner.has(key))
    .map((task) => ({
      ...task,
      parent: outer.includes(task.key) ? group : task.parent,
      dependsOn: without(task.dependsOn, around),
    }))
  const rest = document.tasks
    .filter(({ key }) => !inner.has(key))
    .map((task) =>
      task.key === group
        ? { ...task, kind: 'group' as const, dependsOn: without(task.dependsOn, inner) }
        : around.includes(task.key)
          ? { ...task, dependsOn: without(task.dependsOn, inner) }
          : task,
    )
  const at = group === null ? rest.length : placeBelow(rest, group)
  return { ...document, tasks: rest.toSpliced(at, 0, ...placed) }
}

function without(keys: string[], gone: Iterable<string>): string[] {
  const out = new Set(gone)
  return keys.some((key) => out.has(key)) ? keys.filter((key) => !out.has(key)) : keys
}

/**
 * Removes groups and keeps their tasks. Dependents of a group then depend on its last tasks. The first tasks get the
 * dependencies of the group, so the order stays the same.
 */
export const ungroup = (document: PlanDraft, keys: Iterable<string>): Edit => {
  const groups = [...keys].filter((key) =>
    document.tasks.some((task) => task.key === key && task.kind === 'group'),
  )
  return {
    label: words.edits.ungroup(groups.length),
    change: (current) => groups.reduce(dissolve, current),
    select: () => document.tasks.filter(({ parent }) => groups.includes(parent ?? '')).map(({ key }) => key),
  }
}

function dissolve(document: PlanDraft, key: string): PlanDraft {
  const group = document.tasks.find((task) => task.key === key)
  const parts = document.tasks.filter(({ parent }) => parent === key)
  if (group === undefined) return document
  const inside = new Set(parts.map((part) => part.key))
  const waitedFor = new Set(parts.flatMap(({ dependsOn }) => dependsOn))
  const last = parts.map((part) => part.key).filter((each) => !waitedFor.has(each))
  const left = { ...document, tasks: document.tasks.filter((task) => task !== group) }
  return mapTasks(left, (task) => {
    const isPart = task.parent === key
    const isFirst = isPart && !task.dependsOn.some((each) => inside.has(each))
    const waits = task.dependsOn.flatMap((each) => (each === key ? last : [each]))
    const dependsOn = isFirst ? [...waits, ...group.dependsOn] : waits
    if (!isPart && !task.dependsOn.includes(key)) return task
    return { ...task, parent: isPart ? group.parent : task.parent, dependsOn: [...new Set(dependsOn)] }
  })
}

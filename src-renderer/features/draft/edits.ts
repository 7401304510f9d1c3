import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'

/** What of a task is changed by hand. */
export type TaskEdit = Partial<
  Pick<TaskDefinition, 'title' | 'description' | 'requiresApproval' | 'requiredSkills' | 'dependsOn'>
>

/** The plan with one task changed. */
export const editTask = (document: PlanDocument, key: string, edit: TaskEdit): PlanDocument => ({
  ...document,
  tasks: document.tasks.map((task) => (task.key === key ? { ...task, ...edit } : task)),
})

/** The plan without a task and all that is below it; what waited for them waits no more. */
export function removeTask(document: PlanDocument, key: string): PlanDocument {
  const gone = listWithParts(document, key)
  return {
    ...document,
    tasks: document.tasks
      .filter((task) => !gone.has(task.key))
      .map((task) => ({ ...task, dependsOn: task.dependsOn.filter((each) => !gone.has(each)) })),
  }
}

/** Its key and those of all that is below it. */
function listWithParts({ tasks }: PlanDocument, key: string): ReadonlySet<string> {
  const keys = new Set([key])
  // Parts stand after their group, at any depth.
  for (const task of tasks) if (task.parent !== null && keys.has(task.parent)) keys.add(task.key)
  return keys
}

/**
 * The plan with a task one place up (-1) or down (1) among those of its group, its parts with it; the same object where
 * there is no such place.
 */
export function moveTask(document: PlanDocument, key: string, by: 1 | -1): PlanDocument {
  const { tasks } = document
  const parent = tasks.find((task) => task.key === key)?.parent
  const siblings = tasks.filter((task) => task.parent === parent).map((task) => task.key)
  const other = siblings[siblings.indexOf(key) + by]
  if (parent === undefined || other === undefined) return document
  const moved = listWithParts(document, key)
  const passed = listWithParts(document, other)
  const rest = tasks.filter((task) => !moved.has(task.key))
  const place =
    by === -1
      ? rest.findIndex((task) => task.key === other)
      : rest.findLastIndex((task) => passed.has(task.key)) + 1
  return {
    ...document,
    tasks: rest.toSpliced(place, 0, ...tasks.filter((task) => moved.has(task.key))),
  }
}

/** The plan with one more task, after all others. */
export function addTask(document: PlanDocument, title: string): PlanDocument {
  const known = new Set(document.tasks.map(({ key }) => key))
  let number = document.tasks.length + 1
  while (known.has(keyOf(number))) number += 1
  const task: TaskDefinition = {
    key: keyOf(number),
    kind: 'task',
    title,
    description: title,
    requiredSkills: [],
    dependsOn: [],
    parent: null,
    priority: 'medium',
    dueAt: null,
    tags: [],
    requiresApproval: false,
  }
  return { ...document, tasks: [...document.tasks, task] }
}

const keyOf = (number: number): string => `task-${String(number).padStart(3, '0')}`

/** How deep each task stands below its groups. */
export function depthsOf({ tasks }: PlanDocument): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  for (const { key, parent } of tasks) depths.set(key, parent === null ? 0 : (depths.get(parent) ?? 0) + 1)
  return depths
}

/** A skill as it is typed, as the token that it is kept as; empty: there is none. */
export const skillOf = (typed: string): string => typed.trim().toLowerCase().replaceAll(/\s+/g, '_')

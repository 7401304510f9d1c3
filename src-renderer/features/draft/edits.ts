import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task.ts'

type TaskEdit = Partial<Pick<TaskDefinition, 'title' | 'description' | 'requiresApproval'>>

/** The plan with one task changed. */
export const editTask = (document: PlanDocument, key: string, edit: TaskEdit): PlanDocument => ({
  ...document,
  tasks: document.tasks.map((task) => (task.key === key ? { ...task, ...edit } : task)),
})

/** The plan without a task and all that is below it; what waited for them waits no more. */
export function removeTask(document: PlanDocument, key: string): PlanDocument {
  const gone = new Set([key])
  // Parts stand after their group, at any depth.
  for (const task of document.tasks) if (task.parent !== null && gone.has(task.parent)) gone.add(task.key)
  return {
    ...document,
    tasks: document.tasks
      .filter((task) => !gone.has(task.key))
      .map((task) => ({ ...task, dependsOn: task.dependsOn.filter((each) => !gone.has(each)) })),
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

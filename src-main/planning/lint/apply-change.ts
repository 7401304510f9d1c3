import { assertNever } from '#shared/assert.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task.ts'

/** The document with these changes, one after another; what was given stays as it is. */
export function applyChanges(document: PlanDocument, changes: readonly PlanChange[]): PlanDocument {
  const tasks = [...document.tasks]
  const indexOf = new Map<string, number>()
  for (const [index, { key }] of tasks.entries()) if (!indexOf.has(key)) indexOf.set(key, index)
  let changed: PlanDocument = { ...document, tasks }
  const removed = new Set<number>()
  for (const change of changes) {
    if (change.type === 'plan_budget') changed = { ...changed, budget: change.to }
    else if (change.type === 'crew') changed = { ...changed, crew: change.to }
    else {
      const isLast = change.type === 'rename'
      const index = isLast ? tasks.findLastIndex(({ key }) => key === change.task) : indexOf.get(change.task)
      const task = index === undefined ? undefined : tasks[index]
      if (index === undefined || task === undefined) continue
      if (change.type === 'remove') removed.add(index)
      else tasks[index] = changeTask(task, change)
    }
  }
  return removed.size === 0 ? changed : { ...changed, tasks: tasks.filter((_, index) => !removed.has(index)) }
}

type TaskChange = Exclude<PlanChange, { type: 'plan_budget' | 'crew' | 'remove' }>

function changeTask(task: TaskDefinition, change: TaskChange): TaskDefinition {
  switch (change.type) {
    case 'dependencies':
      return { ...task, dependsOn: exchange(task.dependsOn, change) }
    case 'skills':
      return { ...task, requiredSkills: exchange(task.requiredSkills, change) }
    case 'repeats':
      return { ...task, dependsOn: [...new Set(task.dependsOn)] }
    case 'set':
      return { ...task, ...change.to }
    case 'clear': {
      const { [change.setting]: _, ...rest } = task
      return rest
    }
    case 'rename':
      return { ...task, key: change.to }
    default:
      return assertNever(change, 'change of a plan')
  }
}

const exchange = (
  words: readonly string[],
  { drop, add }: { readonly drop: readonly string[]; readonly add: readonly string[] },
): string[] => {
  const kept = words.filter((word) => !drop.includes(word))
  return [...kept, ...add.filter((word) => !kept.includes(word))]
}

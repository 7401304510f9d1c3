import { assertNever } from '#shared/assert.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { PlanChange } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { addTo } from './lists.ts'

/**
 * Applies changes in order and returns a new document; the input is not modified. Ignores changes of fields in a file
 * (`changeFields`).
 */
export function applyChanges(document: PlanDocument, changes: readonly PlanChange[]): PlanDocument {
  const tasks = [...document.tasks]
  const places = new Map<string, number[]>()
  for (const [index, { key }] of tasks.entries()) addTo(places, key, index)
  let changed: PlanDocument = { ...document, tasks }
  const removed = new Set<number>()
  for (const change of merged(changes)) {
    if (change.type === 'plan_budget') changed = { ...changed, budget: change.to }
    else if (change.type === 'crew') changed = { ...changed, crew: change.to }
    else if ('task' in change) {
      const known = places.get(change.task)
      const index = change.type === 'rename' ? known?.pop() : known?.[0]
      const task = index === undefined ? undefined : tasks[index]
      if (index === undefined || task === undefined) continue
      if (change.type === 'rename') addTo(places, change.to, index)
      if (change.type === 'remove') removed.add(index)
      else tasks[index] = changeTask(task, change)
    }
  }
  return removed.size === 0 ? changed : { ...changed, tasks: tasks.filter((_, index) => !removed.has(index)) }
}

/** Merges consecutive removals from the same task, so that a thousand removals filter its list only once. */
function merged(changes: readonly PlanChange[]): PlanChange[] {
  const left: PlanChange[] = []
  let open: { readonly task: string; readonly drop: string[] } | null = null
  for (const change of changes) {
    const isMere = change.type === 'dependencies' && change.add.length === 0
    if (isMere && open?.task === change.task) {
      for (const key of change.drop) open.drop.push(key)
      continue
    }
    open = isMere ? { task: change.task, drop: [...change.drop] } : null
    left.push(open === null ? change : { type: 'dependencies', ...open, add: [] })
  }
  return left
}

type TaskChange = Exclude<Extract<PlanChange, { task: string }>, { type: 'remove' }>

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
  const dropped = new Set(drop)
  const kept = words.filter((word) => !dropped.has(word))
  return [...kept, ...add.filter((word) => !kept.includes(word))]
}

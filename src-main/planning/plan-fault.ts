import { maxPlanTasks, type PlanDocument } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { listCycles, listDangling, topologicalOrder } from '#shared/task-graph.ts'

/** The first thing that keeps a plan from being run, or null. `order` is what is known of that of its tasks. */
export function findPlanFault(
  { tasks }: PlanDocument,
  order: readonly string[] | null = topologicalOrder(tasks),
): Refusal | null {
  return (
    requireSize(tasks.length) ??
    requireUniqueKeys(tasks) ??
    requireKnownKeys(tasks) ??
    requireGroups(tasks) ??
    (order === null ? findCycle(tasks) : null) ??
    requireFlatness(tasks)
  )
}

function requireSize(count: number): Refusal | null {
  if (count > 0 && count <= maxPlanTasks) return null
  const message =
    count === 0 ? 'The plan has no tasks.' : `The plan has ${count} tasks; the limit is ${maxPlanTasks}.`
  return refusal('E_PLAN_SIZE', message, 'Give it between 1 and 100,000 tasks.', {
    field: 'tasks',
    limit: maxPlanTasks,
  })
}

function requireUniqueKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const seen = new Set<string>()
  for (const { key } of tasks) {
    if (seen.has(key)) {
      return refusal('E_DUPLICATE_ID', `Two tasks have the id ${key}.`, 'Give each task its own id.', {
        field: 'tasks',
      })
    }
    seen.add(key)
  }
  return null
}

function requireKnownKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listDangling(tasks)
  if (first === undefined) return null
  const message = `Task ${first.key} depends on ${first.dependsOn}, which is not in the plan.`
  return refusal('E_DEP_UNKNOWN', message, 'Add the task, or remove the dependency.', { field: 'depends_on' })
}

export const maxGroupDepth = 64

/** Groups in groups in groups: nobody reads that, and every level gathers what is below it. */
function requireFlatness(tasks: PlanDocument['tasks']): Refusal | null {
  const parents = new Map(tasks.map(({ key, parent }) => [key, parent]))
  for (const { key } of tasks) {
    let depth = 0
    for (let above = parents.get(key); above != null && depth <= maxGroupDepth; above = parents.get(above))
      depth += 1
    if (depth <= maxGroupDepth) continue
    const message = `Task ${key} stands below more than ${maxGroupDepth} groups.`
    return refusal('E_TOO_DEEP', message, 'Use fewer levels.', { field: 'parent', limit: maxGroupDepth })
  }
  return null
}

/** A child of what is no group would wait for ever. */
function requireGroups(tasks: PlanDocument['tasks']): Refusal | null {
  const groups = new Set(tasks.filter(({ kind }) => kind === 'group').map(({ key }) => key))
  const orphan = tasks.find(({ parent }) => parent !== null && !groups.has(parent))
  if (orphan === undefined) return null
  const message = `Task ${orphan.key} belongs to ${orphan.parent}, which is not a group of the plan.`
  return refusal('E_DEP_UNKNOWN', message, 'Add the group, or take the task out of it.', { field: 'parent' })
}

function findCycle(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listCycles(tasks)
  if (first === undefined) return null
  // A task that waits for itself is a path of one name; a path must show where it comes back to.
  const path = first.length === 1 ? [...first, ...first] : first
  const message = `The tasks wait for each other: ${path.join(' → ')}.`
  return refusal('E_DEP_CYCLE', message, 'Remove one of these dependencies.', { field: 'depends_on' })
}

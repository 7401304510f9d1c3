import { maxPlanTasks, type PlanDocument } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { listCycles, listDangling, topologicalOrder } from '#shared/task-graph.ts'

/**
 * The first error that prevents a plan from running, or null. `order` is a known topological order of its tasks; null
 * if there is none.
 */
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
  const place = { field: 'tasks', limit: maxPlanTasks }
  return count === 0
    ? refusal('E_PLAN_SIZE', 'plan_without_tasks', place)
    : refusal('E_PLAN_SIZE', 'plan_too_large', { count, most: maxPlanTasks, ...place })
}

function requireUniqueKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const seen = new Set<string>()
  for (const { key } of tasks) {
    if (seen.has(key)) {
      return refusal('E_DUPLICATE_ID', 'duplicate_task_id', { task: key, field: 'tasks' })
    }
    seen.add(key)
  }
  return null
}

function requireKnownKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listDangling(tasks)
  if (first === undefined) return null
  return refusal('E_DEP_UNKNOWN', 'dependency_unknown', {
    task: first.key,
    dependency: first.dependsOn,
    field: 'depends_on',
  })
}

export const maxGroupDepth = 64

/** Limits nesting: nobody can read deeper groups, and every level collects everything below it. */
function requireFlatness(tasks: PlanDocument['tasks']): Refusal | null {
  const parents = new Map(tasks.map(({ key, parent }) => [key, parent]))
  for (const { key } of tasks) {
    let depth = 0
    for (let above = parents.get(key); above != null && depth <= maxGroupDepth; above = parents.get(above))
      depth += 1
    if (depth <= maxGroupDepth) continue
    return refusal('E_TOO_DEEP', 'groups_too_deep', {
      task: key,
      most: maxGroupDepth,
      field: 'parent',
      limit: maxGroupDepth,
    })
  }
  return null
}

/** A child of a task that is not a group would wait forever. */
function requireGroups(tasks: PlanDocument['tasks']): Refusal | null {
  const groups = new Set(tasks.filter(({ kind }) => kind === 'group').map(({ key }) => key))
  const orphan = tasks.find(({ parent }) => parent !== null && !groups.has(parent))
  if (orphan === undefined) return null
  const facts = { task: orphan.key, parent: orphan.parent ?? '' }
  return refusal('E_DEP_UNKNOWN', 'parent_not_a_group', { ...facts, field: 'parent' })
}

function findCycle(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listCycles(tasks)
  if (first === undefined) return null
  // A self-dependency is a path with a single name; repeat the name to show that the path returns to it.
  const path = first.length === 1 ? [...first, ...first] : first
  return refusal('E_DEP_CYCLE', 'dependency_cycle', { path: path.join(' → '), field: 'depends_on' })
}

import { findBehindBranch, joinOf } from '#shared/task-joins.ts'
import { none } from './parents.ts'
import type { PlanGraph } from './plan-graph.ts'

/** Tasks that run whenever the plan succeeds: neither they nor the tasks they depend on are conditional. */
export function findCertain({ tasks, order, dependencies, parents }: PlanGraph): ReadonlySet<number> {
  const certain = new Set<number>()
  const behindBranch = findBehindBranch(tasks)
  for (const point of order) {
    const task = tasks[point]
    if (task === undefined || task.condition !== undefined) continue
    const group = parents[point] ?? none
    if (group !== none && !certain.has(group)) continue
    const before = dependencies[point] ?? []
    const join = before.length === 0 ? 'always' : joinOf(task, behindBranch)
    const isMet = {
      all_succeeded: () => before.every((each) => certain.has(each)),
      none_failed: () => before.some((each) => certain.has(each)),
      any: () => before.some((each) => certain.has(each)),
      always: () => true,
    }[join]
    if (isMet()) certain.add(point)
  }
  return certain
}

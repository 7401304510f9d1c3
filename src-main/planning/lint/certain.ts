import { none } from './parents.ts'
import type { PlanGraph } from './plan-graph.ts'

/** Tasks that run whenever the plan goes well: no condition stands before them, or before what they need. */
export function findCertain({ tasks, order, dependencies, parents }: PlanGraph): ReadonlySet<number> {
  const certain = new Set<number>()
  for (const point of order) {
    const task = tasks[point]
    if (task === undefined || task.condition !== undefined) continue
    const group = parents[point] ?? none
    const needed = group === none ? (dependencies[point] ?? []) : [group, ...(dependencies[point] ?? [])]
    if (needed.every((each) => certain.has(each))) certain.add(point)
  }
  return certain
}

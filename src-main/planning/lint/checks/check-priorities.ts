import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task.ts'
import { findingOf } from '../finding.ts'
import type { Check } from '../lint-scene.ts'
import { keyAt, type PlanGraph } from '../plan-graph.ts'

/** Tasks that were said to be of low priority and hold up an urgent one: of what is ready, they are done last. */
export const checkPriorities: Check = ({ graph }) => {
  const wanted = new Map<number, { readonly rank: number; readonly by: number }>()
  const found: PlanFinding[] = []
  for (const point of graph.order.toReversed()) {
    const task = graph.tasks[point]
    if (task === undefined || task.kind === 'group') continue
    const own = urgency[task.priority]
    const asked = wanted.get(point)
    const rank = Math.max(own, asked?.rank ?? 0)
    const by = asked !== undefined && asked.rank > own ? asked.by : point
    for (const from of graph.dependencies[point] ?? []) {
      if (rank > (wanted.get(from)?.rank ?? 0)) wanted.set(from, { rank, by })
    }
    if (by !== point && task.priority === 'low' && graph.indexOf.get(task.key) === point)
      found.push(slower(graph, task, by))
  }
  return found
}

const urgency = { low: 0, medium: 0, high: 1, critical: 2 } as const

function slower(graph: PlanGraph, { key, priority }: TaskDefinition, by: number): PlanFinding {
  const urgent = graph.tasks[by]?.priority ?? priority
  const fix = {
    name: 'raise_priority',
    title: `Make ${graph.nameOf(key)} ${urgent}`,
    changes: [{ type: 'set', task: key, to: { priority: urgent } } as const],
  }
  const other = keyAt(graph, by)
  const message = `Task ${graph.nameOf(key)}, of ${priority} priority, holds up ${graph.nameOf(other)}, which is ${urgent}.`
  const about = { about: [key], taskKeys: [key, other], message, fixes: [fix] }
  return findingOf({ code: 'priority_inversion', severity: 'hint', ...about })
}

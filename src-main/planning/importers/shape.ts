import { maxPlanTasks } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { type GraphNode, listCycles, listEdges } from '#shared/task-graph.ts'
import type { Warnings } from './warnings.ts'

const namesInPath = 20

/** The edges of a graph in which a parent is none. */
export const countEdges = (nodes: readonly Pick<GraphNode, 'key' | 'dependsOn'>[]): number =>
  listEdges(nodes.map((node) => ({ ...node, parent: null }))).length

interface Placed extends GraphNode {
  /** Where it stands in the file. */
  readonly where: string
}

/** Warns of every knot of tasks that wait for each other; answers with how many there are. */
export function noteCycles(nodes: readonly Placed[], warnings: Warnings): number {
  const cycles = listCycles(nodes)
  const places = new Map(nodes.map(({ key, where }) => [key, where]))
  for (const cycle of cycles) {
    const isLong = cycle.length > namesInPath
    const names = isLong ? [...cycle.slice(0, namesInPath - 2), '…', ...cycle.slice(-1)] : cycle
    const message = `Tasks wait for each other: ${names.join(' → ')}. The plan cannot run before one of these dependencies is removed.`
    warnings.add('cycle', places.get(cycle[0] ?? '') ?? '', message)
  }
  return cycles.length
}

/** Why a plan of so many tasks is refused, or null. */
export function findExcess(key: string, count: number): Refusal | null {
  if (count <= maxPlanTasks) return null
  return refusal(
    'E_PLAN_SIZE',
    `The plan ${key} has ${count} tasks and subtasks; the limit is ${maxPlanTasks}.`,
    'Split it into several plans.',
    { field: 'tasks', limit: maxPlanTasks },
  )
}

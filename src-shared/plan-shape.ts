import type { PlanShape } from './model/plan.ts'
import { type GraphNode, listCycles, listDangling, listEdges, longestPath } from './task-graph.ts'

/** The size and shape of a plan. A root has no dependency in the plan. */
export function shapeOf(nodes: readonly GraphNode[]): PlanShape {
  const edges = listEdges(nodes)
  return {
    tasks: nodes.length,
    edges: edges.length,
    roots: nodes.length - new Set(edges.map(([, to]) => to)).size,
    longestPath: longestPath(nodes),
    cycles: listCycles(nodes).length,
    dangling: listDangling(nodes).length,
  }
}

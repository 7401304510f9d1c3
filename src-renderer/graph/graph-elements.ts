import { type Edge, type Node, Position } from '@xyflow/react'
import type { Layout, LayoutEdge, LayoutNode } from './layout.ts'
import type { NodeMarks } from './node-marks.ts'
import { pathOf } from './route-path.ts'

export type NodeData = {
  readonly kind: LayoutNode['kind']
} & Omit<NodeMarks, 'taskKey'>
export type PlanNode = Node<NodeData, 'plan'>
export type RouteData = { readonly path: string; readonly isLit: boolean }
export type RouteEdge = Edge<RouteData, 'route'>

export interface Marks {
  readonly cursor: string | null
  readonly selected: ReadonlySet<string>
  readonly dimmed: ReadonlySet<string>
  readonly path: ReadonlySet<string>
}

/** Drawn things as React Flow takes them: sizes and ends are given, so that it measures nothing. */
export function nodesOf(layout: Layout, { cursor, selected, dimmed, path }: Marks): PlanNode[] {
  return layout.nodes.map((node) => ({
    id: node.key,
    type: 'plan',
    position: { x: node.x, y: node.y },
    width: node.width,
    height: node.height,
    handles: [
      { type: 'target', position: Position.Left, x: 0, y: node.height / 2, width: 1, height: 1 },
      { type: 'source', position: Position.Right, x: node.width, y: node.height / 2, width: 1, height: 1 },
    ],
    data: {
      kind: node.kind,
      isCursor: node.key === cursor,
      isSelected: selected.has(node.key),
      isDimmed: dimmed.has(node.key),
      isOnPath: path.has(node.key),
    },
    // Frames lie under the edges, tasks over them.
    zIndex: node.kind === 'frame' ? node.depth - 100 : 1,
    ariaRole: 'presentation',
  }))
}

export function edgesOf(layout: Layout, { selected }: Marks): RouteEdge[] {
  return layout.edges.map((edge) => edgeOf(edge, selected.has(edge.from) || selected.has(edge.to)))
}

const edgeOf = ({ id, from, to, points }: LayoutEdge, isLit: boolean): RouteEdge => ({
  id,
  type: 'route',
  source: from,
  target: to,
  data: { path: pathOf(points), isLit },
  zIndex: isLit ? 1 : 0,
})

import type { Node } from '@xyflow/react'
import type { LayoutNode } from './layout.ts'
import type { NodeMarks } from './node-marks.ts'

export type NodeData = { readonly kind: LayoutNode['kind'] } & Omit<NodeMarks, 'taskKey'>
export type PlanNode = Node<NodeData, 'plan'>

/** What is said of nodes by their keys. */
export interface Marks {
  readonly cursor: string | null
  readonly selected: ReadonlySet<string>
  readonly dimmed: ReadonlySet<string>
  readonly path: ReadonlySet<string>
  readonly renamed: string | null
  /** Of a connection that is being made: where it comes from, what it is over, and why it may not end where. */
  readonly connection: {
    readonly from: string
    readonly over: string | null
    readonly refusals: ReadonlyMap<string, string>
  } | null
}

/** Nodes as React Flow takes them, always in one order so that none is moved in the page: sizes are given, so that it measures nothing; edges are painted, not its own. */
export const elementsOf = (nodes: readonly LayoutNode[], marks: Marks): PlanNode[] =>
  nodes
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map((node) => ({
      id: node.key,
      type: 'plan',
      position: { x: node.x, y: node.y },
      width: node.width,
      height: node.height,
      data: dataOf(node, marks),
      // Frames lie under their tasks and let the pointer through to the edges in them.
      zIndex: node.kind === 'frame' ? node.depth - 100 : 1,
      ...(node.kind === 'frame' && { style: { pointerEvents: 'none' } }),
      ariaRole: 'presentation',
    }))

function dataOf(
  { key, kind }: LayoutNode,
  { cursor, selected, dimmed, path, renamed, connection }: Marks,
): NodeData {
  return {
    kind,
    isCursor: key === cursor,
    isSelected: selected.has(key),
    isDimmed: dimmed.has(key),
    isOnPath: path.has(key),
    isRenamed: key === renamed,
    isSource: connection?.from === key,
    isTarget: connection?.over === key && !connection.refusals.has(key),
    refusal: connection?.refusals.get(key) ?? null,
  }
}

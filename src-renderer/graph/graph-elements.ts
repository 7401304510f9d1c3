import type { Node } from '@xyflow/react'
import { shallow } from 'zustand/shallow'
import type { LayoutNode } from './layout/layout.ts'
import type { NodeMarks } from './nodes/node-marks.ts'

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

/**
 * Nodes as React Flow takes them, always in one order so that none is moved in the page. Sizes are given and there are
 * no handles, so that it measures nothing; edges are painted, not its own. A node that stays as it is stays the same
 * object: React Flow makes everything of another one anew.
 */
export function createElements(): (nodes: readonly LayoutNode[], marks: Marks) => PlanNode[] {
  const made = new WeakMap<LayoutNode, PlanNode>()
  const elementOf = (node: LayoutNode, marks: Marks): PlanNode => {
    const data = dataOf(node, marks)
    const before = made.get(node)
    if (before !== undefined && shallow(before.data, data)) return before
    const element = makeElement(node, data)
    made.set(node, element)
    return element
  }
  return (nodes, marks) =>
    nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map((node) => elementOf(node, marks))
}

const noHandles: NonNullable<PlanNode['handles']> = []

const makeElement = ({ key, kind, depth, x, y, width, height }: LayoutNode, data: NodeData): PlanNode => ({
  id: key,
  type: 'plan',
  position: { x, y },
  ...{ width, height, measured: { width, height }, handles: noHandles },
  data,
  // Frames lie under their tasks and let the pointer through to the edges in them.
  zIndex: kind === 'frame' ? depth - 100 : 1,
  ...(kind === 'frame' && { style: { pointerEvents: 'none' } }),
  ariaRole: 'presentation',
})

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

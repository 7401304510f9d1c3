import type { Node } from '@xyflow/react'
import { clsx } from 'clsx'
import { shallow } from 'zustand/shallow'
import type { Tone } from '../../ui/status-looks.ts'
import type { LayoutNode } from '../layout/layout.ts'

export interface NodeMarks {
  readonly taskKey: string
  readonly isCursor: boolean
  readonly isSelected: boolean
  readonly isDimmed: boolean
  readonly isOnPath: boolean
  /** True while the title is being edited. */
  readonly isRenamed: boolean
  /** Role in a connection in progress: source, current target, or refused target with the reason. */
  readonly isSource: boolean
  readonly isTarget: boolean
  readonly refusal: string | null
}

const borders: Record<Tone, string> = {
  neutral: 'border-line',
  ready: 'border-line-strong',
  running: 'border-running',
  attention: 'border-attention',
  warning: 'border-warning',
  done: 'border-line-strong',
  failed: 'border-failed',
  over: 'border-line border-dashed',
}

export const borderOf = (tone: Tone | null): string => (tone === null ? 'border-line-strong' : borders[tone])

/** A selected node has one outline, the focused node a dashed one, the critical path a double one. */
export const outlineOf = (marks: Omit<NodeMarks, 'taskKey'>): string =>
  clsx(
    (marks.isSelected || marks.isTarget) && 'outline-2 outline-accent outline-offset-2',
    marks.isCursor && !marks.isSelected && 'outline-2 outline-focus outline-dashed outline-offset-2',
    marks.isOnPath && 'plan-on-path',
    (marks.isDimmed || marks.refusal !== null) && 'plan-dimmed',
  )

type NodeData = { readonly kind: LayoutNode['kind'] } & Omit<NodeMarks, 'taskKey'>
export type PlanNode = Node<NodeData, 'plan'>

export interface Marks {
  readonly cursor: string | null
  readonly selected: ReadonlySet<string>
  readonly dimmed: ReadonlySet<string>
  readonly path: ReadonlySet<string>
  readonly renamed: string | null
  /** Connection in progress: its source, its current target, and the refused targets with reasons. */
  readonly connection: {
    readonly from: string
    readonly over: string | null
    readonly refusals: ReadonlyMap<string, string>
  } | null
}

/**
 * Creates nodes for React Flow in a stable order, so that none moves in the DOM. React Flow measures nothing, because
 * sizes are given and nodes have no handles; edges are painted. An unchanged node stays the same object, because React
 * Flow rebuilds a new one completely.
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
  // Frames are below their tasks and let the pointer through to the edges inside.
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

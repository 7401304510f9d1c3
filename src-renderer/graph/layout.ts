import { drawPlan, sideOf } from './draw-plan.ts'
import type { LayoutItem } from './outline.ts'
import { unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Where what waits stands: to the right of what it waits for, or below it. */
export const directions = ['right', 'down'] as const
export type Direction = (typeof directions)[number]

/** `frame`: an open group drawn around its tasks; `group`: one drawn as a single node. */
export interface LayoutNode extends Box {
  readonly key: string
  readonly kind: 'task' | 'group' | 'frame'
  readonly depth: number
}

/** A drawn dependency, `to` waits for `from`: its points from the far side of the source to the near side of the target. */
export interface LayoutEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

/** Pixels; the top left corner is 0, 0. */
export interface Layout {
  readonly direction: Direction
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
  readonly width: number
  readonly height: number
  /** In no order. */
  nodesIn(area: Box): readonly LayoutNode[]
  edgesIn(area: Box): readonly LayoutEdge[]
}

/**
 * Places a plan: whatever waits for something stands after it in the direction, groups stand around their tasks, and
 * the groups in `collapsed` are drawn as one node.
 */
export const layoutPlan = (
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  direction: Direction = 'right',
): Layout => unpackLayout(drawPlan(packPlan({ items, collapsed, direction })), items)

/** Where an edge leaves a node. */
export const endOf = ({ x, y, width, height, kind }: LayoutNode, direction: Direction): Point =>
  direction === 'right'
    ? { x: x + width, y: y + sideOf(height, kind === 'frame') }
    : { x: x + width / 2, y: y + height }

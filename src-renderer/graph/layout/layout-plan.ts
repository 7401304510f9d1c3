import { drawPlan } from './draw-plan.ts'
import type { Direction, Layout, LayoutItem, LayoutRequest } from './layout.ts'
import { sizes } from './layout.ts'
import { kinds, packLayout, unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/** Fallback for a layout that takes too long: the tasks in rows, in plan order, without edges. */
export function plainLayout({ items, direction }: LayoutRequest): Layout {
  const { width, height } = sizes.node
  const step = { x: width + sizes.columnGap, y: height + sizes.rowGap }
  const perRow = Math.max(1, Math.ceil(Math.sqrt((items.length * step.y) / step.x)))
  const nodes = items.flatMap(({ kind }, at) => {
    const place = { x: (at % perRow) * step.x, y: Math.floor(at / perRow) * step.y }
    return [at, kinds.indexOf(kind), 0, place.x, place.y, width, height]
  })
  const packed = packLayout({
    ...{ direction, nodes, edges: [], points: [] },
    width: Math.min(items.length, perRow) * step.x,
    height: Math.ceil(items.length / perRow) * step.y,
  })
  return unpackLayout(packed, items)
}

export const emptyLayout: Layout = plainLayout({ items: [], collapsed: new Set(), direction: 'right' })

/**
 * Lays out a plan. Dependents come after their dependencies in the plan direction, and groups enclose their tasks. The
 * groups in `collapsed` are single nodes.
 */
export const layoutPlan = (
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  direction: Direction = 'right',
): Layout => unpackLayout(drawPlan(packPlan({ items, collapsed, direction })), items)

import { drawPlan } from './draw-plan.ts'
import type { Direction, Layout, LayoutItem, LayoutRequest } from './layout.ts'
import { sizes } from './layout.ts'
import { kinds, packLayout, unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/** When a layout takes too long: the tasks in rows, in the order of the plan, and no edges. */
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
 * Places a plan: whatever waits for something stands after it in the direction, groups stand around their tasks, and
 * the groups in `collapsed` are drawn as one node.
 */
export const layoutPlan = (
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  direction: Direction = 'right',
): Layout => unpackLayout(drawPlan(packPlan({ items, collapsed, direction })), items)

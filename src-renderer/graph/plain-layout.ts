import type { Layout } from './layout.ts'
import type { LayoutRequest } from './layout-jobs.ts'
import { sizes } from './sizes.ts'

/** When a layout takes too long: the tasks in rows, in the order of the plan, and no edges. */
export function plainLayout({ items, direction }: LayoutRequest): Layout {
  const step = { x: sizes.node.width + sizes.columnGap, y: sizes.node.height + sizes.rowGap }
  const perRow = Math.max(1, Math.ceil(Math.sqrt((items.length * step.y) / step.x)))
  const nodes = items.map(({ key, kind }, at) => ({
    key,
    kind,
    depth: 0,
    x: (at % perRow) * step.x,
    y: Math.floor(at / perRow) * step.y,
    ...sizes.node,
  }))
  return {
    direction,
    nodes,
    edges: [],
    width: Math.min(items.length, perRow) * step.x,
    height: Math.ceil(items.length / perRow) * step.y,
  }
}

export const emptyLayout: Layout = { direction: 'right', nodes: [], edges: [], width: 0, height: 0 }

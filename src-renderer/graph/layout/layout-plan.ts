import { drawPlan } from './draw-plan.ts'
import type { Direction, Layout, LayoutItem } from './layout.ts'
import { unpackLayout } from './packed-layout.ts'
import { packPlan } from './packed-plan.ts'

/**
 * Places a plan: whatever waits for something stands after it in the direction, groups stand around their tasks, and
 * the groups in `collapsed` are drawn as one node.
 */
export const layoutPlan = (
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  direction: Direction = 'right',
): Layout => unpackLayout(drawPlan(packPlan({ items, collapsed, direction })), items)

import type { Viewport } from '@xyflow/react'
import type { Layout } from './layout.ts'
import { sizes } from './sizes.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const margin = 32
/** The buttons in the corner stand below the whole plan. */
const controls = 64
/** Below this a title can no longer be read. */
const smallest = 0.7

/** The whole plan when it can be read that way, else its beginning at a size that can. */
export function firstViewport(plan: Layout, window: Size): Viewport {
  const fitting = Math.min(
    (window.width - 2 * margin) / Math.max(plan.width, sizes.node.width),
    (window.height - 2 * margin) / Math.max(plan.height, sizes.node.height),
  )
  const zoom = Math.min(1, Math.max(smallest, fitting))
  const free = { x: window.width - plan.width * zoom, y: window.height - plan.height * zoom }
  return {
    x: free.x >= 2 * margin ? free.x / 2 : margin,
    y: free.y >= 2 * margin ? free.y / 2 : topOf(plan, window, zoom),
    zoom,
  }
}

/** All of the plan, however small that makes it. */
export function wholeViewport(plan: Layout, window: Size): Viewport {
  const free = { width: window.width - 2 * margin, height: window.height - margin - controls }
  const zoom = Math.min(1, free.width / Math.max(1, plan.width), free.height / Math.max(1, plan.height))
  return {
    x: (window.width - plan.width * zoom) / 2,
    y: margin + (free.height - plan.height * zoom) / 2,
    zoom,
  }
}

/** The first task of the plan in the middle, as far as the plan reaches above and below it. */
function topOf({ nodes, height }: Layout, window: Size, zoom: number): number {
  const first = nodes.find(({ x }) => x === 0)
  const middle = first === undefined ? 0 : first.y + first.height / 2
  const wanted = window.height / 2 - middle * zoom
  return Math.min(margin, Math.max(wanted, window.height - margin - height * zoom))
}

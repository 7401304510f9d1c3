import type { Viewport } from '@xyflow/react'
import type { Box, Layout } from './layout/layout.ts'
import { sizes } from './layout/sizes.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const margin = 32
/** Of an open group its beginning is what is looked at. */
const mostOfGroup = { width: 400, height: 200 }
/** The buttons in the corner stand below the whole plan. */
const controls = 64
/** Below this a title can no longer be read. */
const smallest = 0.7

/**
 * The whole plan when it can be read that way, else the part around `begin` at a size that can: without one, where the
 * plan itself begins.
 */
export function firstViewport(plan: Layout, window: Size, begin?: Box): Viewport {
  const fitting = Math.min(
    (window.width - 2 * margin) / Math.max(plan.width, sizes.node.width),
    (window.height - 2 * margin) / Math.max(plan.height, sizes.node.height),
  )
  const zoom = Math.min(1, Math.max(smallest, fitting))
  const free = { x: window.width - plan.width * zoom, y: window.height - plan.height * zoom }
  const first = begin ?? plan.nodes.find(({ x }) => x === 0) ?? { x: 0, y: 0, width: 0, height: 0 }
  const middle = {
    x: begin === undefined ? 0 : first.x + Math.min(first.width, mostOfGroup.width) / 2,
    y: first.y + Math.min(first.height, mostOfGroup.height) / 2,
  }
  return {
    x: free.x >= 2 * margin ? free.x / 2 : around(middle.x * zoom, window.width, free.x),
    y: free.y >= 2 * margin ? free.y / 2 : around(middle.y * zoom, window.height, free.y),
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

/** A place of the plan in the middle of the window, as far as the plan reaches on both sides of it. */
const around = (place: number, length: number, free: number): number =>
  Math.min(margin, Math.max(length / 2 - place, free - margin))

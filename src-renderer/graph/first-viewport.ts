import type { Viewport } from '@xyflow/react'
import { sizes } from './sizes.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const margin = 32
const smallest = 0.62

/** The whole plan when it can be read that way, else its beginning at a size that can. */
export function firstViewport(plan: Size, window: Size): Viewport {
  const fitting = Math.min(
    (window.width - 2 * margin) / Math.max(plan.width, sizes.node.width),
    (window.height - 2 * margin) / Math.max(plan.height, sizes.node.height),
  )
  const zoom = Math.min(1, Math.max(smallest, fitting))
  const place = (free: number): number => (free > 2 * margin ? free / 2 : margin)
  return {
    x: place(window.width - plan.width * zoom),
    y: place(window.height - plan.height * zoom),
    zoom,
  }
}

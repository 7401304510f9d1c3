import type { Box } from '../layout/layout.ts'
import { contains } from '../layout/spatial-index.ts'

/** What of the plan is given to the page as nodes; nodes outside of it are painted. */
export interface NodeWindow {
  readonly area: Box
  /** Nothing is in the page: everything is painted. */
  readonly isFar: boolean
}

/** Below this a page full of nodes is too many for it, and their words are too small to read. */
export const farZoom = 0.5
/**
 * A window reaches this much of what is seen beyond it on every side: a little movement changes nothing. The first one
 * does not, because somebody waits for it.
 */
const beyond = 0.2
/** One that has become this much larger than what is seen is made anew. */
const tooLarge = 5

/** The window for what is seen; the same object as long as the one before will do. */
export function nextWindow(before: NodeWindow | null, seen: Box, zoom: number): NodeWindow {
  const isFar = zoom < farZoom
  if (before !== null && before.isFar === isFar) {
    if (isFar) return before
    const size = (before.area.width * before.area.height) / Math.max(1, seen.width * seen.height)
    if (contains(before.area, seen) && size < tooLarge) return before
  }
  if (before === null) return { area: seen, isFar }
  const area = {
    x: seen.x - seen.width * beyond,
    y: seen.y - seen.height * beyond,
    width: seen.width * (1 + 2 * beyond),
    height: seen.height * (1 + 2 * beyond),
  }
  return { area, isFar }
}

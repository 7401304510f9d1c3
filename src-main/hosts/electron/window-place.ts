export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** In place of the bounds of a window that nobody placed yet. */
export const firstSize = { width: 1280, height: 800 }

/** So much of the top edge has to be on a display for a window to be taken hold of. */
const reachable = { width: 120, height: 40 }

/** Where a window opens that was there before: there, unless the display it was on is gone; then in the middle of another. */
export function placeWindow(
  kept: Box | null,
  displays: readonly Box[],
): Box | { width: number; height: number } {
  if (kept === null) return firstSize
  const { width, height } = kept
  return displays.some((display) => canBeHeld(kept, display)) ? kept : { width, height }
}

function canBeHeld(window: Box, display: Box): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  return (
    across >= reachable.width &&
    window.y >= display.y &&
    window.y + reachable.height <= display.y + display.height
  )
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Size of a window without saved bounds, in pixels. */
export const firstSize = { width: 1280, height: 800 }

/** Minimum part of the window's top edge that must be on a display, so that a person can grab it. In pixels. */
const reachable = { width: 120, height: 40 }

/**
 * Restores a window's bounds. If no display contains its top edge any more, only the size is restored and the system
 * chooses the position.
 */
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

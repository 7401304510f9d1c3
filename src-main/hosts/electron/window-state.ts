import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserWindow, screen } from 'electron'
import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'

const pixels = z.int().min(-100_000).max(100_000)
const size = z.int().min(100).max(100_000)
const stateSchema = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: size, height: size }),
  isMaximized: z.boolean(),
  zoomLevel: z.number().min(-10).max(10),
})

/** Where the window was and how it was zoomed, in a file of the window's own profile. */
export function createWindowState(dir: string) {
  const file = join(dir, 'window.json')
  return {
    read() {
      const kept = readState(file)
      const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
      const { isMaximized = false, zoomLevel = 0 } = kept ?? {}
      return { bounds: placeWindow(kept?.bounds ?? null, displays), isMaximized, zoomLevel }
    },
    keep(window: BrowserWindow): void {
      if (window.isDestroyed()) return
      const state = {
        bounds: window.getNormalBounds(),
        isMaximized: window.isMaximized(),
        zoomLevel: window.webContents.getZoomLevel(),
      }
      try {
        writeFileSync(file, JSON.stringify(state), { mode: 0o600 })
      } catch {
        // A window that opens elsewhere next time is no reason to keep this one from closing.
      }
    },
  }
}
export type WindowState = ReturnType<typeof createWindowState>

// There is none yet, or somebody else wrote it.
const readState = (file: string): z.infer<typeof stateSchema> | null =>
  orElse(() => stateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), null)

interface Box {
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

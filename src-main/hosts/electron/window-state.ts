import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserWindow, screen } from 'electron'
import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'
import { placeWindow } from './window-place.ts'

const pixels = z.int().min(-100_000).max(100_000)
const size = z.int().min(100).max(100_000)
const stateSchema = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: size, height: size }),
  isMaximized: z.boolean(),
  zoomLevel: z.number().min(-10).max(10),
})

/** Bounds and zoom of the window, stored in a file of its profile. */
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
        // Failing to save the position must not prevent the window from closing.
      }
    },
  }
}
export type WindowState = ReturnType<typeof createWindowState>

// Null if the file is missing or invalid.
const readState = (file: string): z.infer<typeof stateSchema> | null =>
  orElse(() => stateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), null)

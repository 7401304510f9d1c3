import type { Sheet } from './paint-picture.ts'
import type { Palette } from './palette.ts'
import type { Pen, View } from './picture.ts'

const gap = 24
const size = 1.5
/** Nearer together they would be a grey veil. */
const nearest = 12

/** The dotted ground, which shows that and how far one moves. */
export function paintDots(
  pen: Pen,
  palette: Palette,
  { view, sheet }: { readonly view: View; readonly sheet: Sheet },
): void {
  const step = gap * view.zoom
  if (step < nearest) return
  pen.fillStyle = palette.dots
  const side = Math.max(1, size * view.zoom)
  const left = modulo(view.x, step)
  const top = modulo(view.y, step)
  for (let x = left; x < sheet.width; x += step) {
    for (let y = top; y < sheet.height; y += step) pen.fillRect(x - side / 2, y - side / 2, side, side)
  }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by

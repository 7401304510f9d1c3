import type { Pen, Picture, Sight } from './picture.ts'

const gap = 24
const size = 1.5
/** Minimum distance in pixels. Closer dots would look like a grey area. */
const nearest = 12

export type Dots = ReturnType<typeof createDots>

interface Row {
  readonly canvas: OffscreenCanvas
  readonly colour: string
  readonly step: number
  readonly width: number
}

/**
 * The dotted background, which makes movement visible. A single row is drawn and copied, because every frame has
 * thousands of dots.
 */
export function createDots() {
  let row: Row | null = null
  return {
    paint(pen: Pen, { palette }: Pick<Picture, 'palette'>, { view, sheet }: Sight): void {
      const step = gap * view.zoom * sheet.ratio
      if (step < nearest * sheet.ratio) return
      const side = Math.max(1, size * view.zoom) * sheet.ratio
      const width = Math.ceil(sheet.width * sheet.ratio + 2 * step)
      if (row === null || row.step !== step || row.width !== width || row.colour !== palette.dots)
        row = drawRow({ step, width, colour: palette.dots }, side)
      pen.setTransform(1, 0, 0, 1, 0, 0)
      // Rounded to whole pixels, to avoid a blurred row.
      const left = Math.round(modulo(view.x * sheet.ratio, step) - step - side / 2)
      for (let y = modulo(view.y * sheet.ratio, step); y < sheet.height * sheet.ratio; y += step)
        pen.drawImage(row.canvas, left, Math.round(y - side / 2))
    },
  }
}

function drawRow(of: Omit<Row, 'canvas'>, side: number): Row {
  const canvas = new OffscreenCanvas(of.width, Math.ceil(side))
  const pen = canvas.getContext('2d')
  if (pen !== null) {
    pen.fillStyle = of.colour
    for (let x = 0; x < of.width; x += of.step) pen.fillRect(x, 0, side, side)
  }
  return { canvas, ...of }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by

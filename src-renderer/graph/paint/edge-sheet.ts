import type { Box } from '../layout/layout.ts'
import { contains } from '../layout/spatial-index.ts'
import { paintEdges } from './paint-edges.ts'
import { areaIn, type Pen, type Picture, type Sheet, type Sight, type View } from './picture.ts'

interface Drawn extends Sight {
  readonly canvas: OffscreenCanvas
  readonly picture: Picture
}

export type EdgeSheet = ReturnType<typeof createEdgeSheet>

/** Size of the sheet relative to the visible area, so that small movements need no new sheet. */
const larger = 1.6
/** Scale factor at which lines visibly differ from the current zoom, so that the sheet is redrawn. */
const mostScaled = 1.4

/**
 * Edges of a plan at a small zoom, drawn once and copied below the nodes in every frame. Edges number in the
 * thousands, and neither movement nor status changes them.
 */
export function createEdgeSheet() {
  let drawn: Drawn | null = null
  return {
    paint(pen: Pen, picture: Picture, { view, sheet, fresh }: Sight & { readonly fresh: number }): void {
      if (drawn === null || !isUsable(drawn, picture, { view, sheet })) drawn = draw(picture, view, sheet)
      const { canvas, view: from, sheet: paper } = drawn
      const scale = view.zoom / from.zoom
      pen.save()
      pen.setTransform(sheet.ratio, 0, 0, sheet.ratio, 0, 0)
      pen.globalAlpha = fresh
      pen.drawImage(
        canvas,
        view.x - from.x * scale,
        view.y - from.y * scale,
        paper.width * scale,
        paper.height * scale,
      )
      pen.restore()
    },
  }
}

function isUsable(
  { picture: before, view: from, sheet: paper }: Drawn,
  picture: Picture,
  { view, sheet }: Sight,
): boolean {
  const scale = view.zoom / from.zoom
  return (
    before.layoutIndex === picture.layoutIndex &&
    before.palette === picture.palette &&
    before.selected === picture.selected &&
    before.dimmed === picture.dimmed &&
    before.path === picture.path &&
    before.edge === picture.edge &&
    paper.ratio === sheet.ratio &&
    scale < mostScaled &&
    scale > 1 / mostScaled &&
    covers(areaIn(from, paper), areaIn(view, sheet), picture)
  )
}

/** Only the visible area inside the plan matters, because nothing is drawn outside. */
function covers(paper: Box, seen: Box, { layoutIndex }: Picture): boolean {
  const { width, height } = layoutIndex.layout
  const left = Math.max(0, seen.x)
  const top = Math.max(0, seen.y)
  const right = Math.min(width, seen.x + seen.width)
  const bottom = Math.min(height, seen.y + seen.height)
  if (right <= left || bottom <= top) return true
  return contains(paper, { x: left, y: top, width: right - left, height: bottom - top })
}

function draw(picture: Picture, view: View, sheet: Sheet): Drawn {
  const paper = { width: sheet.width * larger, height: sheet.height * larger, ratio: sheet.ratio }
  const from = {
    x: view.x + (paper.width - sheet.width) / 2,
    y: view.y + (paper.height - sheet.height) / 2,
    zoom: view.zoom,
  }
  const canvas = new OffscreenCanvas(
    Math.ceil(paper.width * paper.ratio),
    Math.ceil(paper.height * paper.ratio),
  )
  const pen = canvas.getContext('2d')
  if (pen !== null) {
    const scale = paper.ratio * from.zoom
    pen.setTransform(scale, 0, 0, scale, paper.ratio * from.x, paper.ratio * from.y)
    paintEdges(pen, picture, { area: areaIn(from, paper), zoom: from.zoom, fresh: 1 })
  }
  return { canvas, picture, view: from, sheet: paper }
}

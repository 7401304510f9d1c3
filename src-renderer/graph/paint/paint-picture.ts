import { type Box, type LayoutNode, sizes } from '../layout/layout.ts'
import { grown, touches } from '../layout/spatial-index.ts'
import type { EdgeSheet } from './edge-sheet.ts'
import type { Dots } from './paint-dots.ts'
import { paintEdges, straightBelow } from './paint-edges.ts'
import { paintNodes } from './paint-nodes.ts'
import { areaIn, type Pen, type Picture, type Sight, type View } from './picture.ts'

interface At extends Sight {
  /** Fade-in progress of a new layout, from 0 to 1. */
  readonly fresh: number
  readonly dots: Dots
  readonly edgeSheet: EdgeSheet
}

/** Screen pixels by which an icon or a group name can exceed its box. */
const overhang = 24

/** Paints everything below the DOM nodes, and all nodes outside the DOM. Returns the number of painted nodes. */
export function paintPicture(pen: Pen, picture: Picture, at: At): number {
  const { view, sheet, fresh } = at
  const area = areaIn(view, sheet)
  pen.setTransform(sheet.ratio, 0, 0, sheet.ratio, 0, 0)
  pen.clearRect(0, 0, sheet.width, sheet.height)
  at.dots.paint(pen, picture, { view, sheet })
  lookThrough(pen, at)
  const nodes = picture.layoutIndex.nodesIn(area)
  paintFrames(pen, picture, { nodes, zoom: view.zoom })
  if (isStraight(view)) at.edgeSheet.paint(pen, picture, at)
  else paintEdges(pen, picture, { area, zoom: view.zoom, fresh })
  const { inPage } = picture
  const painted = inPage === null ? nodes : nodes.filter((node) => !touches(node, inPage))
  paintNodes(pen, picture, { nodes: painted, zoom: view.zoom, many: painted.length })
  return painted.length
}

/** True at a zoom at which edges show no status, so that a node can be repainted alone. */
export const isStraight = ({ zoom }: View): boolean => zoom < straightBelow

/** Repaints only the given boxes. Requires a small zoom, and the same view as the last full paint. */
export function paintParts(
  pen: Pen,
  picture: Picture,
  at: At & { readonly boxes: readonly Box[]; readonly many: number },
): void {
  const { view, sheet, many } = at
  const away = overhang / view.zoom
  const boxes = at.boxes.map((box) => grown(box, away))
  pen.save()
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.beginPath()
  for (const { x, y, width, height } of boxes) {
    // Rounded to whole pixels, to avoid seams.
    const left = Math.floor((x * view.zoom + view.x) * sheet.ratio)
    const top = Math.floor((y * view.zoom + view.y) * sheet.ratio)
    pen.rect(
      left,
      top,
      Math.ceil(width * view.zoom * sheet.ratio),
      Math.ceil(height * view.zoom * sheet.ratio),
    )
  }
  pen.clip()
  pen.clearRect(0, 0, sheet.width * sheet.ratio, sheet.height * sheet.ratio)
  lookThrough(pen, at)
  const nodes = [...new Set(boxes.flatMap((box) => picture.layoutIndex.nodesIn(grown(box, away))))]
  paintFrames(pen, picture, { nodes, zoom: view.zoom })
  at.edgeSheet.paint(pen, picture, at)
  paintNodes(pen, picture, { nodes, zoom: view.zoom, many })
  pen.restore()
}

function lookThrough(pen: Pen, { view, sheet }: At): void {
  const scale = sheet.ratio * view.zoom
  pen.setTransform(scale, 0, 0, scale, sheet.ratio * view.x, sheet.ratio * view.y)
}

const radius = 10
/** Screen pixels: a narrower frame has no room for its name. */
const narrowest = 72

/** Paints open groups, outer ones first. At a small zoom, names are painted on the frames, as on a map. */
function paintFrames(
  pen: Pen,
  { faces, palette, inPage, selected, cursor }: Picture,
  { nodes, zoom }: { readonly nodes: readonly LayoutNode[]; readonly zoom: number },
): void {
  const isFar = inPage === null
  const frames = nodes.filter(({ kind }) => kind === 'frame').sort((a, b) => a.depth - b.depth)
  for (const { key, x, y, width, height } of frames) {
    pen.beginPath()
    pen.roundRect(x, y, width, height, radius)
    pen.globalAlpha = 0.7
    pen.fillStyle = palette.sunken
    pen.fill()
    pen.globalAlpha = 1
    const isMarked = isFar && (selected.has(key) || cursor === key)
    pen.strokeStyle = isMarked ? palette.accent : palette.lineStrong
    pen.lineWidth = (isMarked ? 2 : 1) / zoom
    pen.stroke()
    if (!isFar || width * zoom < narrowest) continue
    const title = faces.get(key)?.title ?? ''
    pen.fillStyle = palette.muted
    pen.font = `600 ${12 / zoom}px ${palette.font}`
    pen.textBaseline = 'bottom'
    // If the header is too low for text, the name is above the frame.
    const isRoomy = sizes.frameHeader * zoom >= 16
    pen.save()
    pen.beginPath()
    pen.rect(x, y - 18 / zoom, width, height + 18 / zoom)
    pen.clip()
    pen.fillText(title, x + 8 / zoom, isRoomy ? y + (sizes.frameHeader - 2 / zoom) : y - 3 / zoom)
    pen.restore()
  }
}

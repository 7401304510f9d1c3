import { touches } from '../spatial-index.ts'
import type { EdgeSheet } from './edge-sheet.ts'
import { paintDots } from './paint-dots.ts'
import { paintEdges, straightBelow } from './paint-edges.ts'
import { paintFrames } from './paint-frames.ts'
import { paintNodes } from './paint-nodes.ts'
import { areaIn, type Pen, type Picture, type View } from './picture.ts'

export interface Sheet {
  readonly width: number
  readonly height: number
  /** Pixels of the device per pixel of the page. */
  readonly ratio: number
}

/** All that lies under the nodes; from far away the nodes as well. `fresh` is 0-1 of how far a new layout has appeared. */
export function paintPicture(
  pen: Pen,
  picture: Picture,
  at: { readonly view: View; readonly sheet: Sheet; readonly fresh: number; readonly edgeSheet: EdgeSheet },
): void {
  const { view, sheet, fresh, edgeSheet } = at
  const area = areaIn(view, sheet)
  pen.setTransform(sheet.ratio, 0, 0, sheet.ratio, 0, 0)
  pen.clearRect(0, 0, sheet.width, sheet.height)
  paintDots(pen, picture.palette, { view, sheet })
  pen.setTransform(
    sheet.ratio * view.zoom,
    0,
    0,
    sheet.ratio * view.zoom,
    sheet.ratio * view.x,
    sheet.ratio * view.y,
  )
  const nodes = picture.scene.nodesIn(area)
  paintFrames(pen, picture, { nodes, zoom: view.zoom })
  if (view.zoom < straightBelow) edgeSheet.paint(pen, picture, at)
  else paintEdges(pen, picture, { area, zoom: view.zoom, fresh })
  const { inPage } = picture
  const painted = inPage === null ? nodes : nodes.filter((node) => !touches(node, inPage))
  paintNodes(pen, picture, { nodes: painted, zoom: view.zoom })
}

import type { LayoutNode } from '../layout/layout.ts'
import { sizes } from '../layout/layout.ts'
import type { Pen, Picture } from './picture.ts'

const radius = 10
/** Pixels on the screen: a frame narrower than this has no room for its name. */
const narrowest = 72

/** Open groups, the outer ones first. From far away their names stand on them, as on a map. */
export function paintFrames(
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
    // Above the frame when its own header has become too low for letters.
    const isRoomy = sizes.frameHeader * zoom >= 16
    pen.save()
    pen.beginPath()
    pen.rect(x, y - 18 / zoom, width, height + 18 / zoom)
    pen.clip()
    pen.fillText(title, x + 8 / zoom, isRoomy ? y + (sizes.frameHeader - 2 / zoom) : y - 3 / zoom)
    pen.restore()
  }
}

import type { Box, LayoutNode } from '../layout/layout.ts'
import { grown } from '../layout/spatial-index.ts'
import type { Pen, Picture } from './picture.ts'

interface MapPicture extends Pick<Picture, 'scene' | 'palette' | 'dimmed' | 'tones'> {
  /** Pixels of the device: a place in the plan times `scale`, and `x` or `y` more. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** The plan as marks that are never smaller than a pixel; a part of its nodes at a time, on an empty canvas. */
export const paintMap = (
  pen: Pen,
  map: MapPicture,
  { from, to }: { readonly from: number; readonly to: number },
): void => paintMarks(pen, map, map.scene.layout.nodes.slice(from, to))

/** Some nodes anew, with what they overlap, and all else as it is. */
export function paintMapParts(pen: Pen, map: MapPicture, keys: Iterable<string>): void {
  const { scene, scale, x, y } = map
  const around = 1 / scale
  for (const key of keys) {
    const node = scene.nodeOf(key)
    // A frame looks the same whatever its face.
    if (node === undefined || node.kind === 'frame') continue
    const left = Math.floor(node.x * scale + x)
    const top = Math.floor(node.y * scale + y)
    const width = Math.ceil(Math.max(1, node.width * scale)) + 1
    const height = Math.ceil(Math.max(1, node.height * scale)) + 1
    const part: Box = {
      ...{ x: (left - x) / scale, y: (top - y) / scale },
      ...{ width: width / scale, height: height / scale },
    }
    pen.save()
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.beginPath()
    pen.rect(left, top, width, height)
    pen.clip()
    pen.clearRect(left, top, width, height)
    const nodes = scene.nodesIn(grown(part, around))
    const frames = nodes.filter(({ kind }) => kind === 'frame').sort((a, b) => a.depth - b.depth)
    paintMarks(pen, map, [...frames, ...nodes.filter(({ kind }) => kind !== 'frame')])
    pen.restore()
  }
}

function paintMarks(pen: Pen, map: MapPicture, nodes: readonly LayoutNode[]): void {
  const { palette, dimmed, tones, scale } = map
  const pixel = 1 / scale
  pen.setTransform(scale, 0, 0, scale, map.x, map.y)
  for (const { key, kind, x, y, width, height } of nodes) {
    if (kind === 'frame') {
      pen.fillStyle = palette.sunken
      pen.globalAlpha = 1
    } else {
      const tone = tones.get(key)
      pen.fillStyle = tone === 'neutral' ? palette.lineStrong : palette.tones[tone].ink
      pen.globalAlpha = dimmed.has(key) ? 0.2 : 1
    }
    pen.fillRect(x, y, Math.max(width, pixel), Math.max(height, pixel))
  }
}

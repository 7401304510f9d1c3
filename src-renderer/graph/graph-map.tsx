import { useReactFlow } from '@xyflow/react'
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import type { Box, LayoutNode } from './layout/layout.ts'
import { contains, grown } from './layout/spatial-index.ts'
import { areaIn, type Pen, type Picture } from './paint/picture.ts'

const size = { width: 168, height: 112 }
const margin = 6
/** Milliseconds between repaints of the map. Statuses can change fifty times a second. */
const patience = 250
/** With more changes than this, repainting the entire map is equally fast. */
const mostParts = 200
/** Nodes painted at once: less than a frame, so that the main graph, which the user waits for, comes first. */
const piece = 1000

interface GraphMapProps {
  readonly picture: Picture
  readonly frame: RefObject<HTMLElement | null>
  /** Set to the function that updates the visible area. */
  readonly remark: RefObject<() => void>
}

/** Minimap of the plan with the visible area. Pressing a point moves the view there. */
export function GraphMap({ picture, frame, remark }: GraphMapProps) {
  const flow = useReactFlow()
  const map = useRef<HTMLDivElement>(null)
  const plan = useRef<HTMLCanvasElement>(null)
  const seen = useRef<HTMLDivElement>(null)
  const { layout } = picture.layoutIndex
  const layoutSize = { width: layout.width, height: layout.height }
  const scale = Math.min(
    (size.width - 2 * margin) / Math.max(1, layout.width),
    (size.height - 2 * margin) / Math.max(1, layout.height),
  )
  const corner = {
    x: (size.width - layout.width * scale) / 2,
    y: (size.height - layout.height * scale) / 2,
  }

  useLayoutEffect(() => {
    remark.current = () => {
      const { x, y, zoom } = flow.getViewport()
      const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {}
      const { style } = seen.current ?? {}
      if (style === undefined || map.current === null) return
      // Hidden while the entire plan is visible, because it would only cover the plan.
      const isWhole = contains(areaIn({ x, y, zoom }, { width: clientWidth, height: clientHeight }), {
        x: 0,
        y: 0,
        ...layoutSize,
      })
      map.current.style.visibility = isWhole ? 'hidden' : ''
      style.transform = `translate(${corner.x - (x / zoom) * scale}px, ${corner.y - (y / zoom) * scale}px)`
      style.width = `${(clientWidth / zoom) * scale}px`
      style.height = `${(clientHeight / zoom) * scale}px`
    }
    remark.current()
  })

  const { layoutIndex, faces, palette, dimmed, tones } = picture
  useEffect(() => {
    const canvas = plan.current
    const pen = canvas?.getContext('2d') ?? null
    if (canvas === null || pen === null) return
    const ratio = window.devicePixelRatio
    const place = { scale: scale * ratio, x: corner.x * ratio, y: corner.y * ratio }
    const shown = { layoutIndex, palette, dimmed, tones, ...place }
    const changed = new Set<string>()
    const all = layoutIndex.layout.nodes.length
    const paintFrom = (from: number, to: number) => {
      if (from === 0) {
        canvas.width = size.width * ratio
        canvas.height = size.height * ratio
      }
      paintMap(pen, shown, { from, to })
    }
    const paintNext = (from: number) => {
      paintFrom(from, from + piece)
      const next = from + piece
      asked = next < all ? setTimeout(paintNext, 0, next) : setTimeout(paintChanged, patience)
    }
    const paintChanged = () => {
      asked = null
      if (changed.size > mostParts) paintFrom(0, all)
      else paintMapParts(pen, shown, changed)
      changed.clear()
    }
    let asked: ReturnType<typeof setTimeout> | null = setTimeout(paintNext, 0, 0)
    const stop = faces.subscribeAll((keys) => {
      for (const key of keys) changed.add(key)
      asked ??= setTimeout(paintChanged, patience)
    })
    return () => {
      if (asked !== null) clearTimeout(asked)
      stop()
    }
  }, [layoutIndex, faces, palette, dimmed, tones, scale, corner.x, corner.y])

  const goTo = ({ clientX, clientY, currentTarget, buttons, pointerId }: PointerEvent<HTMLDivElement>) => {
    if (buttons === 0) return
    currentTarget.setPointerCapture(pointerId)
    const box = currentTarget.getBoundingClientRect()
    const x = (clientX - box.left - corner.x) / scale
    const y = (clientY - box.top - corner.y) / scale
    void flow.setCenter(x, y, { zoom: flow.getZoom() })
  }
  return (
    <div
      ref={map}
      role="img"
      aria-label={words.graph.map}
      style={size}
      onPointerDown={goTo}
      onPointerMove={goTo}
      className="relative cursor-pointer touch-none overflow-hidden rounded-lg border border-line bg-surface shadow-low"
    >
      <canvas ref={plan} aria-hidden className="absolute inset-0 size-full" />
      <div ref={seen} className="absolute top-0 left-0 rounded-sm border-2 border-accent bg-accent/10" />
    </div>
  )
}

interface MapPicture extends Pick<Picture, 'layoutIndex' | 'palette' | 'dimmed' | 'tones'> {
  /** Device pixels per plan unit. Device position: plan position × `scale` + `x` or `y`. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Paints a range of nodes as marks of at least one pixel. The canvas must be empty. */
const paintMap = (
  pen: Pen,
  map: MapPicture,
  { from, to }: { readonly from: number; readonly to: number },
): void => paintMarks(pen, map, map.layoutIndex.layout.nodes.slice(from, to))

/** Repaints some nodes and the nodes that they overlap. */
function paintMapParts(pen: Pen, map: MapPicture, keys: Iterable<string>): void {
  const { layoutIndex, scale, x, y } = map
  const around = 1 / scale
  for (const key of keys) {
    const node = layoutIndex.nodeOf(key)
    // A frame looks the same for every face.
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
    const nodes = layoutIndex.nodesIn(grown(part, around))
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

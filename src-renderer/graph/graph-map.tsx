import { useReactFlow } from '@xyflow/react'
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { words } from '../words/words.ts'
import { contains } from './layout/spatial-index.ts'
import { paintMap, paintMapParts } from './paint/paint-map.ts'
import { areaIn, type Picture } from './paint/picture.ts'

const size = { width: 168, height: 112 }
const margin = 6
/** Statuses may change fifty times a second; the map follows a few times. */
const patience = 250
/** More changes than this, and the whole is painted as fast. */
const mostParts = 200
/** Nodes that are painted at once: less than a frame, so that the plan itself, which is what one waits for, comes first. */
const piece = 1000

interface GraphMapProps {
  readonly picture: Picture
  readonly frame: RefObject<HTMLElement | null>
  /** Filled with what draws anew what part of the plan is seen. */
  readonly remark: RefObject<() => void>
}

/** The whole plan in a corner, and what part of it is seen; pressing it goes there. */
export function GraphMap({ picture, frame, remark }: GraphMapProps) {
  const flow = useReactFlow()
  const map = useRef<HTMLDivElement>(null)
  const plan = useRef<HTMLCanvasElement>(null)
  const seen = useRef<HTMLDivElement>(null)
  const { layout } = picture.scene
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
      // A map of what is seen anyway would only cover it.
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

  const { scene, faces, palette, dimmed, tones } = picture
  useEffect(() => {
    const canvas = plan.current
    const pen = canvas?.getContext('2d') ?? null
    if (canvas === null || pen === null) return
    const ratio = window.devicePixelRatio
    const place = { scale: scale * ratio, x: corner.x * ratio, y: corner.y * ratio }
    const shown = { scene, palette, dimmed, tones, ...place }
    const changed = new Set<string>()
    const all = scene.layout.nodes.length
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
  }, [scene, faces, palette, dimmed, tones, scale, corner.x, corner.y])

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

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { createEdgeSheet } from './edge-sheet.ts'
import { paintPicture, type Sheet } from './paint-picture.ts'
import type { Picture, View } from './picture.ts'

/** How long a new layout takes to appear, in milliseconds. */
const appearing = 200

interface CanvasLayerProps {
  readonly picture: Picture
  readonly frame: RefObject<HTMLElement | null>
  readonly viewNow: () => View
  /** Filled with what has the canvas painted again before the next frame. */
  readonly repaint: RefObject<() => void>
  readonly isStill: boolean
}

/** The one canvas under the nodes. It is painted at most once a frame, and only when something has changed. */
export function CanvasLayer({ picture, frame, viewNow, repaint, isStill }: CanvasLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ picture, viewNow })
  latest.current = { picture, viewNow }
  const edges = useRef(createEdgeSheet())
  const fresh = useRef({ layout: picture.scene.layout, since: 0 })

  useLayoutEffect(() => {
    let asked: number | null = null
    const paint = (now: number) => {
      asked = null
      const pen = canvas.current?.getContext('2d') ?? null
      const sheet = canvas.current === null ? null : fitSheet(canvas.current, frame.current)
      if (pen === null || sheet === null) return
      const part = Math.min(1, (now - fresh.current.since) / appearing)
      paintPicture(pen, latest.current.picture, {
        view: latest.current.viewNow(),
        sheet,
        fresh: Math.max(0, part),
        edgeSheet: edges.current,
      })
      if (part < 1) repaint.current()
    }
    repaint.current = () => {
      asked ??= requestAnimationFrame(paint)
    }
    repaint.current()
    return () => {
      if (asked !== null) cancelAnimationFrame(asked)
      repaint.current = () => {}
    }
  }, [frame, repaint])

  useLayoutEffect(() => {
    const { layout } = picture.scene
    const isNew = layout !== fresh.current.layout
    if (isNew) fresh.current = { layout, since: isStill ? 0 : performance.now() }
    repaint.current()
  }, [picture, repaint, isStill])

  const { faces, tones } = picture
  useEffect(
    () =>
      faces.subscribeAll(() => {
        tones.forget()
        repaint.current()
      }),
    [faces, tones, repaint],
  )

  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />
}

function fitSheet(canvas: HTMLCanvasElement, frame: HTMLElement | null): Sheet | null {
  const { clientWidth: width = 0, clientHeight: height = 0 } = frame ?? {}
  if (width === 0 || height === 0) return null
  const ratio = window.devicePixelRatio
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
  if (canvas.width !== pixels.width) canvas.width = pixels.width
  if (canvas.height !== pixels.height) canvas.height = pixels.height
  return { width, height, ratio }
}

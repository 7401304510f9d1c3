import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Box, LayoutEdge } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'
import { boxBetween, touches } from '../layout/spatial-index.ts'
import { createEdgeSheet } from './edge-sheet.ts'
import { createDots } from './paint-dots.ts'
import { isStraight, paintParts, paintPicture } from './paint-picture.ts'
import { areaIn, type Picture, type Sheet, type Sight, type View } from './picture.ts'

/** Duration of the fade-in of a new layout, in milliseconds. */
const appearing = 200
/** With more changed nodes per frame, repainting everything is equally fast. */
const mostParts = 60

interface CanvasLayerProps {
  readonly picture: Picture
  readonly frame: RefObject<HTMLElement | null>
  readonly viewNow: () => View
  /** Set to a function that requests a full repaint in the next frame. */
  readonly repaint: RefObject<() => void>
  readonly isStill: boolean
}

/** The canvas below the nodes. Painted at most once per frame, and only after a change. */
export function CanvasLayer({ picture, frame, viewNow, repaint, isStill }: CanvasLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latest = useRef({ picture, viewNow })
  latest.current = { picture, viewNow }
  const [kept] = useState(() => ({ dots: createDots(), edgeSheet: createEdgeSheet() }))
  const fresh = useRef({ layout: picture.layoutIndex.layout, since: 0 })

  const part = useRef((_keys: readonly string[]) => {})

  useLayoutEffect(() => {
    let asked: number | null = null
    let isWhole = true
    let many = 0
    const changed = new Set<string>()
    const paint = (now: number) => {
      asked = null
      const pen = canvas.current?.getContext('2d') ?? null
      const fitted = canvas.current === null ? null : fitSheet(canvas.current, frame.current)
      if (pen === null || fitted === null) return
      const { picture, viewNow } = latest.current
      const { sheet, isOther } = fitted
      const appeared = Math.max(0, Math.min(1, (now - fresh.current.since) / appearing))
      const at = { view: viewNow(), sheet, fresh: appeared, ...kept }
      const seen = isWhole || isOther ? [] : changesSeen([...changed], picture, at)
      if (isWhole || isOther || seen.length > mostParts || (seen.length > 0 && !isStraight(at.view)))
        many = paintPicture(pen, picture, at)
      else if (seen.length > 0)
        paintParts(pen, picture, {
          ...at,
          many,
          boxes: seen.flatMap((key) => picture.layoutIndex.nodeOf(key) ?? []),
        })
      isWhole = false
      changed.clear()
      if (appeared < 1) repaint.current()
    }
    const ask = () => {
      asked ??= requestAnimationFrame(paint)
    }
    repaint.current = () => {
      isWhole = true
      ask()
    }
    part.current = (keys) => {
      for (const key of keys) changed.add(key)
      if (keys.length > 0) ask()
    }
    repaint.current()
    return () => {
      if (asked !== null) cancelAnimationFrame(asked)
      repaint.current = () => {}
      part.current = () => {}
    }
  }, [frame, repaint, kept])

  useLayoutEffect(() => {
    const { layout } = picture.layoutIndex
    const isNew = layout !== fresh.current.layout
    if (isNew) fresh.current = { layout, since: isStill ? 0 : performance.now() }
    repaint.current()
  }, [picture, repaint, isStill])

  const { faces, tones } = picture
  useEffect(() => faces.subscribeAll((keys) => part.current(tones.renew(keys))), [faces, tones])

  return <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />
}

/** Resizes the canvas to its frame. `isOther`: the size changed, so the canvas is empty. */
function fitSheet(
  canvas: HTMLCanvasElement,
  frame: HTMLElement | null,
): { readonly sheet: Sheet; readonly isOther: boolean } | null {
  const { clientWidth: width = 0, clientHeight: height = 0 } = frame ?? {}
  if (width === 0 || height === 0) return null
  const ratio = window.devicePixelRatio
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
  const isOther = canvas.width !== pixels.width || canvas.height !== pixels.height
  if (canvas.width !== pixels.width) canvas.width = pixels.width
  if (canvas.height !== pixels.height) canvas.height = pixels.height
  return { sheet: { width, height, ratio }, isOther }
}

/** Keys of changed nodes that look different at this zoom, either themselves or through their edges. */
export function changesSeen(
  keys: readonly string[],
  { layoutIndex, inPage }: Pick<Picture, 'layoutIndex' | 'inPage'>,
  { view, sheet }: Sight,
): readonly string[] {
  const area = areaIn(view, sheet)
  return keys.filter((key) => {
    const node = layoutIndex.nodeOf(key)
    if (node === undefined) return false
    const isPainted = inPage === null || !touches(node, inPage)
    if (isPainted && touches(node, area)) return true
    return !isStraight(view) && edgesOf(layoutIndex, key).some(({ points }) => isNear(points, area))
  })
}

const edgesOf = (layoutIndex: LayoutIndex, key: string): readonly LayoutEdge[] => [
  ...layoutIndex.edgesFrom(key),
  ...layoutIndex.edgesTo(key),
]

const isNear = (points: LayoutEdge['points'], area: Box): boolean =>
  points.some((point, at) => touches(boxBetween(points[at - 1] ?? point, point), area))

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Box } from '../layout/layout.ts'
import { contains } from '../layout/spatial-index.ts'
import { areaIn, type View } from '../paint/picture.ts'

/** Milliseconds after the last zoom step before nodes enter the DOM. Until then they are painted. */
const restMs = 120
/** Milliseconds before nodes enter the DOM while panning, so that the DOM does not change with every frame. */
const soonMs = 40

/** The part of the plan that is in the DOM. `look` checks the view after a delay, `lookNow` immediately. */
export function useNodeWindow(frame: RefObject<HTMLElement | null>, viewNow: () => View) {
  const latest = useRef(viewNow)
  latest.current = viewNow
  const [shown, setShown] = useState<NodeWindow | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const lookNow = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current)
    waiting.current = null
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {}
    if (width === 0) return
    const view = latest.current()
    setShown((before) => nextWindow(before, areaIn(view, { width, height }), view.zoom))
  }, [frame])
  const zoomOf = useRef<number | null>(null)
  const look = useCallback(() => {
    const { zoom } = latest.current()
    const isZooming = zoomOf.current !== null && zoomOf.current !== zoom
    zoomOf.current = zoom
    // Below `farZoom` nodes leave the DOM immediately.
    if (zoom < farZoom) return lookNow()
    if (waiting.current !== null) {
      if (!isZooming) return
      clearTimeout(waiting.current)
    }
    waiting.current = setTimeout(lookNow, isZooming ? restMs : soonMs)
  }, [lookNow])
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current)
    },
    [],
  )
  return { shown, look, lookNow }
}

/** The area whose nodes are DOM elements. Nodes outside are painted. */
interface NodeWindow {
  readonly area: Box
  /** True: no nodes are in the DOM; all are painted. */
  readonly isFar: boolean
}

/** Zoom below which nodes are painted: too many would be visible, and their text is too small to read. */
export const farZoom = 0.5
/**
 * Margin of a window on every side, as a share of the visible area, so that small movements change nothing. The first
 * window has no margin, because the user waits for it.
 */
const beyond = 0.2
/** A window more than this many times the visible area is recomputed. */
const tooLarge = 5

/** The window for the visible area. Returns the previous object while it still fits. */
export function nextWindow(before: NodeWindow | null, seen: Box, zoom: number): NodeWindow {
  const isFar = zoom < farZoom
  if (before !== null && before.isFar === isFar) {
    if (isFar) return before
    const size = (before.area.width * before.area.height) / Math.max(1, seen.width * seen.height)
    if (contains(before.area, seen) && size < tooLarge) return before
  }
  if (before === null) return { area: seen, isFar }
  const area = {
    x: seen.x - seen.width * beyond,
    y: seen.y - seen.height * beyond,
    width: seen.width * (1 + 2 * beyond),
    height: seen.height * (1 + 2 * beyond),
  }
  return { area, isFar }
}

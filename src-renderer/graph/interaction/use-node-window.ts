import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Box } from '../layout/layout.ts'
import { contains } from '../layout/spatial-index.ts'
import { areaIn, type View } from '../paint/picture.ts'

/** Milliseconds: while one zooms nodes are painted, and come into the page when the zoom rests. */
const restMs = 120
/** While one pans they come into the page so soon, and not with every frame. */
const soonMs = 40

/**
 * The part of the plan that is in the DOM. `look` is called when the view may have moved; `lookNow` without a delay.
 */
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
    // Out of where nodes can be in the page they leave it at once.
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

/** The area whose nodes are DOM elements; nodes outside of it are painted. */
interface NodeWindow {
  readonly area: Box
  /** Nothing is in the page: everything is painted. */
  readonly isFar: boolean
}

/** Below this a page full of nodes is too many for it, and their words are too small to read. */
export const farZoom = 0.5
/**
 * A window reaches this much of what is seen beyond it on every side: a little movement changes nothing. The first one
 * does not, because somebody waits for it.
 */
const beyond = 0.2
/** An area this much larger than the visible one is computed again. */
const tooLarge = 5

/** The window for what is seen; the same object as long as the one before will do. */
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

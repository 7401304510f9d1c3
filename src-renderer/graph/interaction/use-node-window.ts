import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { farZoom, type NodeWindow, nextWindow } from '../nodes/node-window.ts'
import { areaIn, type View } from '../paint/picture.ts'

/** Milliseconds: while one zooms nodes are painted, and come into the page when the zoom rests. */
const restMs = 120
/** While one pans they come into the page so soon, and not with every frame. */
const soonMs = 40

/**
 * What of the plan is in the page. `look` is called whenever the view may have moved; `lookNow` when there is nothing
 * to wait for.
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

import { type MouseEvent as ReactMouseEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Box, Point } from '../layout/layout.ts'
import { boxBetween } from '../layout/spatial-index.ts'

/** Pixels; a smaller box counts as a click. */
const least = 5

/** Selection box drawn with Shift over the background. `box` is in pixels from the corner of the graph. */
export function useMarquee(frame: RefObject<HTMLElement | null>, onChosen: (box: Box) => void) {
  const [box, setBox] = useState<Box | null>(null)
  const chosen = useRef(onChosen)
  chosen.current = onChosen
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])

  /** Capture phase: handles the press before the graph starts panning. */
  const onMouseDownCapture = (event: ReactMouseEvent) => {
    const isOnGround = event.target instanceof Element && event.target.closest('.react-flow__pane') !== null
    const isOnNode = event.target instanceof Element && event.target.closest('.react-flow__node') !== null
    if (!event.shiftKey || event.button !== 0 || !isOnGround || isOnNode || frame.current === null) return
    event.preventDefault()
    event.stopPropagation()
    frame.current.querySelector<HTMLElement>('.react-flow')?.focus({ preventScroll: true })
    const corner = frame.current.getBoundingClientRect()
    const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => ({
      x: clientX - corner.left,
      y: clientY - corner.top,
    })
    const start = placeOf(event)
    let drawn: Box | null = null
    const onMove = (move: MouseEvent) => {
      drawn = boxBetween(start, placeOf(move))
      setBox(drawn)
    }
    const onUp = () => {
      stop.current()
      if (drawn === null || Math.max(drawn.width, drawn.height) < least) return
      leaveOutClick()
      chosen.current(drawn)
    }
    stop.current = () => {
      window.removeEventListener('mousemove', onMove)
      window.removeEventListener('mouseup', onUp)
      setBox(null)
      stop.current = () => {}
    }
    window.addEventListener('mousemove', onMove)
    window.addEventListener('mouseup', onUp)
  }
  return { box, onMouseDownCapture }
}

/** Suppresses the click at the end of a drag, which would hit the element below. */
function leaveOutClick(): void {
  const leaveOut = (event: Event) => event.stopPropagation()
  window.addEventListener('click', leaveOut, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', leaveOut, { capture: true }))
}

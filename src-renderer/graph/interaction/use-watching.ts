import { useEffect, useLayoutEffect } from 'react'
import { isStill } from '../../theme/motion.ts'
import type { BoardProps } from '../graph-props.ts'
import { drawnFor } from '../layout/closed-groups.ts'

interface Watched {
  readonly look: () => void
  readonly redraw: () => void
  readonly reveal: (key: string) => void
}

/** Duration of the node animation in milliseconds, with a small margin. */
const movingMs = 240

/** Updates the view when the layout or the window size changes, and keeps the followed task in view. */
export function useWatching(props: BoardProps, { look, redraw, reveal }: Watched): void {
  const { frame, layoutIndex, items, collapsed, follow = null } = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plan may have more or fewer nodes where one looks
  useLayoutEffect(() => {
    look()
    redraw()
    if (frame.current === null || isStill()) return
    const { dataset } = frame.current
    dataset.moving = 'true'
    const timer = setTimeout(() => {
      dataset.moving = 'false'
    }, movingMs)
    return () => clearTimeout(timer)
  }, [layoutIndex])

  // biome-ignore lint/correctness/useExhaustiveDependencies: lives as long as the graph; both read what they need when called
  useEffect(() => {
    if (frame.current === null) return
    const observer = new ResizeObserver(() => {
      look()
      redraw()
    })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another task to follow moves the view
  useEffect(() => {
    if (follow !== null) reveal(drawnFor(items, collapsed)(follow))
  }, [follow])
}

import { type RefObject, useLayoutEffect, useState } from 'react'

/** Width of an element in pixels; the window's width until the first layout. */
export function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(() => window.innerWidth)
  useLayoutEffect(() => {
    const element = of.current
    if (element === null) return
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width)
    })
    watch.observe(element)
    setWidth(element.clientWidth)
    return () => watch.disconnect()
  }, [of])
  return width
}

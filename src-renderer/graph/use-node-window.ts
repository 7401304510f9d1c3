import { useReactFlow } from '@xyflow/react'
import { type RefObject, useCallback, useState } from 'react'
import { type NodeWindow, nextWindow } from './node-window.ts'
import { areaIn } from './paint/picture.ts'

/** What of the plan is in the page; `look` is called whenever the view may have moved. */
export function useNodeWindow(frame: RefObject<HTMLElement | null>) {
  const flow = useReactFlow()
  const [shown, setShown] = useState<NodeWindow | null>(null)
  const look = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {}
    if (width === 0) return
    const view = flow.getViewport()
    setShown((before) => nextWindow(before, areaIn(view, { width, height }), view.zoom))
  }, [flow, frame])
  return { shown, look }
}

import { useReactFlow } from '@xyflow/react'
import { type MouseEvent, useState } from 'react'
import type { LayoutEdge, Point } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'

export interface PointedEdge {
  readonly edge: LayoutEdge
  /** Where the pointer entered the edge, in plan coordinates. */
  readonly at: Point
}

/** Screen pixels. */
const nearEdge = 7

interface Given {
  readonly layoutIndex: LayoutIndex
  /** True: nodes are painted, so the DOM does not know which node the pointer is over. */
  readonly isFar: boolean
  readonly hasEdges: boolean
}

/** The edge or painted node under the pointer; neither is a DOM element. */
export function usePointing({ layoutIndex, isFar, hasEdges }: Given) {
  const flow = useReactFlow()
  const [edge, setEdge] = useState<PointedEdge | null>(null)
  const [node, setNode] = useState<{ readonly key: string; readonly at: Point } | null>(null)

  const placeOf = ({ clientX, clientY }: MouseEvent): Point =>
    flow.screenToFlowPosition({ x: clientX, y: clientY })
  const nodeUnder = (event: MouseEvent): string | null => layoutIndex.nodeAt(placeOf(event))?.key ?? null
  const edgeUnder = (event: MouseEvent): PointedEdge | null => {
    if (!hasEdges || isFar) return null
    const at = placeOf(event)
    const found = layoutIndex.edgeAt(at, nearEdge / flow.getZoom())
    return found === null ? null : { edge: found, at }
  }
  const clear = () => {
    setEdge(null)
    setNode(null)
  }
  const onMouseMove = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('[data-edge-tools]') !== null) return
    const isOnGround = event.target instanceof Element && event.target.classList.contains('react-flow__pane')
    if (!isOnGround || event.buttons !== 0) return clear()
    const found = edgeUnder(event)
    setEdge((before) => (before?.edge === found?.edge ? before : found))
    const key = isFar ? nodeUnder(event) : null
    const corner = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - corner.left, y: event.clientY - corner.top }
    setNode((before) => (key === null ? null : before?.key === key ? before : { key, at }))
  }
  return { edge, node, nodeUnder, edgeUnder, onMouseMove, clear }
}

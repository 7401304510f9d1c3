import { useReactFlow } from '@xyflow/react'
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Editing } from '../face.ts'
import type { Point } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'

/** A connection in progress; `pointer` is null if it is made by keyboard. */
export interface Connection {
  readonly from: string
  readonly over: string | null
  /** Pixels from the top left corner of the graph. */
  readonly pointer: Point | null
  /** Visible nodes that cannot depend on `from`, with the reason. */
  readonly refusals: ReadonlyMap<string, string>
}

interface Given {
  readonly layoutIndex: LayoutIndex
  readonly frame: RefObject<HTMLElement | null>
  readonly editing: Editing | undefined
  /** Keys of the nodes in the DOM. */
  readonly shown: () => readonly string[]
}

/** Distance from the edge of the graph, in pixels, at which a connection in progress scrolls the plan. */
const border = 36
const stride = 14

/** Adds a dependency by dragging from the handle of one task to another, or by keyboard. */
export function useConnecting(given: Given) {
  const flow = useReactFlow()
  const [connection, setConnection] = useState<Connection | null>(null)
  const latest = useRef(given)
  latest.current = given
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])

  const refusalsFrom = (from: string, keys: readonly string[]): Map<string, string> =>
    new Map(
      keys.flatMap((key) => {
        const refusal = latest.current.editing?.refuse(from, key) ?? null
        return refusal === null || key === from ? [] : [[key, refusal] as const]
      }),
    )
  const overAt = (at: Connection, key: string | null): Connection => {
    const over = key === at.from ? null : key
    if (over === null || at.refusals.has(over)) return { ...at, over }
    const more = refusalsFrom(at.from, [over])
    return more.size === 0 ? { ...at, over } : { ...at, over, refusals: new Map([...at.refusals, ...more]) }
  }
  const finish = (at: Connection | null) => {
    setConnection(null)
    if (at === null || at.over === null || at.refusals.has(at.over)) return
    latest.current.editing?.onConnect(at.from, at.over)
  }

  const begin = (from: string, { clientX, clientY }: ReactPointerEvent) => {
    const frame = latest.current.frame.current
    if (frame === null) return
    const corner = frame.getBoundingClientRect()
    let at: Connection = {
      from,
      over: null,
      pointer: { x: clientX - corner.left, y: clientY - corner.top },
      refusals: refusalsFrom(from, latest.current.shown()),
    }
    setConnection(at)
    const lookAt = ({ x, y }: Point) => {
      const key = latest.current.layoutIndex.nodeAt(flow.screenToFlowPosition({ x, y }))?.key ?? null
      at = { ...overAt(at, key), pointer: { x: x - corner.left, y: y - corner.top } }
      setConnection(at)
    }
    let pointer = { x: clientX, y: clientY }
    const along = setInterval(() => {
      const push = pushOf(pointer, corner)
      if (push.x === 0 && push.y === 0) return
      const { x, y, zoom } = flow.getViewport()
      void flow.setViewport({ x: x + push.x, y: y + push.y, zoom })
      lookAt(pointer)
    }, 16)
    const onMove = (event: PointerEvent) => {
      pointer = { x: event.clientX, y: event.clientY }
      lookAt(pointer)
    }
    const onUp = () => {
      stop.current()
      finish(at)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      stop.current()
      finish(null)
    }
    const listening = new AbortController()
    const { signal } = listening
    stop.current = () => {
      clearInterval(along)
      listening.abort()
      stop.current = () => {}
    }
    window.addEventListener('pointermove', onMove, { signal })
    window.addEventListener('pointerup', onUp, { signal })
    window.addEventListener('pointercancel', onUp, { signal })
    window.addEventListener('keydown', onKey, { capture: true, signal })
  }

  return {
    connection,
    begin,
    /** Keyboard connection: `over` is the node at the cursor. */
    beginByKey(from: string) {
      const refusals = refusalsFrom(from, latest.current.shown())
      setConnection({ from, over: null, pointer: null, refusals })
    },
    moveOver: (key: string) => setConnection((at) => (at === null ? null : overAt(at, key))),
    /** Returns false if the target is not allowed. */
    finishByKey(): boolean {
      if (connection === null) return false
      const isAllowed = connection.over !== null && !connection.refusals.has(connection.over)
      if (isAllowed) finish(connection)
      return isAllowed
    },
    leave: () => {
      stop.current()
      setConnection(null)
    },
  }
}

function pushOf({ x, y }: Point, { left, right, top, bottom }: DOMRect): Point {
  const along = (at: number, least: number, most: number): number =>
    at < least + border ? stride : at > most - border ? -stride : 0
  return { x: along(x, left, right), y: along(y, top, bottom) }
}

import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'
import { Button } from '../ui/controls/button.tsx'
import { direction, words } from '../words/words.ts'
import { GraphBoard } from './graph-board.tsx'
import { FacesProvider } from './graph-context.ts'
import type { GraphProps } from './graph-props.ts'
import { type LaidOut, useLayout } from './interaction/use-layout.ts'
import { allDrawnFor, drawnFor } from './layout/drawn-for.ts'
import { type Direction, directions } from './layout/layout.ts'
import { createScene } from './layout/scene.ts'

/** The plan as a graph. React Flow is known in this folder only; what it draws is derived, nothing of its state is ours. */
export function GraphView(props: GraphProps) {
  return (
    <FacesProvider value={props.faces}>
      <ReactFlowProvider>
        <Graph {...props} />
      </ReactFlowProvider>
    </FacesProvider>
  )
}

const directionSchema = z.enum(directions)

/** Lays the plan out and hands it on to be drawn: what comes next is at the right or below, whichever way text goes. */
function Graph(props: GraphProps) {
  const { items, collapsed, selection, onList, begin = null } = props
  const frame = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const [direction, setDirection] = usePreference<Direction>('graph:direction', directionSchema, 'right')
  const laidOut = useLayout({ items, collapsed, direction })
  const scene = useMemo(() => createScene(laidOut.layout), [laidOut.layout])
  const drawn = useMemo(() => drawnFor(items, collapsed), [items, collapsed])
  const selected = useMemo(() => allDrawnFor(selection.keys, drawn), [selection.keys, drawn])
  const lead = selection.lead === null ? null : drawn(selection.lead)
  return (
    <div
      ref={frame}
      dir="ltr"
      className="graph relative size-full overflow-hidden"
      data-direction={direction}
    >
      <LayoutNote laidOut={laidOut} count={items.length} onList={onList} />
      {laidOut.state !== 'working' && (
        <GraphBoard
          {...props}
          {...{ frame, scene, selected, lead, cursor, setCursor, direction, setDirection }}
          begin={begin === null ? null : drawn(begin)}
        />
      )}
    </div>
  )
}

interface LayoutNoteProps {
  readonly laidOut: LaidOut
  readonly count: number
  readonly onList: (() => void) | undefined
}

/** While a large plan is laid out, and when that took too long. */
function LayoutNote({ laidOut: { state, tryLonger, cancel }, count, onList }: LayoutNoteProps) {
  if (state === 'ready') return null
  if (state === 'working') return <Working count={count} onCancel={cancel} />
  return (
    <div
      role="status"
      dir={direction}
      className="absolute inset-x-3 top-3 z-20 mx-auto flex w-fit max-w-[calc(100%-24px)] flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-3 py-2 shadow-high"
    >
      <span className="text-ink">{words.graph.late}</span>
      <Button onClick={tryLonger}>{words.graph.tryLonger}</Button>
      {onList !== undefined && <Button onClick={onList}>{words.graph.showList}</Button>}
    </div>
  )
}

/** Nothing is said of what takes no time. */
const silentMs = 300

function Working({ count, onCancel }: { count: number; onCancel: () => void }) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), silentMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return null
  return (
    <div
      role="status"
      dir={direction}
      className="absolute inset-0 flex flex-col items-center justify-center gap-3 text-muted"
    >
      {words.graph.working(count)}
      <Button onClick={onCancel}>{words.graph.workingStop}</Button>
    </div>
  )
}

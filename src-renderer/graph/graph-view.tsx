import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { direction, words } from '#shared/words/words.ts'
import { usePreference } from '../stores/preference.ts'
import { Button } from '../ui/controls/button.tsx'
import { GraphBoard } from './graph-board.tsx'
import { FacesProvider } from './graph-context.ts'
import type { GraphProps } from './graph-props.ts'
import { allDrawnFor, drawnFor } from './layout/closed-groups.ts'
import { type Direction, directions, type Layout, type LayoutRequest } from './layout/layout.ts'
import { createWebLayoutWorker } from './layout/layout-in-worker.ts'
import { createLayoutIndex } from './layout/layout-index.ts'
import { createLayoutJobs } from './layout/layout-jobs.ts'
import { emptyLayout, layoutPlan, plainLayout } from './layout/layout-plan.ts'

/** The plan as a graph. Only this folder depends on React Flow, whose state is always derived from ours. */
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

/** Lays out the plan and renders it. Successors are to the right or below in every writing direction. */
function Graph(props: GraphProps) {
  const { items, collapsed, selection, onList, begin = null } = props
  const frame = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)
  const [direction, setDirection] = usePreference<Direction>('graph:direction', directionSchema, 'right')
  const laidOut = useLayout({ items, collapsed, direction })
  const layoutIndex = useMemo(() => createLayoutIndex(laidOut.layout), [laidOut.layout])
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
          {...{ frame, layoutIndex, selected, lead, cursor, setCursor, direction, setDirection }}
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

/** Message while a large plan is laid out, and after a timeout. */
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

/** Milliseconds before the message appears. Fast layouts show none. */
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

/** Maximum number of nodes for a synchronous layout, which takes less than a frame. */
const atOnce = 300
const deadlineMs = 4000
const patientMs = 60_000

type LaidOut = ReturnType<typeof useLayout>

interface Made {
  readonly layout: Layout
  readonly isLate: boolean
}

/**
 * Small plans are laid out synchronously, large ones in a worker. The previous layout stays until the next is ready.
 */
function useLayout({ items, collapsed, direction }: LayoutRequest) {
  const request = useMemo(() => ({ items, collapsed, direction }), [items, collapsed, direction])
  const isSmall = items.length <= atOnce
  const small = useMemo(
    () => (isSmall ? layoutPlan(request.items, request.collapsed, request.direction) : null),
    [request, isSmall],
  )
  const [made, setMade] = useState<Made | null>(null)
  const [patience, setPatience] = useState(deadlineMs)
  const jobs = useRef<ReturnType<typeof createLayoutJobs> | null>(null)
  useEffect(() => {
    jobs.current = createLayoutJobs({
      createLayoutWorker: createWebLayoutWorker,
      deadlineMs: patience,
      onDone: (layout) => setMade({ layout, isLate: false }),
      onLate: (given) => setMade(late(given)),
    })
    return () => jobs.current?.stop()
  }, [patience])
  // biome-ignore lint/correctness/useExhaustiveDependencies: more patience asks for the same layout again
  useEffect(() => {
    if (!isSmall) jobs.current?.ask(request)
  }, [request, isSmall, patience])

  return {
    layout: small ?? made?.layout ?? emptyLayout,
    /** `working`: no layout yet. `late`: the layout timed out, and the tasks are arranged in rows. */
    state: stateOf(made, small !== null),
    /** Retries with a longer timeout. */
    tryLonger() {
      setMade(null)
      setPatience(patientMs)
    },
    /** Stops the layout and arranges the tasks in rows. */
    cancel() {
      jobs.current?.stop()
      setMade(late(request))
    },
  }
}

const stateOf = (made: Made | null, isSmall: boolean): 'working' | 'ready' | 'late' =>
  isSmall ? 'ready' : made === null ? 'working' : made.isLate ? 'late' : 'ready'

const late = (request: LayoutRequest): Made => ({ layout: plainLayout(request), isLate: true })

// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { type PointerEvent, useMemo, useRef, useState } from 'react'
import type { Timeline } from '#shared/contract/runs/run-times.ts'
import { direction, words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { useWidth } from '../../../ui/hooks/use-width.ts'
import { Grid } from '../../../ui/lists/grid.tsx'
import { formatClock, formatDuration, formatTime } from '../../../ui/text/format.ts'
import { type Axis, createAxis, instantAt, type Span, ticksOf } from './fold.ts'
import { listBusy, type TimelineRow } from './rows.ts'
import { drawHeading, drawTask } from './timeline-row.tsx'

interface TimelineChartProps {
  readonly rows: readonly TimelineRow[]
  readonly timeline: Timeline
  readonly now: number
  readonly range: Span
  readonly onRange: (range: Span) => void
  readonly selected: string | null
  readonly path: ReadonlySet<string>
  readonly onSelect: (key: string) => void
}

const rowHeight = 32
const axisHeight = 36
const padding = 16
const says = words.run.timeline

/** Only visible rows are rendered. Arrow keys move between rows, and Enter opens a task. */
export function TimelineChart(props: TimelineChartProps) {
  const { rows, timeline, now, range, onRange, selected, path, onSelect } = props
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const names = width < 560 ? 132 : width < 800 ? 200 : 260
  const axis = useMemo(
    () => createAxis(listBusy(timeline, now), range, Math.max(160, width - names - padding * 2)),
    [timeline, now, range, width, names],
  )
  const [cursor, setCursor] = useState(0)
  const nameOf = useAgentNames()
  return (
    <Grid
      {...{ rows, rowHeight, frame, cursor }}
      label={says.label}
      rowKey={({ id }) => id}
      head={<TimelineAxis {...{ axis, names, range, onRange }} height={axisHeight} />}
      headHeight={axisHeight}
      onCursor={setCursor}
      onKey={(event) => {
        const row = rows[cursor]
        if (event.key !== 'Enter' || row?.kind !== 'task') return false
        event.preventDefault()
        onSelect(row.id)
        return true
      }}
      className="flex-1 overflow-y-auto overflow-x-hidden"
    >
      {(row, index) =>
        row.kind === 'heading'
          ? drawHeading(row)
          : drawTask(row, {
              ...{ axis, names, now, nameOf },
              isSelected: row.id === selected,
              isOnPath: path.has(row.id),
              onSelect: () => {
                setCursor(index)
                onSelect(row.id)
              },
            })
      }
    </Grid>
  )
}

interface TimelineAxisProps {
  readonly axis: Axis
  readonly names: number
  readonly height: number
  readonly range: Span
  readonly onRange: (range: Span) => void
}

const leastDrag = 8

/** Time axis at the top. Dragging selects a time span; the buttons above are the keyboard alternative. */
function TimelineAxis({ axis, names, height, range, onRange }: TimelineAxisProps) {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const placeIn = (event: PointerEvent<HTMLElement>) => Math.min(axis.width, Math.max(0, alongLine(event)))
  const end = () => {
    if (drag !== null && Math.abs(drag.to - drag.from) >= leastDrag) {
      const [from, to] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)]
      onRange({ from: instantAt(axis, from), to: instantAt(axis, to) })
    }
    setDrag(null)
  }
  return (
    <div
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      className="sticky top-0 z-10 flex border-line border-b bg-canvas text-faint text-sm"
      style={{ height }}
    >
      <span
        role="columnheader"
        tabIndex={-1}
        className="flex shrink-0 items-center ps-6"
        style={{ width: names }}
      >
        {says.task}
      </span>
      <span
        role="columnheader"
        tabIndex={-1}
        title={says.span(formatTime(range.from), formatTime(range.to))}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrag({ from: placeIn(event), to: placeIn(event) })
        }}
        onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: placeIn(event) })}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
        className="relative mx-4 flex-1 cursor-col-resize touch-none select-none"
      >
        <span className="sr-only">{says.span(formatTime(range.from), formatTime(range.to))}</span>
        {ticksOf(axis).map(({ at, x }) => (
          <span
            key={at}
            className="tabular absolute inset-y-0 flex items-center border-line border-s ps-1"
            style={{ insetInlineStart: x }}
          >
            {x < axis.width - 56 && (at % minuteMs === 0 ? formatClock(at) : formatTime(at))}
          </span>
        ))}
        {axis.pieces
          .filter(({ isFolded }) => isFolded)
          .map(({ from, to, x, width }) => (
            <span
              key={from}
              title={says.folded(formatDuration(to - from))}
              className="time-fold absolute inset-y-0 flex items-center justify-center overflow-hidden whitespace-nowrap border-line-strong border-x border-dashed bg-canvas text-muted text-xs"
              style={{ insetInlineStart: x, width }}
            >
              {shortOf(to - from)}
            </span>
          ))}
        {drag !== null && (
          <span
            className="absolute inset-y-0 border-accent border-x bg-accent-soft opacity-70"
            style={{ insetInlineStart: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
          />
        )}
      </span>
    </div>
  )
}

/** Distance of the pointer from the start of the axis, in writing direction. */
function alongLine({ clientX, currentTarget }: PointerEvent<HTMLElement>): number {
  const { left, right } = currentTarget.getBoundingClientRect()
  return direction === 'rtl' ? right - clientX : clientX - left
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const shortOf = (ms: number): string =>
  says.foldedShort(
    ms < hourMs
      ? words.time.minutes(String(Math.round(ms / minuteMs)))
      : words.time.hours(String(Math.round(ms / hourMs))),
  )

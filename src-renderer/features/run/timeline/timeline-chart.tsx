// biome-ignore-all lint/a11y/useSemanticElements: elements of a table cannot leave out the rows that are not in view
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { Timeline } from '#shared/contract/runs/run-times.ts'
import { useWidth } from '../../../ui/hooks/use-width.ts'
import { words } from '../../../words/words.ts'
import { createAxis, type Span } from './fold.ts'
import { listBusy, type TimelineRow } from './rows.ts'
import { TimelineAxis } from './timeline-axis.tsx'
import { HeadingRow, TaskTimeRow } from './timeline-row.tsx'

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
const idOf = (at: number) => `timeline-row-${at}`

/** Only rows in view are drawn; the arrow keys move through them and Enter opens a task. */
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
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    scrollMargin: axisHeight,
    overscan: 12,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    const row = rows[cursor]
    if (event.key === 'Enter' && row?.kind === 'task') onSelect(row.id)
    else if (step !== undefined) {
      const next = Math.min(rows.length - 1, Math.max(0, cursor + step))
      setCursor(next)
      virtual.scrollToIndex(next)
    } else return
    event.preventDefault()
  }
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={says.label}
      aria-rowcount={rows.length}
      aria-activedescendant={idOf(cursor)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="group/time min-h-0 flex-1 overflow-y-auto overflow-x-hidden outline-offset-[-2px]"
    >
      <TimelineAxis axis={axis} names={names} height={axisHeight} range={range} onRange={onRange} />
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          const place = {
            id: idOf(index),
            index,
            isCursor: index === cursor,
            top: start - axisHeight,
          }
          return row.kind === 'heading' ? (
            <HeadingRow key={row.id} row={row} {...place} />
          ) : (
            <TaskTimeRow
              key={row.id}
              row={row}
              axis={axis}
              names={names}
              now={now}
              isSelected={row.id === selected}
              isOnPath={path.has(row.id)}
              onSelect={() => {
                setCursor(index)
                onSelect(row.id)
              }}
              {...place}
            />
          )
        })}
      </div>
    </div>
  )
}

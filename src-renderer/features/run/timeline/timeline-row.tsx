// biome-ignore-all lint/a11y/useSemanticElements: see timeline-chart.tsx

import { clsx } from 'clsx'
import { words } from '#shared/words/words.ts'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import type { DrawnRow } from '../../../ui/lists/grid.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { lookOf, statusOfAttempt, statusOfTask } from '../../../ui/status-looks.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { type Bar, barClass, barsOf, lookOfBar } from './bars.ts'
import type { Axis } from './fold.ts'
import type { TimelineRow } from './rows.ts'

const says = words.run.timeline

const rowClass = 'flex items-center border-line/60 border-b'

export const drawHeading = ({ title, count }: Extract<TimelineRow, { kind: 'heading' }>): DrawnRow => ({
  props: { className: clsx(rowClass, 'bg-sunken px-6') },
  cells: (
    <span role="gridcell" tabIndex={-1} className="min-w-0 truncate font-semibold">
      {title} <span className="tabular font-normal text-faint">{count}</span>
    </span>
  ),
})

interface TaskParts {
  readonly axis: Axis
  readonly names: number
  readonly now: number
  readonly nameOf: NameOfAgent
  readonly isSelected: boolean
  readonly isOnPath: boolean
  readonly onSelect: () => void
}

export function drawTask(
  { task, times }: Extract<TimelineRow, { kind: 'task' }>,
  { axis, names, now, nameOf, isSelected, isOnPath, onSelect }: TaskParts,
): DrawnRow {
  const bars = barsOf(times, axis, now)
  return {
    props: {
      'data-task': task.key,
      'aria-selected': isSelected,
      'aria-label': says.row(task.title, bars.map((bar) => wordsOf(bar, now, nameOf)).join('; ')),
      onClick: onSelect,
      className: clsx(rowClass, 'cursor-pointer', isSelected ? 'bg-accent-soft' : 'hover:bg-hover'),
    },
    cells: (
      <>
        <span
          role="gridcell"
          tabIndex={-1}
          className={clsx(
            'flex h-full shrink-0 items-center gap-2 border-s-3 pe-2 ps-[21px]',
            isOnPath ? 'border-s-accent font-semibold' : 'border-s-transparent',
          )}
          style={{ width: names }}
          title={task.title}
        >
          <StatusIcon status={statusOfTask(task)} />
          <span className="truncate">{task.title}</span>
        </span>
        <span role="gridcell" tabIndex={-1} className="relative mx-4 h-full flex-1 overflow-hidden">
          {axis.pieces
            .filter(({ isFolded }) => isFolded)
            .map(({ from, x, width }) => (
              <span
                key={from}
                aria-hidden
                className="time-fold absolute inset-y-0"
                style={{ insetInlineStart: x, width }}
              />
            ))}
          {bars.map((bar) => (
            <span
              key={bar.kind === 'attempt' ? bar.attempt.number : `${bar.kind}${bar.from}`}
              title={wordsOf(bar, now, nameOf)}
              data-bar={lookOfBar(bar)}
              className={clsx(
                'absolute top-2 h-4 rounded-sm',
                barClass(lookOfBar(bar)),
                isOnPath && bar.kind === 'attempt' && 'ring-2 ring-accent',
              )}
              style={{ insetInlineStart: bar.x, width: bar.width }}
            />
          ))}
          <Said bars={bars} axis={axis} now={now} />
        </span>
      </>
    ),
  }
}

const saidWidth = 84

/** Duration of the work, beside its last bar if there is room. */
function Said({ bars, axis, now }: { bars: readonly Bar[]; axis: Axis; now: number }) {
  const last = bars.findLast((bar) => bar.kind === 'attempt')
  if (last?.kind !== 'attempt') return null
  const end = last.x + last.width
  const isRight = end + saidWidth <= axis.width
  const before = Math.min(...bars.map(({ x }) => x))
  if (!isRight && before < saidWidth) return null
  const { from, to } = last.attempt
  return (
    <span
      aria-hidden
      className="tabular pointer-events-none absolute inset-y-0 flex items-center whitespace-nowrap text-faint text-xs"
      style={
        isRight
          ? { insetInlineStart: end + 6 }
          : { insetInlineStart: before - saidWidth, width: saidWidth - 6, justifyContent: 'flex-end' }
      }
    >
      {formatDuration((to ?? now) - from, { isGrowing: to === null })}
    </span>
  )
}

function wordsOf(bar: Bar, now: number, nameOf: NameOfAgent): string {
  if (bar.kind !== 'attempt')
    return says.waited(says.causes[bar.cause], formatDuration((bar.to ?? now) - bar.from))
  const { number, status, agentId, from, to } = bar.attempt
  return says.attempt(
    number,
    lookOf(statusOfAttempt(status)).word,
    nameOf(agentId),
    formatDuration((to ?? now) - from),
  )
}

// biome-ignore-all lint/a11y/useSemanticElements: see timeline-chart.tsx
import { clsx } from 'clsx'
import { type NameOfAgent, useAgentNames } from '../../../entities/agents/agent-names.ts'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { lookOf, statusOfAttempt, statusOfTask } from '../../../ui/status-looks.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { type Bar, barClass, barsOf, lookOfBar } from './bars.ts'
import type { Axis } from './fold.ts'
import type { TimelineRow } from './rows.ts'

interface Placed {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly isCursor: boolean
}

const says = words.run.timeline

const rowClass = (isCursor: boolean) =>
  clsx(
    'absolute inset-x-0 top-0 flex h-8 items-center border-line/60 border-b',
    isCursor &&
      'group-focus-visible/time:outline-2 group-focus-visible/time:outline-focus group-focus-visible/time:-outline-offset-2',
  )

export function HeadingRow({
  row,
  id,
  index,
  top,
  isCursor,
}: Placed & { row: Extract<TimelineRow, { kind: 'heading' }> }) {
  return (
    <div
      role="row"
      id={id}
      tabIndex={-1}
      aria-rowindex={index + 1}
      className={clsx(rowClass(isCursor), 'bg-sunken px-6')}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" tabIndex={-1} className="min-w-0 truncate font-semibold">
        {row.title} <span className="tabular font-normal text-faint">{row.count}</span>
      </span>
    </div>
  )
}

interface TaskTimeRowProps extends Placed {
  readonly row: Extract<TimelineRow, { kind: 'task' }>
  readonly axis: Axis
  readonly names: number
  readonly now: number
  readonly isSelected: boolean
  readonly isOnPath: boolean
  readonly onSelect: () => void
}

export function TaskTimeRow(props: TaskTimeRowProps) {
  const { row, axis, names, now, isSelected, isOnPath, onSelect, id, index, top, isCursor } = props
  const nameOf = useAgentNames()
  const { task, times } = row
  const bars = barsOf(times, axis, now)
  const label = says.row(task.title, bars.map((bar) => wordsOf(bar, now, nameOf)).join('; '))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of its rows
    <div
      role="row"
      id={id}
      tabIndex={-1}
      data-task={task.key}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      aria-label={label}
      onClick={onSelect}
      className={clsx(rowClass(isCursor), 'cursor-pointer', isSelected ? 'bg-accent-soft' : 'hover:bg-hover')}
      style={{ transform: `translateY(${top}px)` }}
    >
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
    </div>
  )
}

const saidWidth = 84

/** How long the work took, beside its last bar, where there is room. */
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

// biome-ignore-all lint/a11y/useSemanticElements: rows of a <table> cannot be skipped by content-visibility
// biome-ignore-all lint/a11y/useFocusableInteractive: in this treegrid the row takes the focus, not the cell
import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, useMemo } from 'react'
import type { LayoutItem } from '../../graph/outline.ts'
import { useTally, useTask } from '../../stores/run-context.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { Elapsed } from '../../ui/time.tsx'
import { listRows, type Row } from './list-rows.ts'

interface RunListProps {
  readonly items: readonly LayoutItem[]
  readonly collapsed: ReadonlySet<string>
  readonly selected: string | null
  readonly onSelect: (key: string | null) => void
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
}

const columns =
  'grid grid-cols-[minmax(0,1fr)_132px] md:grid-cols-[minmax(0,1fr)_140px_120px_88px_minmax(0,0.6fr)] gap-x-4 px-6'

/** The graph as a table: what a screen reader reads, and what is quickest to scan. */
export function RunList({ items, collapsed, selected, onSelect, onCollapse }: RunListProps) {
  const rows = useMemo(() => listRows(items, collapsed), [items, collapsed])
  const reachable = selected !== null && rows.some(({ key }) => key === selected) ? selected : rows[0]?.key
  const toggle = (key: string) => {
    const next = new Set(collapsed)
    if (!next.delete(key)) next.add(key)
    onCollapse(next)
  }
  return (
    <div className="h-full overflow-auto">
      <div role="treegrid" aria-label="Tasks of the run" className="min-w-fit pb-6">
        <div role="rowgroup" className="sticky top-0 z-10 border-line border-b bg-canvas">
          <div role="row" className={clsx(columns, 'py-2 font-medium text-faint text-sm')}>
            <span role="columnheader">Task</span>
            <span role="columnheader">Status</span>
            <span role="columnheader" className="hidden md:block">
              Agent
            </span>
            <span role="columnheader" className="hidden md:block">
              Time
            </span>
            <span role="columnheader" className="hidden md:block">
              Waits for
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {rows.map((row) => (
            <TaskRow
              key={row.key}
              row={row}
              isSelected={row.key === selected}
              isReachable={row.key === reachable}
              onSelect={onSelect}
              onToggle={toggle}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface TaskRowProps {
  readonly row: Row
  readonly isSelected: boolean
  readonly isReachable: boolean
  readonly onSelect: (key: string) => void
  readonly onToggle: (key: string) => void
}

const TaskRow = memo(
  function TaskRow({ row, isSelected, isReachable, onSelect, onToggle }: TaskRowProps) {
    const task = useTask(row.key)
    const tally = useTally(row.key)
    if (task === undefined) return null
    const Chevron = row.isOpen ? ChevronDown : ChevronRight
    return (
      <div
        role="row"
        aria-level={row.depth + 1}
        aria-selected={isSelected}
        {...(row.isGroup ? { 'aria-expanded': row.isOpen } : {})}
        tabIndex={isReachable ? 0 : -1}
        data-task={row.key}
        onClick={() => onSelect(row.key)}
        onKeyDown={(event) => moveByKey(event, row, { onSelect, onToggle })}
        className={clsx(
          columns,
          'cursor-pointer items-center border-line/60 border-b py-2 outline-offset-[-2px] [contain-intrinsic-size:auto_41px] [content-visibility:auto]',
          isSelected ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span
          role="gridcell"
          className="flex min-w-0 items-center gap-1.5"
          style={{ paddingInlineStart: row.depth * 32 }}
        >
          {row.isGroup && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={row.isOpen ? 'Close group' : 'Open group'}
              className="-ml-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"
              onClick={(event) => {
                event.stopPropagation()
                onToggle(row.key)
              }}
            >
              <Chevron size={14} aria-hidden />
            </button>
          )}
          <span
            className={clsx('truncate', row.isGroup ? 'font-semibold' : 'font-medium')}
            title={task.title}
          >
            {task.title}
          </span>
          {tally !== undefined && (
            <span className="tabular shrink-0 text-faint text-sm">
              {tally.over}/{tally.total}
            </span>
          )}
        </span>
        <span role="gridcell" className="flex items-center">
          <StatusBadge status={statusOfTask(task)} percent={task.progress} />
        </span>
        <span role="gridcell" className="hidden truncate text-muted md:block">
          {task.agentId ?? '–'}
        </span>
        <span role="gridcell" className="hidden text-muted md:block">
          {task.startedAt === null ? '–' : <Elapsed from={task.startedAt} to={task.endedAt} />}
        </span>
        <span
          role="gridcell"
          className="hidden truncate font-mono text-faint text-sm md:block"
          title={task.dependsOn.join(', ')}
        >
          {task.dependsOn.length === 0 ? '–' : task.dependsOn.join(', ')}
        </span>
      </div>
    )
  },
  (a, b) => a.row === b.row && a.isSelected === b.isSelected && a.isReachable === b.isReachable,
)

function moveByKey(event: KeyboardEvent, row: Row, act: Pick<TaskRowProps, 'onSelect' | 'onToggle'>): void {
  const { currentTarget, key } = event
  const other = key === 'ArrowDown' ? currentTarget.nextElementSibling : currentTarget.previousElementSibling
  if (key === 'Enter') act.onSelect(row.key)
  else if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (other instanceof HTMLElement) other.focus()
  } else if (row.isGroup && ((key === 'ArrowRight' && !row.isOpen) || (key === 'ArrowLeft' && row.isOpen))) {
    act.onToggle(row.key)
  } else return
  event.preventDefault()
}

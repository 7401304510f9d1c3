import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import type { NameOfAgent } from '../../../entities/agents/agent-names.ts'
import { useTally, useTask } from '../../../stores/run-context.tsx'
import type { GridColumn } from '../../../ui/lists/grid.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { formatDuration } from '../../../ui/text/format.ts'
import { costText, noFacts, type Row, type SortKey, type TaskFacts } from './rows.ts'

const says = words.run.table
const indent = 24

interface TaskColumn extends Pick<GridColumn<Row>, 'align'> {
  readonly key: Exclude<SortKey, 'plan' | 'task'>
  /**
   * Widths in a wide, medium and narrow table. Absent: the column is omitted, and only the task panel shows the value.
   */
  readonly widths: readonly [wide: string, middling?: string, narrow?: string]
  readonly show: (task: TaskView, facts: TaskFacts, nameOf: NameOfAgent) => ReactNode
}

const first = 'minmax(0, 1fr)'
const columns: readonly TaskColumn[] = [
  {
    ...{ key: 'status', widths: ['140px', '120px', '132px'] },
    show: (task) => (
      <div className="flex">
        <StatusBadge status={statusOfTask(task)} percent={task.progress} />
      </div>
    ),
  },
  {
    ...{ key: 'agent', widths: ['140px', '124px'] },
    show: ({ agentId }, _, nameOf) => (
      <span title={agentId ?? undefined}>{agentId === null ? says.none : nameOf(agentId)}</span>
    ),
  },
  {
    ...{ key: 'time', widths: ['108px', '108px'], align: 'end' },
    show: ({ status }, { workedMs }) => durationOf(workedMs, status === 'in_progress'),
  },
  { key: 'waited', widths: ['108px'], align: 'end', show: (_, { waitedMs }) => durationOf(waitedMs, false) },
  { key: 'attempts', widths: ['76px'], align: 'end', show: ({ attempts }) => attempts || says.none },
  { key: 'cost', widths: ['110px', '96px'], align: 'end', show: (_, facts) => costText(facts) || says.none },
]

const durationOf = (ms: number | null, isGrowing: boolean): string =>
  ms === null ? says.none : formatDuration(ms, { isGrowing })

/** Minimum width in pixels of a wide and a medium table. */
const roomy = [1024, 672]

interface ColumnParts {
  readonly width: number
  readonly facts: ReadonlyMap<string, TaskFacts>
  readonly nameOf: NameOfAgent
  readonly path: ReadonlySet<string>
  readonly onToggle: (key: string) => void
}

/** The columns that fit the width. */
export function taskColumns({ width, facts, nameOf, path, onToggle }: ColumnParts): GridColumn<Row>[] {
  const room = roomy.findIndex((from) => width >= from)
  const fitting = columns.flatMap(({ key, widths, show, align }) => {
    const own = widths[room === -1 ? 2 : room]
    const cell = ({ key: task }: Row) => (
      <OfTask taskKey={task}>
        {(view) => (
          <span className={clsx(key !== 'status' && 'text-muted')}>
            {show(view, facts.get(task) ?? noFacts, nameOf)}
          </span>
        )}
      </OfTask>
    )
    return own === undefined ? [] : [{ key, title: says[key], width: own, cell, ...(align && { align }) }]
  })
  const title = (row: Row) => <Title row={row} isOnPath={path.has(row.key)} onToggle={onToggle} />
  return [{ key: 'task', title: says.task, width: first, cell: title }, ...fitting]
}

/** Re-renders when its task changes, without the rest of the table. */
function OfTask({ taskKey, children }: { taskKey: string; children: (task: TaskView) => ReactNode }) {
  const task = useTask(taskKey)
  return task === undefined ? null : children(task)
}

interface TitleProps {
  readonly row: Row
  readonly isOnPath: boolean
  readonly onToggle: (key: string) => void
}

function Title({ row: { key, depth, isGroup, isOpen }, isOnPath, onToggle }: TitleProps) {
  const title = useTask(key)?.title
  const tally = useTally(key)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <span className="flex min-w-0 items-center gap-1.5" style={{ paddingInlineStart: depth * indent }}>
      {isGroup && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={isOpen ? says.closeGroup : says.openGroup}
          className="-ms-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"
          onClick={(event) => {
            event.stopPropagation()
            onToggle(key)
          }}
        >
          <Chevron size={14} aria-hidden />
        </button>
      )}
      <span
        className={clsx('truncate', isGroup ? 'font-semibold' : 'font-medium', isOnPath && 'text-accent')}
        title={title}
      >
        {title}
      </span>
      {isGroup && tally !== undefined && (
        <span className="tabular shrink-0 text-faint text-sm">
          {tally.over}/{tally.total}
        </span>
      )}
    </span>
  )
}

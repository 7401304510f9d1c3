import type { ReactNode } from 'react'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { formatDuration } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'
import { type ComparedRow, costText, differences, type Side } from './compare.ts'

interface CompareTableProps {
  readonly rows: readonly ComparedRow[]
  readonly selected: string | null
  readonly onSelect: (key: string) => void
}

const says = words.run.compare

const columns: readonly Column<ComparedRow>[] = [
  {
    key: 'task',
    title: says.columns.task,
    width: 'minmax(160px, 2fr)',
    cell: ({ title }) => <span title={title}>{title}</span>,
    sortBy: ({ title }) => title,
  },
  {
    key: 'change',
    title: says.columns.change,
    width: '116px',
    cell: ({ difference }) => (
      <span className={difference === 'same' ? 'text-faint' : 'font-medium text-accent'}>
        {says.changes[difference]}
      </span>
    ),
    sortBy: ({ difference }) => differences.indexOf(difference),
  },
  {
    key: 'status',
    title: says.columns.status,
    width: 'minmax(180px, 1fr)',
    cell: (row) => both(row, ({ task }) => <StatusBadge status={statusOfTask(task)} />, statusKey),
  },
  {
    key: 'time',
    title: says.columns.time,
    width: 'minmax(188px, 1fr)',
    align: 'end',
    cell: (row) => both(row, timeOf, timeOf),
    sortBy: ({ left, right }) => (right?.ms ?? 0) - (left?.ms ?? 0),
  },
  {
    key: 'cost',
    title: says.columns.cost,
    width: 'minmax(150px, 1fr)',
    align: 'end',
    cell: (row) => both(row, costOfSide, costOfSide),
    sortBy: ({ left, right }) => (right?.spent[0]?.amountMinor ?? 0) - (left?.spent[0]?.amountMinor ?? 0),
  },
  {
    key: 'agent',
    title: says.columns.agent,
    width: 'minmax(88px, 1fr)',
    cell: (row) => both(row, agentOf, agentOf),
  },
]

const statusKey = ({ task }: Side): string => statusOfTask(task)
const timeOf = ({ ms }: Side): string => (ms === null ? says.none : formatDuration(ms))
const costOfSide = ({ spent }: Side): string => costText(spent) || says.none
const agentOf = ({ task }: Side): string => task.agentId ?? says.none

/** Once where both are the same. */
function both(
  { left, right }: ComparedRow,
  show: (side: Side) => ReactNode,
  keyOf: (side: Side) => string,
): ReactNode {
  if (left === null || right === null) {
    const side = left ?? right
    return side === null ? says.none : show(side)
  }
  if (keyOf(left) === keyOf(right)) return show(right)
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 align-middle *:*:align-middle">
      <span className="truncate text-muted">{show(left)}</span>
      <span aria-hidden className="text-faint">
        {says.arrow}
      </span>
      <span className="truncate">{show(right)}</span>
    </span>
  )
}

export const CompareTable = ({ rows, selected, onSelect }: CompareTableProps) => (
  <DataTable
    label={says.label}
    columns={columns}
    rows={rows}
    rowKey={({ key }) => key}
    selected={selected}
    onOpen={({ key }) => onSelect(key)}
  />
)

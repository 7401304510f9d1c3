import { type ReactNode, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../entities/agents/agent-name.tsx'
import { useWidth } from '../../ui/hooks/use-width.ts'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { formatDuration } from '../../ui/text/format.ts'
import { type ComparedRow, costText, differences, type Side } from './compare.ts'

interface CompareTableProps {
  readonly rows: readonly ComparedRow[]
  readonly selected: string | null
  readonly onSelect: (key: string) => void
}

const says = words.run.compare

const change = ({ difference }: ComparedRow) => (
  <span className={difference === 'same' ? 'text-faint' : 'font-medium text-accent'}>
    {says.changes[difference]}
  </span>
)
const status = (row: ComparedRow) =>
  both(row, ({ task }) => <StatusBadge status={statusOfTask(task)} />, statusKey)
const time = (row: ComparedRow) => both(row, timeOf, timeOf)
const cost = (row: ComparedRow) => both(row, costOfSide, costOfSide)
const agent = (row: ComparedRow) =>
  both(row, ({ task }) => (task.agentId === null ? says.none : <AgentName id={task.agentId} />), agentOf)

const byTitle = ({ title }: ComparedRow) => title
const byTime = ({ left, right }: ComparedRow) => (right?.ms ?? 0) - (left?.ms ?? 0)
const byCost = ({ left, right }: ComparedRow) =>
  (right?.spent[0]?.amountMinor ?? 0) - (left?.spent[0]?.amountMinor ?? 0)

const wideColumns: readonly Column<ComparedRow>[] = [
  {
    ...{ key: 'task', title: says.columns.task, width: 'minmax(160px, 2fr)', sortBy: byTitle },
    cell: ({ title }) => <span title={title}>{title}</span>,
  },
  {
    ...{ key: 'change', title: says.columns.change, width: '116px', cell: change },
    sortBy: ({ difference }) => differences.indexOf(difference),
  },
  { key: 'status', title: says.columns.status, width: 'minmax(180px, 1fr)', cell: status },
  {
    ...{ key: 'time', title: says.columns.time, width: 'minmax(188px, 1fr)', align: 'end' },
    ...{ cell: time, sortBy: byTime },
  },
  {
    ...{ key: 'cost', title: says.columns.cost, width: 'minmax(150px, 1fr)', align: 'end' },
    ...{ cell: cost, sortBy: byCost },
  },
  { key: 'agent', title: says.columns.agent, width: 'minmax(88px, 1fr)', cell: agent },
]

/** Pixels needed for all columns side by side, including gaps and margins. */
const wideFrom = 1000

/** Columns with two facts each, one below the other. */
const narrowColumns: readonly Column<ComparedRow>[] = [
  {
    ...{ key: 'task', title: says.columns.task, width: 'minmax(112px, 3fr)', sortBy: byTitle },
    cell: (row) => (
      <Two>
        <span title={row.title}>{row.title}</span>
        {change(row)}
      </Two>
    ),
  },
  {
    ...{ key: 'status', title: says.columns.statusAndAgent, width: 'minmax(140px, 2fr)' },
    cell: (row) => (
      <Two>
        {status(row)}
        {agent(row)}
      </Two>
    ),
  },
  {
    ...{ key: 'time', title: says.columns.timeAndCost, width: 'minmax(140px, 2fr)', align: 'end' },
    cell: (row) => (
      <Two>
        {time(row)}
        {cost(row)}
      </Two>
    ),
    sortBy: byTime,
  },
]

function Two({ children: [first, second] }: { children: readonly [ReactNode, ReactNode] }) {
  return (
    <>
      <span className="block h-6 truncate leading-6">{first}</span>
      <span className="block h-5 truncate text-muted text-sm leading-5">{second}</span>
    </>
  )
}

const statusKey = ({ task }: Side): string => statusOfTask(task)
const timeOf = ({ ms }: Side): string => (ms === null ? says.none : formatDuration(ms))
const costOfSide = ({ spent }: Side): string => costText(spent) || says.none
const agentOf = ({ task }: Side): string => task.agentId ?? says.none

/** Shows a value once if both sides are equal. */
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

export function CompareTable({ rows, selected, onSelect }: CompareTableProps) {
  const frame = useRef<HTMLDivElement>(null)
  const isWide = useWidth(frame) >= wideFrom
  return (
    <div ref={frame} className="flex min-h-0 flex-1 flex-col">
      <DataTable
        label={says.label}
        columns={isWide ? wideColumns : narrowColumns}
        isTall={!isWide}
        rows={rows}
        rowKey={({ key }) => key}
        selected={selected}
        onOpen={({ key }) => onSelect(key)}
      />
    </div>
  )
}

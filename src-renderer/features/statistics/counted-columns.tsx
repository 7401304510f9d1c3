import type { Counted } from '#shared/contract/insight.ts'
import type { Column } from '../../ui/data-table.tsx'
import { formatDuration, formatInstant } from '../../ui/format.ts'
import { words } from '../../words/words.ts'
import type { Drill } from './statistics-search.ts'

const { columns, drill: said } = words.statistics

const task: Column<Counted> = {
  key: 'task',
  title: columns.task,
  width: 'minmax(160px, 2fr)',
  sortBy: ({ title }) => title,
  cell: ({ title }) => <span title={title}>{title}</span>,
}
const run: Column<Counted> = {
  key: 'run',
  title: columns.run,
  width: 'minmax(130px, 1.4fr)',
  sortBy: ({ runTitle }) => runTitle,
  cell: ({ runTitle }) => <span title={runTitle}>{runTitle}</span>,
}
const agent: Column<Counted> = {
  key: 'agent',
  title: columns.agent,
  width: 'minmax(80px, 1fr)',
  sortBy: ({ agentId }) => agentId,
  cell: ({ agentId }) => agentId ?? '–',
}
const status: Column<Counted> = {
  key: 'status',
  title: columns.status,
  width: '96px',
  sortBy: (row) => row.status,
  cell: (row) => said.statuses[row.status] ?? row.status,
}
const time: Column<Counted> = {
  key: 'time',
  title: columns.time,
  width: '92px',
  align: 'end',
  sortBy: ({ ms }) => ms,
  cell: ({ ms }) => (ms === null ? '–' : formatDuration(ms)),
}
const attempt: Column<Counted> = {
  key: 'attempt',
  title: columns.attempt,
  width: '76px',
  align: 'end',
  cell: (row) => row.attempt,
}
const ended: Column<Counted> = {
  key: 'ended',
  title: columns.ended,
  width: '176px',
  sortBy: ({ endedAt }) => endedAt,
  cell: ({ endedAt }) => <time dateTime={new Date(endedAt).toISOString()}>{formatInstant(endedAt)}</time>,
}

const of: Record<Drill['of'], readonly Column<Counted>[]> = {
  tasks: [task, run, agent, status, ended],
  cause: [task, run, agent, status, time, ended],
  attempts: [task, run, agent, status, attempt, time, ended],
}

export const countedColumns = (kind: Drill['of']): readonly Column<Counted>[] => of[kind]

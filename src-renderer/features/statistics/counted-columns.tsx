import type { Counted } from '#shared/contract/insight.ts'
import type { NameOfAgent } from '../../entities/agents/agent-names.ts'
import type { Column } from '../../ui/lists/data-table.tsx'
import { formatDuration, formatInstant } from '../../ui/text/format.ts'
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
const agentOf = (nameOf: NameOfAgent): Column<Counted> => ({
  key: 'agent',
  title: columns.agent,
  width: 'minmax(80px, 1fr)',
  sortBy: ({ agentId }) => (agentId === null ? null : nameOf(agentId)),
  cell: ({ agentId }) => (agentId === null ? '–' : <span title={agentId}>{nameOf(agentId)}</span>),
})
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

export function countedColumns(kind: Drill['of'], nameOf: NameOfAgent): readonly Column<Counted>[] {
  const agent = agentOf(nameOf)
  switch (kind) {
    case 'tasks':
      return [task, run, agent, status, ended]
    case 'cause':
      return [task, run, agent, status, time, ended]
    case 'attempts':
      return [task, run, agent, status, attempt, time, ended]
  }
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Counted } from '#shared/contract/insight.ts'
import { words } from '#shared/words/words.ts'
import { type NameOfAgent, useAgentNames } from '../../entities/agents/agent-names.ts'
import { useRpc } from '../../rpc/context.tsx'
import { startOfDay } from '../../ui/charts/days.ts'
import { DialogFrame } from '../../ui/controls/dialog-frame.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { usePages } from '../../ui/lists/use-pages.ts'
import { formatDuration, formatInstant } from '../../ui/text/format.ts'
import type { Asked, Drill } from './statistics-search.ts'

interface DrillDialogProps {
  readonly drill: Drill
  readonly asked: Asked
  readonly onOpen: (row: Counted) => void
  readonly onClose: () => void
}

const { drill: said, outcomeWords, causes, columns } = words.statistics
const pageSize = 200

/** Tasks or attempts behind a number, each with a link to its run. */
export function DrillDialog({ drill, asked, onOpen, onClose }: DrillDialogProps) {
  const counted = useCounted(drill, asked)
  const { rows, goOn } = usePages(counted)
  const nameOf = useAgentNames()
  const shownColumns = useMemo(() => countedColumns(drill.of, nameOf), [drill.of, nameOf])
  return (
    <DialogFrame
      isOpen
      size="large"
      title={titleOf(drill, nameOf)}
      about={said.count(rows.length, !counted.hasNextPage)}
      onClose={onClose}
    >
      <Fetched query={counted} lines={5}>
        {() => (
          <DataTable
            label={said.label}
            columns={shownColumns}
            rows={rows}
            rowKey={({ runId, taskKey, attempt }) => `${runId}/${taskKey}/${attempt}`}
            onOpen={onOpen}
            onEnd={goOn}
            empty={<p className="py-8 text-center text-muted">{said.none}</p>}
          />
        )}
      </Fetched>
    </DialogFrame>
  )
}

function useCounted(drill: Drill, asked: Asked) {
  const { client, orpc } = useRpc()
  const list = (offset: number, signal: AbortSignal): Promise<Counted[]> => {
    const page = { limit: pageSize, offset }
    if (drill.of === 'cause') {
      return client.insight.listEndedTasks({ ...asked, ...page, cause: drill.cause }, { signal })
    }
    if (drill.of === 'tasks') {
      const { day, status } = drill
      const span =
        day === undefined ? asked : { ...asked, start: iso(startOfDay(day)), end: iso(startOfDay(day, 1)) }
      return client.insight.listEndedTasks(
        { ...span, ...page, ...(status !== undefined && { status }) },
        { signal },
      )
    }
    const { agent, skill, status } = drill
    const of = {
      ...(agent !== undefined && { agentId: agent }),
      ...(skill !== undefined && { skill }),
      ...(status !== undefined && { status }),
    }
    return client.insight.listEndedAttempts({ ...asked, ...page, ...of }, { signal })
  }
  return useInfiniteQuery({
    queryKey: [...orpc.insight.key(), 'counted', drill, asked],
    queryFn: ({ pageParam, signal }) => list(pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.length < pageSize ? null : pages.length * pageSize),
  })
}

const iso = (at: number): string => new Date(at).toISOString()

function titleOf(drill: Drill, nameOf: NameOfAgent): string {
  if (drill.of === 'cause') return said.waitedFor(causes[drill.cause])
  if (drill.of === 'tasks') {
    const what = drill.status === undefined ? said.tasks : said.tasksOf(outcomeWords[drill.status])
    return drill.day === undefined ? what : said.onDay(what, drill.day)
  }
  const who = drill.agent === undefined ? (drill.skill ?? '') : nameOf(drill.agent)
  const status = drill.status === undefined ? null : (said.statuses[drill.status] ?? drill.status)
  return said.attempts(status === null ? who : `${who}, ${status}`)
}

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

function countedColumns(kind: Drill['of'], nameOf: NameOfAgent): readonly Column<Counted>[] {
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

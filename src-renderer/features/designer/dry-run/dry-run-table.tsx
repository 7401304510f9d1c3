import { Hand, UserRoundX } from 'lucide-react'
import type { DryRun, DryTask } from '#shared/contract/plans/plan-dry-run.ts'
import { formatMoney } from '#shared/model/money.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { type Column, DataTable } from '../../../ui/lists/data-table.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'

const says = words.designer.dryRun

/** Each task with who would do it; those that nobody can do stand first. */
export function DryRunTable({ dry }: { dry: DryRun }) {
  const actions = useActions()
  const lead = usePlanDocument(({ selection }) => selection.lead)
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const titles = new Map(tasks.map(({ key, title }) => [key, title.trim() || key]))
  const rows = dry.tasks
    .filter(({ taskKey }) => titles.has(taskKey))
    .sort((a, b) => Number(a.agentId !== null) - Number(b.agentId !== null))
  return (
    <DataTable
      label={says.title}
      columns={columnsOf(titles)}
      rows={rows}
      rowKey={({ taskKey }) => taskKey}
      selected={lead}
      onOpen={({ taskKey }) => actions.select(taskKey)}
    />
  )
}

const columnsOf = (titles: ReadonlyMap<string, string>): readonly Column<DryTask>[] => [
  {
    ...{ key: 'task', title: says.columns.task, width: 'minmax(120px, 2fr)' },
    cell: ({ taskKey, asksPerson }) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="min-w-0 truncate" title={titles.get(taskKey)}>
          {titles.get(taskKey)}
        </span>
        {asksPerson && (
          <Hand size={13} role="img" aria-label={says.asksPerson} className="shrink-0 text-attention" />
        )}
      </span>
    ),
  },
  {
    ...{ key: 'agent', title: says.columns.agent, width: 'minmax(100px, 1.5fr)' },
    cell: ({ agentId, reason }) =>
      agentId !== null ? (
        <AgentName id={agentId} />
      ) : (
        <span className="flex min-w-0 items-center gap-1.5" title={reason ?? says.nobody}>
          <UserRoundX size={13} aria-hidden className="shrink-0 text-warning" />
          <span className="min-w-0 truncate">{reason ?? says.nobody}</span>
        </span>
      ),
  },
  {
    ...{ key: 'starts', title: says.columns.starts, width: '104px', align: 'end' },
    cell: ({ startMs }) =>
      startMs === null ? says.never : startMs === 0 ? says.atOnce : writeDuration(startMs),
    sortBy: ({ startMs }) => startMs,
  },
  {
    ...{ key: 'waits', title: says.columns.waits, width: '84px', align: 'end' },
    cell: ({ waitMs }) => (waitMs === 0 ? '' : writeDuration(waitMs)),
    sortBy: ({ waitMs }) => waitMs,
  },
  {
    ...{ key: 'takes', title: says.columns.takes, width: '84px', align: 'end' },
    cell: ({ durationMs }) => writeDuration(durationMs),
    sortBy: ({ durationMs }) => durationMs,
  },
  {
    ...{ key: 'price', title: says.columns.price, width: '96px', align: 'end' },
    cell: ({ price }) =>
      price === 'free' ? says.free : price === 'unknown' ? says.notKnown : formatMoney(price),
  },
]

import type { RunShare, RunSummary } from '#shared/contract/runs/run-summary.ts'
import { formatMoney } from '#shared/model/money.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { type NumberColumn, NumberTable } from '../../../ui/charts/number-table.tsx'
import { formatDuration } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'

const says = words.run.summary
const { columns: titles } = says

const numbers: readonly NumberColumn<RunShare>[] = [
  { key: 'tasks', title: titles.tasks, align: 'end', cell: ({ done, tasks }) => says.doneOf(done, tasks) },
  { key: 'attempts', title: titles.attempts, align: 'end', cell: ({ attempts }) => attempts },
  {
    key: 'failed',
    title: titles.failed,
    align: 'end',
    cell: ({ failed }) => (failed === 0 ? says.none : <span className="text-failed">{failed}</span>),
  },
  {
    key: 'worked',
    title: titles.worked,
    align: 'end',
    cell: ({ workedMs, attempts }) => (attempts === 0 ? says.none : formatDuration(workedMs)),
  },
  {
    key: 'cost',
    title: titles.cost,
    align: 'end',
    cell: ({ spent }) => (spent.length === 0 ? says.none : spent.map(formatMoney).join(' + ')),
  },
]

export const AgentTable = ({ shares }: { readonly shares: RunSummary['byAgent'] }) => (
  <NumberTable
    label={says.byAgent}
    rows={shares}
    rowKey={({ agentId }) => agentId}
    columns={[
      { key: 'agent', title: titles.agent, cell: ({ agentId }) => <AgentName id={agentId} /> },
      ...numbers,
    ]}
  />
)

export function PhaseTable({ shares }: { readonly shares: RunSummary['byPhase'] }) {
  const tasks = useRun((state) => state.tasks)
  const nameOf = (key: string | null) => (key === null ? says.noGroup : (tasks.get(key)?.title ?? key))
  return (
    <NumberTable
      label={says.byPhase}
      rows={shares}
      rowKey={({ groupKey }) => groupKey ?? ''}
      columns={[
        { key: 'phase', title: titles.phase, cell: ({ groupKey }) => nameOf(groupKey) },
        ...numbers.slice(0, -1),
        {
          key: 'span',
          title: titles.span,
          align: 'end',
          cell: ({ from, to }) => (from === null || to === null ? says.none : formatDuration(to - from)),
        },
        ...numbers.slice(-1),
      ]}
    />
  )
}

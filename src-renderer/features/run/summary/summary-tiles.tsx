import { useQuery } from '@tanstack/react-query'
import type { RunShare, RunSummary } from '#shared/contract/runs/run-summary.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { locale, words } from '#shared/words/words.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { amountOf } from '../../../entities/money/cap-bar.tsx'
import { progressOf } from '../../../entities/runs/progress.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { type NumberColumn, NumberTable } from '../../../ui/charts/number-table.tsx'
import { formatDuration } from '../../../ui/text/format.ts'
import { Tile } from '../../../ui/tile.tsx'
import { ownAccount } from '../header/caps-of-run.ts'

const says = words.run.summary

export function SummaryTiles({ run, summary }: { run: RunView; summary: RunSummary }) {
  const { at, from, to, attempts, workedMs, personMs, standstillMs } = summary
  const { total: all, done, failed } = progressOf(run)
  const tries = Object.values(attempts).reduce((sum, count) => sum + count, 0)
  return (
    <dl className="grid @2xl:grid-cols-6 @5xl:grid-cols-5 grid-cols-2 gap-3 @2xl:@max-5xl:[&>:nth-child(-n+3)]:col-span-2 @2xl:@max-5xl:[&>:nth-child(n+4)]:col-span-3">
      <Tile title={says.time} about={says.timeAbout(formatDuration(workedMs))}>
        {formatDuration((to ?? at) - from, { isGrowing: to === null })}
      </Tile>
      <Tile title={says.tasks} about={says.tasksAbout(failed, all - done - failed)}>
        {says.doneOf(done, all)}
      </Tile>
      <Tile
        title={says.attempts}
        about={says.attemptsAbout(
          attempts.failed ?? 0,
          (attempts.interrupted ?? 0) + (attempts.cancelled ?? 0),
        )}
      >
        {tries.toLocaleString(locale)}
      </Tile>
      <CostTile run={run} />
      <Tile title={says.people} about={aboutPeople(personMs, standstillMs)}>
        {personMs === 0 ? says.peopleNever : formatDuration(personMs)}
      </Tile>
    </dl>
  )
}

function aboutPeople(personMs: number, standstillMs: number): string {
  if (personMs === 0) return says.peopleNone
  return standstillMs === 0 ? says.peopleBusy : says.peopleAbout(formatDuration(standstillMs))
}

function CostTile({ run }: { readonly run: RunView }) {
  const { orpc } = useRpc()
  const { data = [] } = useQuery(orpc.budgets.listOfRun.queryOptions({ input: { runId: run.id } }))
  const own = ownAccount(run, data)
  const isFree = own.capMinor === null && own.settledMinor === 0
  const about = own.capMinor === null ? says.costUncapped : says.costOf(amountOf(own.capMinor, own))
  return (
    <Tile title={says.cost} about={isFree ? says.noCostAbout : about}>
      {isFree ? says.noCost : amountOf(own.settledMinor, own)}
    </Tile>
  )
}

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

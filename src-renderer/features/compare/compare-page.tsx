import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, GitCompareArrows, X } from 'lucide-react'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import { locale, words } from '#shared/words/words.ts'
import { progressOf } from '../../entities/runs/progress.ts'
import { RunField } from '../../entities/runs/run-field.tsx'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRunView } from '../../entities/runs/use-run-view.ts'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun, statusOfTask } from '../../ui/status-looks.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { formatDuration } from '../../ui/text/format.ts'
import { diffOf } from '../../ui/text/line-diff.ts'
import { type Compared, type ComparedRow, compareRuns, costOf, type Side } from './compare.ts'
import { CompareGraph } from './compare-graph.tsx'
import type { CompareSearch } from './compare-search.ts'
import { CompareTable } from './compare-table.tsx'

const says = words.run.compare
const choices = [
  { value: 'table', label: says.views.table },
  { value: 'graph', label: says.views.graph },
] as const

/** Two runs side by side, with differences in outcome, duration, cost and results. */
export function ComparePage({ search, onSearch }: AddressProps<CompareSearch>) {
  const { left, right, view = 'table' } = search
  const other = useNewestOther(right === undefined ? left : undefined)
  const suggested = right ?? other
  return (
    <Page
      title={says.title}
      width="full"
      actions={
        left !== undefined &&
        suggested !== undefined && (
          <Segmented
            label={says.views.label}
            value={view}
            choices={choices}
            onChoose={(next) => onSearch({ ...search, view: next })}
          />
        )
      }
    >
      <div className="mb-3 grid grid-cols-[minmax(0,1fr)] items-end gap-3 md:grid-cols-[minmax(0,1fr)_32px_minmax(0,1fr)]">
        <RunField
          label={says.left}
          value={left}
          onChoose={(run) => run !== undefined && onSearch({ ...search, left: run.id })}
        />
        <IconButton
          label={says.swap}
          icon={ArrowLeftRight}
          disabled={left === undefined || suggested === undefined}
          onClick={() =>
            onSearch({
              ...search,
              ...(suggested !== undefined && { left: suggested }),
              ...(left !== undefined && { right: left }),
            })
          }
        />
        <RunField
          label={says.right}
          value={suggested}
          onChoose={(run) => run !== undefined && onSearch({ ...search, right: run.id })}
        />
      </div>
      {left === undefined || suggested === undefined ? (
        <EmptyNote icon={GitCompareArrows} title={says.chooseTwo}>
          {says.chooseTwoHint}
        </EmptyNote>
      ) : (
        <Both key={`${left} ${suggested}`} {...{ left, search, onSearch }} right={suggested} />
      )}
    </Page>
  )
}

/** The newest other run of the same plan; undefined if there is none. */
function useNewestOther(runId: string | undefined): string | undefined {
  const { orpc } = useRpc()
  const planKey = useRunView(runId ?? null)?.planKey
  const ofPlan = useQuery(
    orpc.runs.find.queryOptions({
      input: { filter: { planKey: planKey === undefined ? [] : [planKey] }, limit: 2 },
      enabled: planKey !== undefined,
    }),
  )
  return ofPlan.data?.find(({ id }) => id !== runId)?.id
}

interface BothProps extends AddressProps<CompareSearch> {
  readonly left: string
  readonly right: string
}

function Both({ left, right, search, onSearch }: BothProps) {
  const read = useCompared(left, right)
  const { data, error } = read
  if (error !== null || data === undefined) return <Unfetched query={read} lines={6} />
  const { task: selected, view = 'table' } = search
  const row = data.rows.find(({ key }) => key === selected)
  const select = (key: string) => onSearch({ ...search, left, right, task: key })
  return (
    <>
      <WholeRuns left={data.left} right={data.right} rows={data.rows} />
      <div className="flex min-h-0 flex-1 gap-4">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {view === 'graph' ? (
            <CompareGraph rows={data.rows} selected={selected ?? null} onSelect={select} />
          ) : (
            <CompareTable rows={data.rows} selected={selected ?? null} onSelect={select} />
          )}
        </div>
        {row !== undefined && (
          <ComparedTask
            row={row}
            leftId={left}
            rightId={right}
            onClose={() => {
              const { task: _task, ...others } = search
              onSearch(others)
            }}
          />
        )}
      </div>
    </>
  )
}

/** Loads the current state of two runs. */
function useCompared(leftId: string, rightId: string) {
  const { client } = useRpc()
  return useQuery({
    queryKey: ['compared', leftId, rightId],
    queryFn: async ({ signal }) => {
      const options = { signal }
      const one = async (runId: string): Promise<Compared> => {
        const [change, timeline] = await Promise.all([
          client.runs.get({ runId }, options),
          client.runs.getTimeline({ runId }, options),
        ])
        return { change, timeline }
      }
      const [left, right, otherResults] = await Promise.all([
        one(leftId),
        one(rightId),
        client.runs.listOtherResults({ runId: leftId, otherRunId: rightId }, options),
      ])
      const others = new Set(otherResults)
      return { left, right, rows: compareRuns(left, right, (key) => !others.has(key)) }
    },
  })
}

interface WholeRunsProps {
  readonly left: Compared
  readonly right: Compared
  readonly rows: readonly ComparedRow[]
}

/** Summary of both runs in a few numbers. */
function WholeRuns({ left, right, rows }: WholeRunsProps) {
  const count = rows.filter(({ difference }) => difference !== 'same').length
  const facts = [
    {
      name: says.whole.status,
      of: ({ change: { run } }: Compared) => (
        <>
          <StatusBadge status={statusOfRun(run)} isInherited />
          {run.isSimulated && <SimulationMark />}
        </>
      ),
    },
    { name: says.whole.time, of: timeOf },
    { name: says.whole.cost, of: (run: Compared) => costOf(run) || says.none },
    {
      name: says.whole.tasks,
      of: ({ change: { run } }: Compared) => {
        const { done, total } = progressOf(run)
        return `${done.toLocaleString(locale)}/${total.toLocaleString(locale)}`
      },
    },
  ]
  return (
    <section className="mb-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
        {facts.map(({ name, of }) => (
          <div key={name}>
            <dt className="text-faint text-sm">{name}</dt>
            <dd className="tabular flex items-center gap-2 font-medium">
              {of(left)}
              <span aria-hidden className="text-faint">
                {says.arrow}
              </span>
              {of(right)}
            </dd>
          </div>
        ))}
      </dl>
      <p role="status" className="mt-2 text-muted">
        {count === 0 ? says.same : says.differ(count)}
      </p>
    </section>
  )
}

const timeOf = ({ timeline: { from, to, at } }: Compared): string => formatDuration((to ?? at) - from)

interface ComparedTaskProps {
  readonly row: ComparedRow
  readonly leftId: string
  readonly rightId: string
  readonly onClose: () => void
}

/** Outcome and results of a task in both runs. */
function ComparedTask({ row, leftId, rightId, onClose }: ComparedTaskProps) {
  const { key: taskKey, title, left, right } = row
  const one = useDetail(left === null ? null : leftId, taskKey)
  const other = useDetail(right === null ? null : rightId, taskKey)
  const error = one.error ?? other.error
  const isThere = (left === null || one.data !== undefined) && (right === null || other.data !== undefined)
  const [before, after] = [textOf(one.data), textOf(other.data)]
  return (
    <section
      aria-label={says.detail}
      className="w-full max-w-[460px] overflow-auto rounded-lg border border-line bg-surface p-4 max-lg:absolute max-lg:inset-y-4 max-lg:end-4 max-lg:z-20 max-lg:max-w-[calc(100%-32px)] max-lg:shadow-high"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 className="min-w-0 break-words font-semibold text-lg">{title}</h2>
        <IconButton label={says.close} icon={X} onClick={onClose} className="-m-1.5" />
      </div>
      <p className="mb-3 text-accent">{says.changes[row.difference]}</p>
      <SideLine label={says.before} side={left} runId={leftId} taskKey={taskKey} />
      <SideLine label={says.after} side={right} runId={rightId} taskKey={taskKey} />
      <div className="mt-4">
        {error !== null ? (
          <FailureNote error={error} />
        ) : !isThere ? (
          <Skeleton lines={4} />
        ) : before === after ? (
          <p className="text-muted">{before === '' ? says.noResult : says.sameResult}</p>
        ) : (
          <DiffText label={says.results} blocks={diffOf(before, after)} isTall />
        )}
      </div>
    </section>
  )
}

interface SideLineProps {
  readonly label: string
  readonly side: Side | null
  readonly runId: string
  readonly taskKey: string
}

function SideLine({ label, side, runId, taskKey }: SideLineProps) {
  return (
    <p className="flex items-center gap-3 py-1">
      <RunLink runId={runId} task={taskKey} className="w-16 shrink-0 font-medium">
        {label}
      </RunLink>
      {side === null ? says.none : <StatusBadge status={statusOfTask(side.task)} />}
    </p>
  )
}

function useDetail(runId: string | null, taskKey: string) {
  const { client } = useRpc()
  return useQuery({
    queryKey: ['compared task', runId, taskKey],
    queryFn: ({ signal }) => client.runs.getTask({ runId: runId ?? '', taskKey }, { signal }),
    enabled: runId !== null,
  })
}

/** Text of the result, or of the failure if there is no result. */
function textOf(detail: TaskDetail | undefined): string {
  if (detail === undefined) return ''
  const last = detail.attempts.at(-1)
  return detail.task.result?.text ?? last?.result?.text ?? last?.failure?.message ?? ''
}

import { useMutation } from '@tanstack/react-query'
import { CircleAlert, GitBranch, Hand, UserRoundX, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DryRun, DryTask } from '#shared/contract/plans/plan-dry-run.ts'
import type { PlayedWay, PlayedWays } from '#shared/model/dry-run-branches.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { titlesOf } from '../../../entities/plans/edits/edit.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { type Column, DataTable } from '../../../ui/lists/data-table.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { writeDuration } from '../../../ui/text/duration-text.ts'
import { useActions } from '../actions.ts'
import { countOf, useFindings } from '../findings/findings.tsx'

const says = words.designer.dryRun
/** Milliseconds without an edit before the dry run starts again, so that it does not run for each keystroke. */
const restMs = 400

/** Prediction of a run: agents, times and costs. Computed again when the plan changes. */
export function DryRunPanel({ onClose }: { onClose: () => void }) {
  const { client } = useRpc()
  const document = usePlanDocument((state) => state.document)
  const playing = useMutation({ mutationFn: (plan: PlanDraft) => client.plans.dryRun({ document: plan }) })
  const { mutate, data, error, variables } = playing
  const actions = useActions()
  const [view, setView] = useState<'tasks' | 'branches'>('tasks')
  const hasBranches = data !== undefined && data.branches.ways.length > 0
  const titles = titlesOf(document.tasks)
  const errors = useFindings(({ all }) => countOf(all, 'error'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another plan is played through
  useEffect(() => {
    const timer = setTimeout(() => mutate(document), variables === undefined ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [document, mutate])
  return (
    <section
      aria-label={says.title}
      className="flex h-[min(280px,45%)] shrink-0 flex-col border-line border-t bg-surface"
    >
      <div className="flex min-h-9 shrink-0 items-center gap-3 border-line border-b pe-2 ps-4">
        <h2 className="font-semibold">{says.title}</h2>
        {errors > 0 && (
          <p className="flex shrink-0 items-center gap-1.5 text-failed text-sm">
            <CircleAlert size={14} aria-hidden className="shrink-0" />
            {says.cannotRun(errors)}
          </p>
        )}
        <p role="status" className="min-w-0 flex-1 truncate text-muted text-sm" title={says.about}>
          {data === undefined ? (error === null ? says.playing : '') : describeDryRun(data)}
        </p>
        {hasBranches && (
          <Segmented
            label={says.views}
            value={view}
            choices={[
              { value: 'tasks', label: says.tasks },
              { value: 'branches', label: says.branches.title, count: data.branches.ways.length },
            ]}
            onChoose={setView}
          />
        )}
        <IconButton label={says.close} icon={X} onClick={onClose} className="size-7" />
      </div>
      {error !== null && (
        <div className="p-3">
          <FailureNote error={error} onRetry={() => mutate(document)} />
        </div>
      )}
      {error === null && data === undefined && (
        <div className="p-4">
          <Skeleton lines={3} />
        </div>
      )}
      {data !== undefined && (view === 'tasks' || !hasBranches) && <DryRunTable dry={data} />}
      {data !== undefined && view === 'branches' && hasBranches && (
        <DryRunWays played={data.branches} titles={titles} onSelect={actions.select} />
      )}
    </section>
  )
}

/** Tasks with the predicted agents. Tasks without an agent come first. */
function DryRunTable({ dry }: { dry: DryRun }) {
  const actions = useActions()
  const lead = usePlanDocument(({ selection }) => selection.lead)
  const tasks = usePlanDocument(({ document }) => document.tasks)
  const titles = titlesOf(tasks)
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

/** Summary of a dry run in one line. */
function describeDryRun({ tasks, endMs, costs }: DryRun): string {
  const unassigned = tasks.filter(({ agentId }) => agentId === null).length
  const unpriced = tasks.filter(({ price, agentId }) => price === 'unknown' && agentId !== null).length
  const asked = tasks.filter(({ asksPerson }) => asksPerson).length
  return [
    unassigned > 0 ? says.unassigned(unassigned) : null,
    says.over(writeDuration(endMs)),
    costs.length > 0 ? says.costs(costs.map(formatMoney).join(', ')) : null,
    unpriced > 0 ? says.unknown(unpriced) : null,
    asked > 0 ? says.asked(asked) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

const branchWords = words.designer.dryRun.branches

interface DryRunWaysProps {
  readonly played: PlayedWays
  /** Titles of the tasks by key. */
  readonly titles: ReadonlyMap<string, string>
  readonly onSelect: (key: string) => void
}

/** Outcomes of each condition: the tasks that run and the tasks that are skipped. */
export function DryRunWays({ played: { ways, conditionsLeftOut }, titles, onSelect }: DryRunWaysProps) {
  const nameOf = (key: string) => titles.get(key) ?? key
  return (
    <ul aria-label={branchWords.title} className="min-h-0 flex-1 overflow-y-auto">
      {ways.map((way) => (
        <li key={JSON.stringify([way.fails, way.assumes])} className="border-line border-b px-4 py-3">
          <h3 className="flex items-start gap-2 font-medium">
            <GitBranch size={14} aria-hidden className="mt-1 shrink-0 text-muted" />
            <span className="min-w-0 break-words">{headingOf(way, nameOf)}</span>
          </h3>
          <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 ps-6 text-sm">
            <Tasks label={branchWords.runs} keys={way.runs} {...{ nameOf, onSelect }} />
            <Tasks label={branchWords.skipped} keys={way.skipped} {...{ nameOf, onSelect }} />
            {way.open.length > 0 && (
              <Tasks label={branchWords.open} keys={way.open} {...{ nameOf, onSelect }} />
            )}
          </dl>
        </li>
      ))}
      {conditionsLeftOut > 0 && (
        <li className="px-4 py-3 text-muted">{branchWords.leftOut(conditionsLeftOut)}</li>
      )}
    </ul>
  )
}

function headingOf(
  { fails, assumes }: Pick<PlayedWay, 'fails' | 'assumes'>,
  nameOf: (key: string) => string,
): string {
  const parts = [
    ...(fails.length === 0 ? [] : [branchWords.fails(fails.map(nameOf))]),
    ...assumes.map(({ taskKey, isMet }) => branchWords.condition(nameOf(taskKey), isMet)),
  ]
  return parts.length === 0 ? branchWords.allSucceed : branchWords.when(parts)
}

const maxNamed = 30

interface TasksProps {
  readonly label: string
  readonly keys: readonly string[]
  readonly nameOf: (key: string) => string
  readonly onSelect: (key: string) => void
}

function Tasks({ label, keys, nameOf, onSelect }: TasksProps) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-wrap gap-x-2 gap-y-0.5">
        {keys.length === 0 && <span className="text-faint">{branchWords.none}</span>}
        {keys.slice(0, maxNamed).map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => onSelect(key)}
            className="min-w-0 break-words rounded-sm text-start underline decoration-line-strong underline-offset-2 hover:decoration-current"
          >
            {nameOf(key)}
          </button>
        ))}
        {keys.length > maxNamed && (
          <span className="text-muted">{branchWords.more(keys.length - maxNamed)}</span>
        )}
      </dd>
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleX, FilePenLine, FlaskConical, TriangleAlert, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { locale, words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import type { Column } from '../../ui/lists/data-table.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { Ago } from '../../ui/text/time.tsx'
import type { PlanRow, RowKind } from './rows.ts'

const icons = { plan: Workflow, draft: FilePenLine, sample: FlaskConical } as const satisfies Record<
  RowKind,
  unknown
>

interface Shape {
  readonly isNarrow: boolean
  readonly isTiny: boolean
  /** True if only samples are listed; samples have neither a version nor a run. */
  readonly isSamples: boolean
}

/** Columns of the list. Narrow windows omit the less important ones, which the plan's own screen shows. */
export function columnsOf(
  { isNarrow, isTiny, isSamples }: Shape,
  menuOf: (row: PlanRow) => ReactNode,
): Column<PlanRow>[] {
  const { columns } = words.plans
  const all: (Column<PlanRow> & { isWideOnly?: boolean; isTinyToo?: boolean })[] = [
    {
      ...{ key: 'title', title: columns.title, isTinyToo: true, cell: (row) => <Title row={row} /> },
      width: `minmax(${isSamples ? 248 : 208}px, 3fr)`,
      sortBy: ({ title }) => title.toLowerCase(),
    },
    {
      ...{ key: 'tasks', title: columns.tasks, width: '52px', align: 'end' },
      ...{ cell: ({ tasks }) => tasks.toLocaleString(locale), sortBy: ({ tasks }) => tasks },
    },
    {
      ...{ key: 'version', title: columns.version, width: '72px', align: 'end', isWideOnly: true },
      cell: ({ version }) => (version === null ? '' : words.plans.version(version)),
      sortBy: ({ version }) => version,
    },
    {
      ...{ key: 'findings', title: columns.findings, width: isNarrow ? '96px' : 'minmax(110px, 1fr)' },
      cell: (row) => <FindingsCell row={row} />,
    },
    {
      ...{ key: 'run', title: columns.lastRun, width: isNarrow ? '152px' : 'minmax(184px, 1.3fr)' },
      cell: (row) => <LastRun row={row} />,
      sortBy: ({ lastRun }) => lastRun?.createdAt ?? null,
    },
    {
      ...{ key: 'changed', title: columns.changed, width: '96px' },
      cell: ({ changedAt }) => changedAt !== null && <Ago at={changedAt} />,
      sortBy: ({ changedAt }) => changedAt,
    },
    {
      ...{ key: 'project', title: columns.project, width: 'minmax(90px, 1fr)', isWideOnly: true },
      cell: ({ project }) => <span title={project ?? undefined}>{project ?? ''}</span>,
      sortBy: ({ project }) => project?.toLowerCase() ?? null,
    },
    { key: 'menu', title: columns.actions, width: '56px', align: 'end', cell: menuOf, isTinyToo: true },
  ]
  if (isSamples) {
    const about: Column<PlanRow> = {
      ...{ key: 'about', title: columns.about, width: 'minmax(0, 7fr)' },
      cell: (row) => (
        <span title={row.about} className="text-muted">
          {row.about}
        </span>
      ),
    }
    const few = all.filter(({ key }) => ['title', 'tasks', 'menu'].includes(key))
    return isTiny ? few : few.toSpliced(1, 0, about)
  }
  return all.filter(
    ({ isWideOnly = false, isTinyToo = false }) => !(isNarrow && isWideOnly) && (!isTiny || isTinyToo),
  )
}

function Title({ row: { title, kind, draftId } }: { row: PlanRow }) {
  const Icon = icons[kind]
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Icon size={16} aria-hidden className="shrink-0 text-faint" />
      <span title={title} className="min-w-0 truncate font-medium">
        {title}
      </span>
      {draftId !== null && (
        <span
          title={words.plans.draftHint}
          className="shrink-0 rounded-full bg-warning-soft px-2 font-medium text-warning text-xs leading-5"
        >
          {words.plans.draft}
        </span>
      )}
      {kind === 'sample' && (
        <span className="shrink-0 rounded-full bg-neutral-soft px-2 font-medium text-neutral text-xs leading-5">
          {words.plans.sample}
        </span>
      )}
    </span>
  )
}

function LastRun({ row: { lastRun, kind } }: { row: PlanRow }) {
  if (lastRun === null)
    return kind === 'plan' ? <span className="text-faint">{words.plans.never}</span> : null
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: lastRun.id }}
      search={{}}
      onClick={(event) => event.stopPropagation()}
      className="inline-flex min-h-6 max-w-full items-center gap-2 rounded-sm hover:underline"
    >
      <StatusBadge status={statusOfRun(lastRun)} />
      {lastRun.isSimulated && <SimulationMark />}
      <span className="min-w-0 truncate text-muted text-sm">
        <Ago at={lastRun.createdAt} />
      </span>
    </Link>
  )
}

/** Plans with more tasks are checked only when they are opened, because a list must not overload the engine. */
const maxTasks = 2000

/** The problems of a plan; only visible rows request them. */
function FindingsCell({ row }: { row: PlanRow }) {
  const { orpc } = useRpc()
  const isAsked = row.kind !== 'sample' && row.tasks <= maxTasks
  const check = useQuery({
    ...orpc.plans.check.queryOptions({ input: { planId: row.draftId ?? row.id } }),
    enabled: isAsked,
    staleTime: 60_000,
    // A changed plan gets a new key, so that its problems are checked again.
    queryKey: ['findings of', row.draftId ?? row.id, row.changedAt],
  })
  if (row.kind === 'sample') return null
  if (!isAsked) {
    const { cannotRun, notChecked, notCheckedAbout } = words.plans
    const [text, about] = row.isRunnable === false ? [cannotRun, cannotRun] : [notChecked, notCheckedAbout]
    return (
      <span title={about} className={row.isRunnable === false ? 'text-failed' : 'text-muted'}>
        {text}
      </span>
    )
  }
  if (check.data === undefined) return null
  const count = (wanted: string) => check.data.findings.filter(({ severity }) => severity === wanted).length
  const [errors, warnings] = [count('error'), count('warning')]
  if (errors + warnings === 0) {
    return (
      <span className="flex items-center gap-1.5 text-muted">
        <CircleCheck size={14} aria-hidden className="text-done" />
        {words.plans.nothingFound}
      </span>
    )
  }
  const said = [
    ...(errors > 0 ? [words.plans.errors(errors)] : []),
    ...(warnings > 0 ? [words.plans.warnings(warnings)] : []),
  ].join(', ')
  return (
    <span title={said} className="tabular flex items-center gap-2.5">
      <span className="sr-only">{said}</span>
      {errors > 0 && (
        <span aria-hidden className="inline-flex items-center gap-1 text-failed">
          <CircleX size={14} />
          {errors}
        </span>
      )}
      {warnings > 0 && (
        <span aria-hidden className="inline-flex items-center gap-1 text-warning">
          <TriangleAlert size={14} />
          {warnings}
        </span>
      )}
    </span>
  )
}

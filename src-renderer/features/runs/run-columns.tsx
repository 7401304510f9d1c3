import { Link } from '@tanstack/react-router'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { progressOf } from '../../entities/runs/progress.ts'
import type { Column } from '../../ui/lists/data-table.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { Ago, Elapsed } from '../../ui/text/time.tsx'

const { columns: say } = words.runs

const status: Column<RunView> = {
  ...{ key: 'status', title: say.status, width: '112px' },
  cell: (run) => (
    <span className="flex">
      <StatusBadge status={statusOfRun(run)} />
    </span>
  ),
}
const title = (width: string): Column<RunView> => ({
  ...{ key: 'title', title: say.title, width },
  cell: (run) => (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        to="/runs/$runId"
        params={{ runId: run.id }}
        search={{}}
        title={run.title}
        tabIndex={-1}
        onClick={(event) => event.stopPropagation()}
        className="block min-h-6 truncate rounded-sm font-medium leading-6 hover:text-accent hover:underline"
      >
        {run.title}
      </Link>
      {run.isSimulated && <SimulationMark />}
    </span>
  ),
})
const project = (nameOf: (id: string) => string): Column<RunView> => ({
  ...{ key: 'project', title: say.project, width: 'minmax(90px, 1fr)' },
  cell: ({ projectId }) =>
    projectId !== null && (
      <span title={nameOf(projectId)} className="text-muted">
        {nameOf(projectId)}
      </span>
    ),
})
const progress: Column<RunView> = {
  ...{ key: 'progress', title: say.progress, width: 'minmax(170px, 220px)' },
  cell: (run) => <Progress run={run} />,
}
const took: Column<RunView> = {
  ...{ key: 'took', title: say.took, width: '96px', align: 'end' },
  cell: ({ status: now, createdAt, endedAt }) =>
    (!isRunOver(now) || endedAt !== null) && (
      <span className="text-muted">
        <Elapsed from={createdAt} to={endedAt} />
      </span>
    ),
}
const started: Column<RunView> = {
  ...{ key: 'started', title: say.started, width: '104px', align: 'end' },
  cell: ({ createdAt }) => (
    <span className="text-muted">
      <Ago at={createdAt} />
    </span>
  ),
}

/** Columns of the list. Narrow windows omit the less important ones, which the run's own screen shows. */
export function columnsOf(
  { isNarrow, isTiny }: { readonly isNarrow: boolean; readonly isTiny: boolean },
  nameOf: (id: string) => string,
): readonly Column<RunView>[] {
  if (isTiny) return [status, title('minmax(140px, 1fr)')]
  if (isNarrow) return [status, title('minmax(180px, 1fr)'), progress, started]
  return [status, title('minmax(220px, 3fr)'), project(nameOf), progress, took, started]
}

function Progress({ run }: { run: RunView }) {
  const parts = progressOf(run)
  return (
    <span className="flex items-center gap-3">
      <ProgressBar label={words.runs.progressOf(run.title)} {...parts} />
      <span
        title={words.runs.doneOf(parts.done, parts.total)}
        className="tabular w-[9ch] shrink-0 text-end text-muted text-sm"
      >
        {parts.done}/{parts.total}
      </span>
    </span>
  )
}

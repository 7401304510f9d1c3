import { Link } from '@tanstack/react-router'
import { CircleDashed, FilterX } from 'lucide-react'
import { isRunOver, type RunView } from '#shared/model/run.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { groupOfRun, statusOfRun } from '../../ui/status-looks.ts'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { type RunFilter, runFilters } from './home-search.ts'
import { progressOf } from './progress.ts'

/** As many as the server lists when it is not told otherwise. */
const shownAtMost = 100

const words: Record<RunFilter, string> = {
  all: 'All',
  running: 'Running',
  waiting: 'Waiting',
  failed: 'Failed',
  done: 'Done',
}

interface RunsSectionProps {
  readonly runs: readonly RunView[]
  readonly filter: RunFilter
  readonly onFilter: (filter: RunFilter) => void
}

export function RunsSection({ runs, filter, onFilter }: RunsSectionProps) {
  const shown = filter === 'all' ? runs : runs.filter(({ status }) => groupOfRun(status) === filter)
  const choices = runFilters.map((value) => ({ value, label: words[value] }))
  return (
    <section aria-labelledby="runs" className="min-w-0">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h1 id="runs" className="font-semibold text-xl">
          Runs
        </h1>
        <Segmented label="Show runs" value={filter} choices={choices} onChoose={onFilter} />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {shown.length > 0 ? (
          <ul>
            {shown.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
        ) : runs.length === 0 ? (
          <EmptyNote icon={CircleDashed} title="Nothing has run yet">
            Start a sample or one of your plans: its run shows up here.
          </EmptyNote>
        ) : (
          <EmptyNote
            icon={FilterX}
            title={`No run is ${words[filter].toLowerCase()}`}
            action={<Button onClick={() => onFilter('all')}>Show all runs</Button>}
          />
        )}
      </div>
      {runs.length >= shownAtMost && (
        <p className="mt-3 text-muted">
          These are the newest {shownAtMost}; older ones are kept and not shown here.
        </p>
      )}
    </section>
  )
}

function RunRow({ run }: { run: RunView }) {
  const progress = progressOf(run)
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        to="/runs/$runId"
        params={{ runId: run.id }}
        search={{}}
        className="grid grid-cols-[104px_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 outline-offset-[-2px] transition-colors hover:bg-hover md:grid-cols-[104px_minmax(0,1fr)_168px_72px_84px]"
      >
        <StatusBadge status={statusOfRun(run)} />
        <span className="truncate font-medium" title={run.title}>
          {run.title}
        </span>
        <span className="hidden items-center gap-3 md:flex">
          <ProgressBar label={`Progress of ${run.title}`} {...progress} />
          <span className="tabular shrink-0 text-muted text-sm">
            {progress.done}/{progress.total}
          </span>
        </span>
        <span className="hidden text-right text-muted text-sm md:block">
          {isRunOver(run.status) && run.endedAt === null ? (
            '–'
          ) : (
            <Elapsed from={run.createdAt} to={run.endedAt} />
          )}
        </span>
        <span className="text-right text-muted text-sm">
          <Ago at={run.createdAt} />
        </span>
      </Link>
    </li>
  )
}

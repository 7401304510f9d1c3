import { Link } from '@tanstack/react-router'
import { CircleDashed } from 'lucide-react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { progressOf } from '../../entities/runs/progress.ts'
import { EmptyNote } from '../../ui/notes.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { Ago, Elapsed } from '../../ui/text/time.tsx'
import { Section } from './section.tsx'

/** The newest runs, with a link to all runs. */
export function RecentRuns({ runs }: { runs: readonly RunView[] }) {
  const { home: say } = words
  return (
    <Section title={say.recent} link={<Link to="/runs">{say.allRuns}</Link>}>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {runs.length > 0 ? (
          <ul>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
        ) : (
          <EmptyNote icon={CircleDashed} title={say.nothingRan}>
            {say.nothingRanAbout}
          </EmptyNote>
        )}
      </div>
    </Section>
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
        className="grid grid-cols-[104px_minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2.5 outline-offset-[-2px] transition-colors hover:bg-hover max-[420px]:grid-cols-[minmax(0,1fr)_auto] max-[420px]:gap-y-1 md:grid-cols-[104px_minmax(0,1fr)_190px_84px_84px]"
      >
        <StatusBadge status={statusOfRun(run)} />
        <span
          className="flex min-w-0 items-center gap-2 font-medium max-[420px]:order-last max-[420px]:col-span-2"
          title={run.title}
        >
          <span className="truncate">{run.title}</span>
          {run.isSimulated && <SimulationMark />}
        </span>
        <span className="hidden items-center gap-3 md:flex">
          <ProgressBar label={words.runs.progressOf(run.title)} {...progress} />
          <span className="tabular w-[9ch] shrink-0 text-end text-muted text-sm">
            {progress.done}/{progress.total}
          </span>
        </span>
        <span className="hidden text-end text-muted text-sm md:block">
          {(!isRunOver(run.status) || run.endedAt !== null) && (
            <Elapsed from={run.createdAt} to={run.endedAt} />
          )}
        </span>
        <span className="text-end text-muted text-sm">
          <Ago at={run.createdAt} />
        </span>
      </Link>
    </li>
  )
}

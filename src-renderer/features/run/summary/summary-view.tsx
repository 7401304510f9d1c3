import type { ReactNode } from 'react'
import type { RunView } from '#shared/model/runs/run.ts'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { Unfinished, useGoalOutcome } from '../goal/goal-outcome.tsx'
import { GapList } from '../strips/gap-list.tsx'
import { FirstFailure } from './first-failure.tsx'
import { GateList } from './gate-list.tsx'
import { MadeFiles } from './made-files.tsx'
import { AgentTable, PhaseTable } from './share-tables.tsx'
import { SlowestTasks } from './slowest-tasks.tsx'
import { SummaryTiles } from './summary-tiles.tsx'
import { useSummary } from './use-summary.ts'

interface SummaryViewProps {
  readonly run: RunView
  readonly onSelect: (taskKey: string) => void
  readonly onFile: (name: string | null) => void
  readonly onPath: () => void
}

const says = words.run.summary

/** What the run came to: for whoever was not there. */
export function SummaryView({ run, onSelect, onFile, onPath }: SummaryViewProps) {
  const { data: summary, error, refetch } = useSummary(run.id)
  const outcome = useGoalOutcome(run)
  if (error !== null) {
    return (
      <div className="p-6">
        <FailureNote error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  if (summary === undefined) {
    return (
      <div className="p-6">
        <Skeleton lines={6} />
      </div>
    )
  }
  return (
    <section
      aria-label={says.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
      tabIndex={0}
      className="@container h-full overflow-auto px-4 py-5 outline-offset-[-2px] sm:px-6"
    >
      <div className="mx-auto flex max-w-6xl flex-col gap-6">
        {summary.to === null && <p className="text-muted">{says.soFar}</p>}
        <SummaryTiles run={run} summary={summary} />
        {summary.gaps.length > 0 && (
          <Part title={words.run.gaps.label}>
            <GapList
              gaps={summary.gaps}
              more={(summary.gapCount ?? 0) - summary.gaps.length}
              {...{ onSelect, onFile }}
            />
          </Part>
        )}
        {outcome !== undefined && run.goal !== null && (
          <Part title={says.goal}>
            <p>{outcome.summary}</p>
            <Unfinished outcome={outcome} />
          </Part>
        )}
        <div className="grid @3xl:grid-cols-2 grid-cols-1 items-start gap-6">
          <Part title={says.firstFailure}>
            <FirstFailure failure={summary.firstFailure} onSelect={onSelect} />
          </Part>
          <Part title={says.slowest}>
            <SlowestTasks runId={run.id} onSelect={onSelect} onPath={onPath} />
          </Part>
        </div>
        {summary.byPhase.length > 0 && (
          <Part title={says.byPhase}>
            <PhaseTable shares={summary.byPhase} />
          </Part>
        )}
        {summary.byAgent.length > 0 && (
          <Part title={says.byAgent}>
            <AgentTable shares={summary.byAgent} />
          </Part>
        )}
        <div className="grid @3xl:grid-cols-2 grid-cols-1 items-start gap-6">
          <Part title={says.gates}>
            <GateList gates={summary.gates} at={summary.at} onSelect={onSelect} />
          </Part>
          <Part title={says.files}>
            <MadeFiles run={run} onFile={onFile} />
          </Part>
        </div>
      </div>
    </section>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  )
}

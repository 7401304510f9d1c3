import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { BookOpenText, ChartGantt, Files, Rows3, ScrollText, Signpost, Workflow } from 'lucide-react'
import { useMemo } from 'react'
import { isRunOver, type RunView } from '#shared/model/run.ts'
import { useLedger } from '../../stores/ledger-context.tsx'
import { useRun } from '../../stores/run-context.tsx'
import { plural } from '../../ui/format.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { StatusName } from '../../ui/status-looks.ts'
import { Ago, Elapsed } from '../../ui/time.tsx'
import { words } from '../../words/words.ts'
import { GoalLine } from './goal-line.tsx'
import { countLeaves } from './leaves.ts'
import { RunControls } from './run-controls.tsx'
import type { RunTab } from './run-search.ts'

interface RunHeaderProps {
  readonly run: RunView
  readonly status: StatusName
  readonly tab: RunTab
  readonly onTab: (tab: RunTab) => void
}

const { views: said } = words.run
const views = [
  { value: 'graph', label: said.graph, icon: Workflow },
  { value: 'timeline', label: said.timeline, icon: ChartGantt },
  { value: 'list', label: said.list, icon: Rows3 },
  { value: 'log', label: said.log, icon: ScrollText },
  { value: 'files', label: said.files, icon: Files },
] as const
const decisionsView = { value: 'decisions', label: said.decisions, icon: Signpost } as const

export function RunHeader({ run, status, tab, onTab }: RunHeaderProps) {
  const { length: count } = useLedger().decisions
  return (
    <header className="shrink-0 border-line border-b bg-surface px-6 pt-4 pb-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
          <Link to="/runs" search={{}} className="shrink-0 text-lg text-muted hover:text-ink">
            Runs
          </Link>
          <span aria-hidden className="text-faint text-lg">
            /
          </span>
          <h1
            className={clsx(
              'font-semibold text-xl',
              run.goal === null ? 'truncate' : 'line-clamp-3 break-words',
            )}
            title={run.title}
          >
            {run.title}
          </h1>
          <StatusBadge status={status} isPill />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {/* First, so that nothing moves under the pointer when it changes. */}
          <RunControls run={run} />
          {/* On a narrow screen in a line of its own, below what can be done. */}
          <span className="max-w-full overflow-x-auto max-xl:order-last">
            <Segmented
              label={said.label}
              value={tab}
              onChoose={onTab}
              choices={run.goal === null ? views : [...views, { ...decisionsView, count }]}
            />
          </span>
          {run.buildLogId !== null && (
            <Link
              to="/log/$memoryId"
              params={{ memoryId: run.buildLogId }}
              className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-3 font-medium transition-colors hover:bg-hover"
            >
              <BookOpenText size={14} aria-hidden />
              Build log
            </Link>
          )}
        </div>
      </div>
      {run.goal !== null && <GoalLine run={run} goal={run.goal} />}
      <RunProgress run={run} />
    </header>
  )
}

function RunProgress({ run }: { run: RunView }) {
  const { taskCount: total, counts } = run
  const { done = 0 } = counts
  const tasks = useRun((state) => state.tasks)
  const { running, failed } = useMemo(() => countLeaves(tasks), [tasks])
  const over = run.endedAt === null && isRunOver(run.status) ? run.createdAt : run.endedAt
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2 text-muted">
      <div className="flex min-w-48 max-w-96 flex-1 items-center gap-3">
        <ProgressBar
          label="Progress of the run"
          total={total}
          done={done}
          failed={failed}
          running={running}
        />
        <span className="tabular shrink-0 font-medium text-ink">
          {done}/{total}
        </span>
      </div>
      {running > 0 && <span className="text-running">{running} running</span>}
      {failed > 0 && <span className="text-failed">{failed} failed</span>}
      <span>
        <Elapsed from={run.createdAt} to={over} />
      </span>
      <span className="hidden md:inline">
        Started <Ago at={run.createdAt} />
      </span>
      <span className="hidden lg:inline">{plural(run.parallelLimit, 'task')} at once</span>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import {
  BookOpenText,
  ChartGantt,
  ClipboardList,
  Files,
  type LucideIcon,
  Rows3,
  ScrollText,
  Signpost,
  Workflow,
} from 'lucide-react'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useLedger } from '../../../stores/ledger-context.tsx'
import { ButtonLink } from '../../../ui/controls/button-link.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { SimulationMark } from '../../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { StatusName } from '../../../ui/status-looks.ts'
import { GoalLine } from '../goal/goal-line.tsx'
import { type RunTab, tabsOf } from '../run-search.ts'
import { RunControls } from './run-controls.tsx'
import { RunNumbers } from './run-numbers.tsx'

const says = words.run.header

/** Title, progress and actions of the run. */
export function RunHeader({ run, status }: { readonly run: RunView; readonly status: StatusName }) {
  return (
    <header className="shrink-0 bg-surface px-4 pt-3.5 pb-2.5 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-3">
          <Link to="/runs" search={{}} className="shrink-0 text-lg text-muted hover:text-ink max-lg:hidden">
            {says.runs}
          </Link>
          <span aria-hidden className="text-faint text-lg max-lg:hidden">
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
          {run.isSimulated && <SimulationMark />}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {/* First in the row, so that no other button moves under the pointer when the controls change. */}
          <RunControls run={run} />
          {run.buildLogId !== null && (
            <ButtonLink to="/log/$memoryId" params={{ memoryId: run.buildLogId }} icon={BookOpenText}>
              {says.buildLog}
            </ButtonLink>
          )}
        </div>
      </div>
      {run.goal !== null && <GoalLine run={run} goal={run.goal} />}
      <RunNumbers run={run} />
    </header>
  )
}

const icons: Record<RunTab, LucideIcon> = {
  graph: Workflow,
  timeline: ChartGantt,
  list: Rows3,
  log: ScrollText,
  files: Files,
  summary: ClipboardList,
  decisions: Signpost,
}

/** The views of the run. */
export function RunTabs({ run, tab, onTab }: { run: RunView; tab: RunTab; onTab: (tab: RunTab) => void }) {
  const { length: count } = useLedger().decisions
  return (
    <span className="max-w-full overflow-x-auto">
      <Segmented
        label={words.run.views.label}
        value={tab}
        onChoose={onTab}
        choices={tabsOf(run).map((value) => ({
          ...{ value, label: words.run.views[value], icon: icons[value] },
          ...(value === 'decisions' && { count }),
        }))}
      />
    </span>
  )
}

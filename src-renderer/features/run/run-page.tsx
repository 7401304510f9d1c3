import { Link } from '@tanstack/react-router'
import { useStore } from 'zustand'
import { isRunOver, type RunView } from '#shared/model/run.ts'
import { LedgerProvider } from '../../stores/ledger-context.tsx'
import { RunProvider } from '../../stores/run-context.tsx'
import type { RunState } from '../../stores/run-store.ts'
import { Guarded } from '../../ui/guarded.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { lookOf, type StatusName } from '../../ui/status-looks.ts'
import { useTitle } from '../../ui/use-title.ts'
import { useDecisions } from './decisions/use-decisions.ts'
import { statusOfKnownRun } from './leaves.ts'
import { RunHeader } from './run-header.tsx'
import type { RunSearch, RunTab } from './run-search.ts'
import { RunViews } from './run-views.tsx'
import { Strips } from './strips.tsx'
import { TaskPanel } from './task-panel.tsx'
import { useRunStream } from './use-run-stream.ts'

interface RunPageProps {
  readonly runId: string
  readonly search: RunSearch
  readonly onSearch: (change: RunSearch) => void
}

export function RunPage({ runId, search, onSearch }: RunPageProps) {
  const { store, error } = useRunStream(runId)
  const run = useStore(store, (state) => state.run)
  const ledger = useDecisions(runId, run !== null && run.goal !== null)
  const title = useStore(store, titleOf)
  const status = useStore(store, statusIn)
  useTitle(title)
  if (error !== null) return <MissingRun error={error} />
  if (run === null || status === null) {
    return (
      <div className="p-6">
        <Skeleton lines={5} />
      </div>
    )
  }
  const { task: selected, panel = 'overview', decision, file = null } = search
  const tab = tabOf(run, search)
  const { file: _, ...without } = search
  const onFile = (name: string | null) => onSearch(name === null ? without : { ...search, file: name })
  const isFileOfTask = selected !== undefined && panel === 'files'
  return (
    <RunProvider value={store}>
      <LedgerProvider value={ledger}>
        <div className="flex h-full min-h-0 flex-col">
          <RunHeader
            run={run}
            status={status}
            tab={tab}
            onTab={(value) => onSearch({ ...without, tab: value })}
          />
          <Strips run={run} onSelect={(key) => onSearch({ ...search, task: key, panel: 'overview' })} />
          <div className="relative flex min-h-0 flex-1">
            <div className="min-w-0 flex-1">
              <Guarded of={`${runId} ${tab}`}>
                <RunViews
                  run={run}
                  tab={tab}
                  selected={selected ?? null}
                  decision={decision ?? null}
                  file={isFileOfTask ? null : file}
                  onFile={onFile}
                  onSelect={(key) => onSearch(key === null ? { tab } : { ...search, task: key })}
                  onSelectFrom={(number, key) => onSearch({ tab: 'graph', task: key, decision: number })}
                />
              </Guarded>
            </div>
            {selected !== undefined && (
              <Guarded of={`${runId} ${selected}`}>
                <TaskPanel
                  runId={runId}
                  taskKey={selected}
                  panel={panel}
                  file={isFileOfTask ? file : null}
                  onFile={(name) =>
                    onSearch({ ...without, panel: 'files', ...(name !== null && { file: name }) })
                  }
                  onPanel={(value) => onSearch({ ...without, panel: value })}
                  onSelect={(key) => onSearch({ ...without, task: key })}
                  onDecision={(number) => onSearch({ tab: 'decisions', decision: number })}
                  onClose={() => onSearch({ tab })}
                />
              </Guarded>
            )}
          </div>
          <div aria-live="polite" className="sr-only">
            {isRunOver(run.status) ? `${run.title}: ${lookOf(status).word}` : ''}
          </div>
        </div>
      </LedgerProvider>
    </RunProvider>
  )
}

/** An address can name a view that this run has not. */
const tabOf = ({ goal }: RunView, { tab = 'graph' }: RunSearch): RunTab =>
  tab === 'decisions' && goal === null ? 'graph' : tab

/** `Onboarding — running 3/5`: readable in a tab that is not on top. */
function titleOf(state: RunState): string {
  const { run } = state
  const status = statusIn(state)
  if (run === null || status === null) return 'Run'
  const word = lookOf(status).word.toLowerCase()
  if (isRunOver(run.status)) return `${run.title} — ${word}`
  return `${run.title} — ${word} ${run.counts.done ?? 0}/${run.taskCount}`
}

const statusIn = ({ run, tasks }: RunState): StatusName | null =>
  run === null ? null : statusOfKnownRun(run, tasks)

function MissingRun({ error }: { error: unknown }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 p-6">
      <FailureNote error={error} />
      <Link to="/" search={{}} className="font-medium text-accent hover:underline">
        See all runs
      </Link>
    </div>
  )
}

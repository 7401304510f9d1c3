import { Link } from '@tanstack/react-router'
import { useStore } from 'zustand'
import { isRunOver } from '#shared/model/run.ts'
import { RunProvider } from '../../stores/run-context.tsx'
import type { RunState } from '../../stores/run-store.ts'
import { Guarded } from '../../ui/guarded.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { lookOf, statusOfRun } from '../../ui/status-looks.ts'
import { useTitle } from '../../ui/use-title.ts'
import { RunHeader } from './run-header.tsx'
import type { RunSearch } from './run-search.ts'
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
  const title = useStore(store, titleOf)
  useTitle(title)
  if (error !== null) return <MissingRun error={error} />
  if (run === null) {
    return (
      <div className="p-6">
        <Skeleton lines={5} />
      </div>
    )
  }
  const { task: selected, tab = 'graph', panel = 'overview' } = search
  return (
    <RunProvider value={store}>
      <div className="flex h-full min-h-0 flex-col">
        <RunHeader run={run} tab={tab} onTab={(value) => onSearch({ ...search, tab: value })} />
        <Strips run={run} onSelect={(key) => onSearch({ ...search, task: key, panel: 'overview' })} />
        <div className="relative flex min-h-0 flex-1">
          <div className="min-w-0 flex-1">
            <Guarded of={`${runId} ${tab}`}>
              <RunViews
                run={run}
                tab={tab}
                selected={selected ?? null}
                onSelect={(key) => onSearch(key === null ? { tab } : { ...search, task: key })}
              />
            </Guarded>
          </div>
          {selected !== undefined && (
            <Guarded of={`${runId} ${selected}`}>
              <TaskPanel
                runId={runId}
                taskKey={selected}
                panel={panel}
                onPanel={(value) => onSearch({ ...search, panel: value })}
                onSelect={(key) => onSearch({ ...search, task: key })}
                onClose={() => onSearch({ tab })}
              />
            </Guarded>
          )}
        </div>
        <div aria-live="polite" className="sr-only">
          {isRunOver(run.status) ? `${run.title}: ${lookOf(statusOfRun(run)).word}` : ''}
        </div>
      </div>
    </RunProvider>
  )
}

/** `Onboarding — running 3/5`: readable in a tab that is not on top. */
function titleOf({ run }: RunState): string {
  if (run === null) return 'Run'
  const word = lookOf(statusOfRun(run)).word.toLowerCase()
  if (isRunOver(run.status)) return `${run.title} — ${word}`
  return `${run.title} — ${word} ${run.counts.done ?? 0}/${run.taskCount}`
}

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

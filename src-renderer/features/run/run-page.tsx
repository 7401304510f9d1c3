import { Link } from '@tanstack/react-router'
import { useStore } from 'zustand'
import { isRunOver } from '#shared/model/runs/run.ts'
import { progressOf } from '../../entities/runs/progress.ts'
import { useWorkerAhead } from '../../graph/layout/worker-draughtsman.ts'
import { LedgerProvider } from '../../stores/ledger-context.tsx'
import { RunProvider } from '../../stores/run-context.tsx'
import type { RunState } from '../../stores/run-store.ts'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { lookOf, type StatusName, statusOfRun } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'
import { useDecisions } from './decisions/use-decisions.ts'
import { RunScreen } from './run-screen.tsx'
import type { RunSearch } from './run-search.ts'
import { useRunStream } from './use-run-stream.ts'

const says = words.run.header

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
  useWorkerAhead()
  if (error !== null) return <MissingRun error={error} />
  if (run === null || status === null) {
    return (
      <div className="p-6">
        <Skeleton lines={5} />
      </div>
    )
  }
  return (
    <RunProvider value={store}>
      <LedgerProvider value={ledger}>
        <RunScreen run={run} status={status} search={search} onSearch={onSearch} />
      </LedgerProvider>
    </RunProvider>
  )
}

/** `Onboarding — running 3/5`: readable in a tab that is not on top. */
function titleOf(state: RunState): string {
  const { run } = state
  const status = statusIn(state)
  if (run === null || status === null) return says.page
  const word = lookOf(status).word.toLowerCase()
  if (isRunOver(run.status)) return says.title(run.title, word)
  const { done, total } = progressOf(run)
  return says.titleGoing(run.title, word, done, total)
}

const statusIn = ({ run }: RunState): StatusName | null => (run === null ? null : statusOfRun(run))

function MissingRun({ error }: { error: unknown }) {
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 p-6">
      <h1 className="sr-only">{says.page}</h1>
      <FailureNote error={error} />
      <Link to="/runs" search={{}} className="w-fit font-medium text-accent leading-6 hover:underline">
        {says.seeAll}
      </Link>
    </div>
  )
}

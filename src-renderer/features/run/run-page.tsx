import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { isRunOver } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { progressOf } from '../../entities/runs/progress.ts'
import { useWorkerAhead } from '../../graph/layout/layout-in-worker.ts'
import { useRpc } from '../../rpc/context.tsx'
import { follow } from '../../rpc/follow.ts'
import { type Ledger, LedgerProvider } from '../../stores/ledger-context.tsx'
import { appendPages, emptyLedger } from '../../stores/ledger-store.ts'
import { RunProvider } from '../../stores/run-context.tsx'
import { applyChanges, createRunStore, type RunState, type RunStore } from '../../stores/run-store.ts'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { lookOf, type StatusName, statusOfRun } from '../../ui/status-looks.ts'
import { RunScreen } from './run-screen.tsx'
import type { RunSearch } from './run-search.ts'

const says = words.run.header

interface RunPageProps extends AddressProps<RunSearch> {
  readonly runId: string
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

/** Title such as `Onboarding — running 3/5`, so that a background browser tab shows the progress. */
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

/** Live state of a run while it is on screen; `error` if the server does not know the run. */
function useRunStream(runId: string): { store: RunStore; error: unknown } {
  const { client } = useRpc()
  const store = useMemo(() => createRunStore(runId), [runId])
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const watching = new AbortController()
    setError(null)
    void follow({
      after: store.getState().seq,
      signal: watching.signal,
      open: (after, signal) => client.runs.watch({ runId, after }, { signal }),
      seqOf: ({ seq }) => seq,
      onItems: (changes) => store.setState((state) => applyChanges(state, changes)),
      onRefused: setError,
    })
    return () => watching.abort()
  }, [client, runId, store])
  return { store, error }
}

/** The decisions of a run: stored ones, then new ones. Empty for a run without a goal. */
function useDecisions(runId: string, isGoal: boolean): Ledger {
  const { client } = useRpc()
  const [state, setState] = useState(emptyLedger)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    setState(emptyLedger)
    setError(null)
    if (!isGoal) return
    const watching = new AbortController()
    void follow({
      after: 0,
      signal: watching.signal,
      open: (after, signal) => client.goals.watchDecisions({ runId, after }, { signal }),
      seqOf: ({ through }) => through,
      onItems: (pages) => setState((known) => appendPages(known, pages)),
      onRefused: setError,
    })
    return () => watching.abort()
  }, [client, runId, isGoal])
  return useMemo(() => ({ ...state, error }), [state, error])
}

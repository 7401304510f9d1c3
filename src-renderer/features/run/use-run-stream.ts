import { useEffect, useMemo, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { follow } from '../../rpc/follow.ts'
import { applyChanges, createRunStore, type RunStore } from '../../stores/run-store.ts'

/** The live copy of a run, for as long as it is on screen; `error` when the server has no such run. */
export function useRunStream(runId: string): { store: RunStore; error: unknown } {
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

import { useEffect, useMemo, useState } from 'react'
import { useRpc } from '../../../rpc/context.tsx'
import { follow } from '../../../rpc/follow.ts'
import type { Ledger } from '../../../stores/ledger-context.tsx'
import { appendPages, emptyLedger } from '../../../stores/ledger-store.ts'

/** The ledger of a run: what there is, then as it comes. Of a run that is no goal nothing is asked. */
export function useDecisions(runId: string, isGoal: boolean): Ledger {
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

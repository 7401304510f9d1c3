import { useEffect, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { follow } from '../../rpc/follow.ts'
import { appendLines, emptyLog, type LogState, numberLines } from '../../stores/log-store.ts'

/** The log of a task: what there is, then as it comes. */
export function useTaskLog(runId: string, taskKey: string): { log: LogState; error: unknown } {
  const { client } = useRpc()
  const [log, setLog] = useState(emptyLog)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const watching = new AbortController()
    setLog(emptyLog)
    setError(null)
    void follow({
      after: 0,
      signal: watching.signal,
      open: async (after, signal) =>
        numberLines(await client.runs.watchLog({ runId, taskKey, after }, { signal })),
      // Lines written together share a seq: only the one before the newest is surely complete.
      seqOf: ({ seq }) => seq - 1,
      onItems: (lines) => setLog((state) => appendLines(state, lines)),
      onRefused: setError,
    })
    return () => watching.abort()
  }, [client, runId, taskKey])
  return { log, error }
}

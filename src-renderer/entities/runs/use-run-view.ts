import { useQuery } from '@tanstack/react-query'
import type { RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../rpc/context.tsx'

/** A run without its tasks, however old it is; undefined: not read yet, or there is none. */
export function useRunView(runId: string | null): RunView | undefined {
  const { orpc } = useRpc()
  const found = useQuery(
    orpc.runs.find.queryOptions({
      input: { filter: { id: runId === null ? [] : [runId] }, limit: 1 },
      enabled: runId !== null,
    }),
  )
  return found.data?.[0]
}

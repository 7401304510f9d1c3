import { useQuery } from '@tanstack/react-query'
import type { RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../rpc/context.tsx'

/** A run without its tasks, regardless of age; undefined while loading or if it does not exist. */
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

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'

/** Files of a task, or of the whole run (null). */
export function useFiles(runId: string, taskKey: string | null) {
  const { orpc } = useRpc()
  return useQuery(
    orpc.runs.listArtifacts.queryOptions({
      input: { runId, ...(taskKey !== null && { taskKey }) },
      placeholderData: keepPreviousData,
    }),
  )
}

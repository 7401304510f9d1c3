import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'

interface Wanted {
  readonly runId: string
  /** Null: of the whole run. */
  readonly taskKey: string | null
  /** How far it has come: files are looked for again when that is another point. */
  readonly point: string
}

export function useFiles({ runId, taskKey, point }: Wanted) {
  const { orpc } = useRpc()
  return useQuery(
    orpc.runs.listArtifacts.queryOptions({
      input: { runId, ...(taskKey !== null && { taskKey }) },
      queryKey: ['files', runId, taskKey, point],
      placeholderData: keepPreviousData,
    }),
  )
}

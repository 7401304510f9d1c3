import { useQuery } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'

const meta = { atMostEveryMs: 2000 }

/** What the run came to. */
export function useSummary(runId: string) {
  const { orpc } = useRpc()
  return useQuery(orpc.runs.getSummary.queryOptions({ input: { runId }, meta }))
}

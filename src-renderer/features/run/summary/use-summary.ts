import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { useCoarse } from '../use-coarse.ts'

const readAgainMs = 2000

/** What the run came to, read again as it goes on. */
export function useSummary(runId: string) {
  const { client } = useRpc()
  const point = useCoarse(
    useRun(({ seq }) => seq),
    readAgainMs,
  )
  return useQuery({
    queryKey: ['summary of the run', runId, point],
    queryFn: ({ signal }) => client.runs.getSummary({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

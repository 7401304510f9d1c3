import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { useCoarse } from '../use-coarse.ts'

const readAgainMs = 800

/** What holds the tasks that wait, as the engine explains it; not asked of a run that is over. */
export function useWhy({ id: runId, status }: RunView, isWanted: boolean) {
  const { client } = useRpc()
  const point = useCoarse(
    useRun(({ seq }) => seq),
    readAgainMs,
  )
  return useQuery({
    queryKey: ['why', runId, point],
    queryFn: ({ signal }) => client.insight.explainRun({ runId }, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWanted && !isRunOver(status),
  })
}

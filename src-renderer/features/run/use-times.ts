import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isRunOver } from '#shared/model/runs/run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useRun } from '../../stores/run-context.tsx'
import { useCoarse } from './use-coarse.ts'

const readAgainMs = 1500

/** How far the run has come, in steps that are read again for; its end at once, or what is over would still run for a while. */
function usePoint(stepMs = readAgainMs): number {
  const seq = useRun((state) => state.seq)
  const step = useCoarse(seq, stepMs)
  const isOver = useRun(({ run }) => run !== null && isRunOver(run.status))
  return isOver ? seq : step
}

/** When what happened in the run: read again as it goes on, at most every so often. */
export function useTimeline(runId: string) {
  const { client } = useRpc()
  const point = usePoint()
  return useQuery({
    // Not read again at every event of any run, as other lists are.
    queryKey: ['timeline', runId, point],
    queryFn: ({ signal }) => client.runs.getTimeline({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Of thousands of tasks it is not read as often: the answer is made of all of them. */
const progressAgainMs = (tasks: number): number => (tasks > 500 ? 4000 : 500)

/** How much of the work is done and how long the rest may take: in the header of every view. */
export function useProgress(runId: string) {
  const { client } = useRpc()
  const point = usePoint(progressAgainMs(useRun(({ tasks }) => tasks.size)))
  return useQuery({
    queryKey: ['progress of the run', runId, point],
    queryFn: ({ signal }) => client.runs.getProgress({ runId }, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** The tasks that set when the run is over; not read before it is asked for. */
export function useCriticalPath(runId: string, isWanted = true) {
  const { client } = useRpc()
  const point = usePoint()
  return useQuery({
    queryKey: ['critical path', runId, point],
    queryFn: ({ signal }) => client.runs.getCriticalPath({ runId }, { signal }),
    placeholderData: keepPreviousData,
    enabled: isWanted,
  })
}

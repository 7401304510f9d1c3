import { useQuery } from '@tanstack/react-query'
import { useRpc } from '../../rpc/context.tsx'
import { useRun } from '../../stores/run-context.tsx'

const timesAgainMs = 1500

/** When what happened in the run. */
export function useTimeline(runId: string) {
  const { orpc } = useRpc()
  const meta = { atMostEveryMs: timesAgainMs }
  return useQuery(orpc.runs.getTimeline.queryOptions({ input: { runId }, meta }))
}

/** Of thousands of tasks it is not read as often: the answer is made of all of them. */
const progressAgainMs = (tasks: number): number => (tasks > 500 ? 4000 : 500)

/** How much of the work is done and how long the rest may take: in the header of every view. */
export function useProgress(runId: string) {
  const { orpc } = useRpc()
  const meta = { atMostEveryMs: progressAgainMs(useRun(({ tasks }) => tasks.size)) }
  return useQuery(orpc.runs.getProgress.queryOptions({ input: { runId }, meta }))
}

/** The tasks that set when the run is over; not read before it is asked for. */
export function useCriticalPath(runId: string, isWanted = true) {
  const { orpc } = useRpc()
  const meta = { atMostEveryMs: timesAgainMs }
  return useQuery(orpc.runs.getCriticalPath.queryOptions({ input: { runId }, meta, enabled: isWanted }))
}

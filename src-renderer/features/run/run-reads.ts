import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { useRun } from '../../stores/run-context.tsx'

const timesAgain = { atMostEveryMs: 1500 }

/** Start and end of each attempt and wait in the run. */
export const useTimeline = (runId: string) =>
  useQuery(useRpc().orpc.runs.getTimeline.queryOptions({ input: { runId }, meta: timesAgain }))

/** Finished share of the work and the remaining time, for the header of every view. */
export function useProgress(runId: string) {
  // In milliseconds. The engine computes progress from all tasks, so large runs refetch less often.
  const atMostEveryMs = useRun(({ tasks }) => (tasks.size > 500 ? 4000 : 500))
  return useQuery(useRpc().orpc.runs.getProgress.queryOptions({ input: { runId }, meta: { atMostEveryMs } }))
}

/** Tasks on the critical path. Not fetched unless `isWanted`. */
export const useCriticalPath = (runId: string, isWanted = true) =>
  useQuery(
    useRpc().orpc.runs.getCriticalPath.queryOptions({
      input: { runId },
      meta: timesAgain,
      enabled: isWanted,
    }),
  )

export const useSummary = (runId: string) =>
  useQuery(useRpc().orpc.runs.getSummary.queryOptions({ input: { runId }, meta: { atMostEveryMs: 2000 } }))

/** Root causes of the waiting tasks, explained by the engine. Not fetched for an ended run. */
export const useWhy = ({ id: runId, status }: RunView, isWanted: boolean) =>
  useQuery(
    useRpc().orpc.insight.explainRun.queryOptions({
      input: { runId },
      meta: { atMostEveryMs: 800 },
      enabled: isWanted && !isRunOver(status),
    }),
  )

/** Files of a task, or of the entire run (null). */
export const useFiles = (runId: string, taskKey: string | null) =>
  useQuery(
    useRpc().orpc.runs.listArtifacts.queryOptions({
      input: { runId, ...(taskKey !== null && { taskKey }) },
      placeholderData: keepPreviousData,
    }),
  )

import { useQuery } from '@tanstack/react-query'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../../rpc/context.tsx'

const meta = { atMostEveryMs: 800 }

/** What holds the tasks that wait, as the engine explains it; not asked of a run that is over. */
export function useWhy({ id: runId, status }: RunView, isWanted: boolean) {
  const { orpc } = useRpc()
  const enabled = isWanted && !isRunOver(status)
  return useQuery(orpc.insight.explainRun.queryOptions({ input: { runId }, meta, enabled }))
}

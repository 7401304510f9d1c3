import { useQuery } from '@tanstack/react-query'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import type { TaskView } from '#shared/model/task.ts'
import { useRpc } from '../../../rpc/context.tsx'

/** What is known of a task beyond what the run tells. */
export function useTaskDetail(runId: string, task: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: task.key }
  return useQuery(
    orpc.runs.getTask.queryOptions({
      input,
      placeholderData: (previous) => (isOfTask(previous, runId, task.key) ? previous : undefined),
    }),
  )
}

const isOfTask = (detail: TaskDetail | undefined, runId: string, key: string): boolean =>
  detail?.task.runId === runId && detail.task.key === key

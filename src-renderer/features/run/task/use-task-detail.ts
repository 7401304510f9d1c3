import { useQuery } from '@tanstack/react-query'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import type { TaskView } from '#shared/model/task.ts'
import { useRpc } from '../../../rpc/context.tsx'

/** Read again when the task has come to another point, not at every step of its progress. */
export function useTaskDetail(runId: string, task: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: task.key }
  const point = `${task.status} ${task.attempts} ${task.approvalId ?? ''} ${task.agentId ?? ''} ${task.pin ?? ''}`
  return useQuery(
    orpc.runs.getTask.queryOptions({
      input,
      queryKey: [...orpc.runs.getTask.queryKey({ input }), point],
      placeholderData: (previous) => (isOfTask(previous, runId, task.key) ? previous : undefined),
    }),
  )
}

const isOfTask = (detail: TaskDetail | undefined, runId: string, key: string): boolean =>
  detail?.task.runId === runId && detail.task.key === key

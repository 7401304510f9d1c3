import { isRunOver } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { useRun } from '../../stores/run-context.tsx'

/** Whether a task can still be changed: neither it nor its run is over, or about to be. */
export function useIsOpen(task: TaskView): boolean {
  const run = useRun((state) => state.run)
  return run !== null && run.status !== 'stopping' && !isRunOver(run.status) && !isTerminal(task.status)
}

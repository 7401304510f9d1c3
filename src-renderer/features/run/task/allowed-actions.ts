import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { useRun } from '../../../stores/run-context.tsx'

type Over = Pick<RunView, 'status' | 'goal' | 'workspace'>

/** True if part of the run can be repeated in a new run that reuses the other results. */
export const canTakeOver = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace === 'folder'

/** True if the run can only be repeated completely: its tasks build on worktrees that a new run does not have. */
export const isWholeOnly = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace !== 'folder'

/** True before the task has started. A started task stays with its agent. */
export const canAssign = ({ kind, status }: TaskView): boolean =>
  kind === 'task' && (status === 'blocked' || status === 'todo' || status === 'awaiting_approval')

/** True if a task can still be changed: neither the task nor its run has ended, and the run is not stopping. */
export function useIsOpen(task: TaskView): boolean {
  const run = useRun((state) => state.run)
  return run !== null && run.status !== 'stopping' && !isRunOver(run.status) && !isTerminal(task.status)
}

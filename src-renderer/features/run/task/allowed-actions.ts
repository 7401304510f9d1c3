import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { useRun } from '../../../stores/run-context.tsx'

type Over = Pick<RunView, 'status' | 'goal' | 'workspace'>

/** A part of it can be done again in a new run that takes over the rest. */
export const canTakeOver = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace === 'folder'

/** The tasks build on worktrees that a new run does not have, so the run can only be repeated as a whole. */
export const isWholeOnly = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace !== 'folder'

/** A started task stays with its agent. */
export const canAssign = ({ kind, status }: TaskView): boolean =>
  kind === 'task' && (status === 'blocked' || status === 'todo' || status === 'awaiting_approval')

/** Whether a task can still be changed: neither it nor its run is over, or about to be. */
export function useIsOpen(task: TaskView): boolean {
  const run = useRun((state) => state.run)
  return run !== null && run.status !== 'stopping' && !isRunOver(run.status) && !isTerminal(task.status)
}

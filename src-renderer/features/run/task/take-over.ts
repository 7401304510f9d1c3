import { isRunOver, type RunView } from '#shared/model/runs/run.ts'

type Over = Pick<RunView, 'status' | 'goal' | 'workspace'>

/** A part of it can be done again in a new run that takes over the rest. */
export const canTakeOver = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace === 'folder'

/** What its tasks built on is in worktrees that a new run has not: only all of it can be done again. */
export const isWholeOnly = (run: Over): boolean =>
  isRunOver(run.status) && run.goal === null && run.workspace !== 'folder'

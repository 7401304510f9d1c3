import type { AttemptStatus } from '#shared/model/runs/attempt.ts'
import { isTerminal, type TaskStatus } from '#shared/model/task.ts'
import { noteJoining, requeue } from './run-state.ts'
import type { AttemptState, RunState, TaskState } from './state.ts'

/**
 * Legal task transitions. All others are refused; terminal statuses have none (E3). A group moves from `blocked` to
 * `in_progress` without an agent: the group is open while its children run.
 */
export const taskMoves: Record<TaskStatus, readonly TaskStatus[]> = {
  blocked: ['todo', 'awaiting_approval', 'in_progress', 'skipped', 'cancelled'],
  todo: ['in_progress', 'blocked', 'awaiting_approval', 'failed', 'cancelled'],
  awaiting_approval: ['todo', 'in_progress', 'done', 'failed', 'cancelled'],
  in_progress: ['done', 'failed', 'todo', 'awaiting_approval', 'awaiting_input', 'blocked', 'cancelled'],
  awaiting_input: ['todo', 'failed', 'cancelled'],
  done: [],
  failed: [],
  skipped: [],
  cancelled: [],
}

export const attemptMoves: Record<AttemptStatus, readonly AttemptStatus[]> = {
  running: ['stopping', 'done', 'failed', 'interrupted', 'cancelled', 'parked'],
  stopping: ['failed', 'cancelled'],
  done: [],
  failed: [],
  interrupted: [],
  cancelled: [],
  parked: [],
}

export const canMove = (from: TaskStatus, to: TaskStatus): boolean => taskMoves[from].includes(to)

/** Moves a task and updates the run's counts and queues. Throws on an illegal move, which is a bug in a rule. */
export function moveTask(run: RunState, task: TaskState, to: TaskStatus): void {
  if (!canMove(task.status, to)) {
    throw new Error(`Task ${task.definition.key} of ${run.id} cannot move from ${task.status} to ${to}`)
  }
  const wasReady = task.status === 'todo'
  run.counts[task.status] -= 1
  run.counts[to] += 1
  if (task.definition.kind === 'group') {
    run.groupCounts[task.status] -= 1
    run.groupCounts[to] += 1
  }
  task.status = to
  if (wasReady || to === 'todo') requeue(run, task)
  noteJoining(run, task)
}

/**
 * Marks an unstarted task as done with the result of an earlier run. Bypasses `taskMoves`; throws if the task has
 * already started.
 */
export function enterDone(run: RunState, task: TaskState): void {
  if (task.status !== 'blocked' || task.attempts > 0 || task.definition.kind !== 'task') {
    throw new Error(`Task ${task.definition.key} of ${run.id} has already started and cannot reuse a result`)
  }
  run.counts.blocked -= 1
  run.counts.done += 1
  task.status = 'done'
  noteJoining(run, task)
}

/** Moves an attempt. Throws on an illegal move; an ended attempt never moves. */
export function moveAttempt(attempt: AttemptState, to: AttemptStatus): void {
  if (!attemptMoves[attempt.status].includes(to)) {
    throw new Error(`Attempt ${attempt.id} cannot move from ${attempt.status} to ${to}`)
  }
  attempt.status = to
}

/** Number of tasks in a non-terminal status. */
export const openTasks = (run: RunState): number =>
  run.tasks.size - (run.counts.done + run.counts.failed + run.counts.skipped + run.counts.cancelled)

export const isOpen = (task: TaskState): boolean => !isTerminal(task.status)

import type { Approval } from '#shared/model/approval.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { TaskView } from '#shared/model/task.ts'
import { findResult } from '../../engine/execution/attempt-context.ts'
import type { StoredTask } from '../../store/tables/tasks.ts'
import type { AppOptions } from '../options.ts'
import { findShown, taskView } from './views.ts'

/** A task with all data for an answer about it. */
export interface TaskReading {
  readonly row: StoredTask
  readonly view: TaskView
  readonly result: TaskResult | null
  /** Error message of a failed task's last attempt; null for other tasks, and for a failure without an attempt. */
  readonly failure: string | null
  /** The approval that holds the task, open or answered. */
  readonly approval: Approval | null
}

export function readTask(options: AppOptions, row: StoredTask): TaskReading {
  const { store } = options
  const { runId, definition, status } = row
  const last = status === 'failed' ? store.attempts.listOfTask(runId, definition.key).at(-1) : undefined
  return {
    row,
    view: taskView(options, row),
    result: findResult(store, row),
    failure: last?.failure?.message ?? null,
    approval: findShown(options, row.approvalId),
  }
}

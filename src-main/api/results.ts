import type { TaskResult } from '#shared/model/attempt.ts'
import type { StoredTask } from '../store/tasks.ts'
import type { Services } from './context.ts'

type Told = Pick<StoredTask, 'runId' | 'definition' | 'status' | 'result'>

/** What a task came to: what a person vouched for or its group gathered, else what its last attempt left. */
export const resultOf = (
  { store }: Pick<Services, 'store'>,
  { runId, definition, result }: Told,
): TaskResult | null => result ?? store.attempts.findResult(runId, definition.key)

/** What the last attempt of a failed task said; null for any other, and for one that failed without an attempt. */
export const failureTextOf = (
  { store }: Pick<Services, 'store'>,
  { runId, definition, status }: Omit<Told, 'result'>,
): string | null =>
  status === 'failed'
    ? (store.attempts.listOfTask(runId, definition.key).at(-1)?.failure?.message ?? null)
    : null

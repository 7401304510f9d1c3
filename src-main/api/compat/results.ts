import type { StoredTask } from '../../store/tables/tasks.ts'
import type { Services } from '../wire/context.ts'

/** What the last attempt of a failed task said; null for any other, and for one that failed without an attempt. */
export const failureTextOf = (
  { store }: Pick<Services, 'store'>,
  { runId, definition, status }: Pick<StoredTask, 'runId' | 'definition' | 'status'>,
): string | null =>
  status === 'failed'
    ? (store.attempts.listOfTask(runId, definition.key).at(-1)?.failure?.message ?? null)
    : null

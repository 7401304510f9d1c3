import type { AttemptView, Failure } from '#shared/model/runs/attempt.ts'

/** What the newest attempt was told of the one before it; null: there was none, or it did not fail. */
export const failureBefore = (attempts: readonly AttemptView[]): Failure | null =>
  attempts.at(-2)?.failure ?? null

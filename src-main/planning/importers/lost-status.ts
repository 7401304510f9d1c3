import type { Finding, Warnings } from './warnings.ts'

/** What a file says of a task that was begun or ended, and what becomes of it in a run. */
export interface LostStatus {
  readonly code: string
  readonly word: string
  /** Null: the plan keeps the status, so that nothing is lost. */
  readonly effect: string | null
}

export const lostStatuses = {
  done: { code: 'done_in_source', word: 'done', effect: null },
  cancelled: { code: 'cancelled_in_source', word: 'cancelled', effect: 'do that work all the same' },
  deferred: { code: 'deferred_in_source', word: 'deferred', effect: 'do that work all the same' },
  optional: { code: 'optional_in_source', word: 'optional', effect: 'do that work all the same' },
  started: { code: 'started_in_source', word: 'in progress', effect: 'begin that work anew' },
  inReview: { code: 'started_in_source', word: 'in review', effect: 'begin that work anew' },
  blocked: { code: 'blocked_in_source', word: 'blocked', effect: 'hold it for its dependencies only' },
} satisfies Record<string, LostStatus>

/** Says what becomes of the status of a task in a plan, once for all tasks that have it. */
export function noteLostStatus(
  { code, word, effect }: LostStatus,
  task: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  const end =
    effect === null
      ? 'a run starts with that work as done'
      : `a plan keeps no such status, so a run will ${effect}`
  const say = (who: string) => `The file marks ${who} as ${word}; ${end}.`
  warnings.sum({ code, about: word, ...task, say })
}

import type { Finding, Warnings } from './warnings.ts'

/** What a file says of a task that was begun or ended, and what becomes of it in a run. */
export interface LostStatus {
  readonly code: string
  readonly word: string
  readonly effect: string
}

export const lostStatuses = {
  done: { code: 'done_in_source', word: 'done', effect: 'do that work again' },
  cancelled: { code: 'cancelled_in_source', word: 'cancelled', effect: 'do that work all the same' },
  deferred: { code: 'deferred_in_source', word: 'deferred', effect: 'do that work all the same' },
  optional: { code: 'optional_in_source', word: 'optional', effect: 'do that work all the same' },
  started: { code: 'started_in_source', word: 'in progress', effect: 'begin that work anew' },
  inReview: { code: 'started_in_source', word: 'in review', effect: 'begin that work anew' },
  blocked: { code: 'blocked_in_source', word: 'blocked', effect: 'hold it for its dependencies only' },
} satisfies Record<string, LostStatus>

/** A plan has no statuses: says what is lost with that of a task, once for all that have it. */
export function noteLostStatus(
  { code, word, effect }: LostStatus,
  task: Pick<Finding, 'key' | 'where'>,
  warnings: Warnings,
): void {
  const say = (who: string) =>
    `The file marks ${who} as ${word}; a plan keeps no status, so a run will ${effect}.`
  warnings.sum({ code, about: word, ...task, say })
}

import type { Warnings } from './warnings.ts'

/** A status of the file that a plan, which keeps none, loses. */
export interface LostStatus {
  readonly code: string
  /** "The file marks task 3 as done" */
  readonly word: string
  /** "a run will do that work again" */
  readonly effect: string
}

export const lost = {
  done: { code: 'done_in_source', word: 'done', effect: 'do that work again' },
  cancelled: { code: 'cancelled_in_source', word: 'cancelled', effect: 'do that work all the same' },
  deferred: { code: 'deferred_in_source', word: 'deferred', effect: 'do that work all the same' },
  inProgress: { code: 'started_in_source', word: 'in progress', effect: 'begin that work anew' },
  inReview: { code: 'started_in_source', word: 'in review', effect: 'begin that work anew' },
  blocked: { code: 'blocked_in_source', word: 'blocked', effect: 'hold it for its dependencies only' },
} satisfies Record<string, LostStatus>

export function noteLost(
  { code, word, effect }: LostStatus,
  task: { readonly key: string; readonly where: string },
  warnings: Warnings,
): void {
  const say = (who: string) =>
    `The file marks ${who} as ${word}; a plan keeps no status, so a run will ${effect}.`
  warnings.sum({ code, about: word, key: task.key, where: task.where, say })
}

import type { DecisionPage } from '#shared/contract/goals.ts'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'

/** Decisions of a goal run received so far, ordered by number. */
export interface LedgerState {
  readonly decisions: readonly DecisionSummary[]
  /** False until the server has sent the first page, even an empty one. */
  readonly isKnown: boolean
}

export const emptyLedger: LedgerState = { decisions: [], isKnown: false }

/** Appends decisions after the last known one. Returns the same object if nothing changes. */
export function appendPages(state: LedgerState, pages: readonly DecisionPage[]): LedgerState {
  let last = state.decisions.at(-1)?.number ?? 0
  const fresh = pages
    .flatMap(({ decisions }) => decisions)
    .filter(({ number }) => {
      if (number <= last) return false
      last = number
      return true
    })
  if (fresh.length === 0) return state.isKnown ? state : { ...state, isKnown: true }
  return { decisions: [...state.decisions, ...fresh], isKnown: true }
}

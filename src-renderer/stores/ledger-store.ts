import type { DecisionPage } from '#shared/contract/goals.ts'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'

/** The decisions of a goal run as far as the server told them, in order of their numbers. */
export interface LedgerState {
  readonly decisions: readonly DecisionSummary[]
  /** False until the server has said what there is, be it nothing. */
  readonly isKnown: boolean
}

export const emptyLedger: LedgerState = { decisions: [], isKnown: false }

/** Appends what comes after the last decision known; the same object when that is nothing. */
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

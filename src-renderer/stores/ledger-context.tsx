import { createContext, useContext } from 'react'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { emptyLedger, type LedgerState } from './ledger-store.ts'

export interface Ledger extends LedgerState {
  /** Error from loading the decisions; null if there is none. */
  readonly error: unknown
}

/** Empty for runs without a goal. */
const LedgerContext = createContext<Ledger>({ ...emptyLedger, error: null })

export const LedgerProvider = LedgerContext.Provider

export const useLedger = (): Ledger => useContext(LedgerContext)

/** The decision that created a task, if any. */
export const useMaker = (taskKey: string): DecisionSummary | undefined =>
  useLedger().decisions.find(({ createdTask }) => createdTask === taskKey)

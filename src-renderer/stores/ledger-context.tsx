import { createContext, useContext } from 'react'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { emptyLedger, type LedgerState } from './ledger-store.ts'

export interface Ledger extends LedgerState {
  /** Why the server does not tell; null while it does. */
  readonly error: unknown
}

/** A run that is no goal has none. */
const LedgerContext = createContext<Ledger>({ ...emptyLedger, error: null })

export const LedgerProvider = LedgerContext.Provider

export const useLedger = (): Ledger => useContext(LedgerContext)

/** The decision that a task comes from, if one made it. */
export const useMaker = (taskKey: string): DecisionSummary | undefined =>
  useLedger().decisions.find(({ createdTask }) => createdTask === taskKey)

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ScopeResponse } from '#shared/contract/compat/seed.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { createPlanDocument, type PlanDocumentStore } from './plan-document.ts'

/** Where the plan on screen comes from, and what of it is kept. */
export interface Origin {
  /** The kept plan that it is the changed form of; null: it was never kept. */
  readonly planId: string | null
  /** The document on the server; null without one. */
  readonly kept: PlanDraft | null
  /** The warnings of its import. */
  readonly warnings: readonly ImportWarning[]
  /** The goal it was planned for, and how. */
  readonly goal: { readonly text: string; readonly scope: ScopeResponse } | null
}

/** A plan that is open in this window: its history stays for as long as the window does. */
export interface PlanSession {
  /** The id of the session in this window. */
  readonly id: string
  readonly plan: PlanDocumentStore
  readonly origin: StoreApi<Origin>
}

export const createSession = (document: PlanDraft, origin: Omit<Origin, 'kept'>): PlanSession => ({
  id: crypto.randomUUID(),
  plan: createPlanDocument(document),
  origin: createStore<Origin>(() => ({ ...origin, kept: origin.planId === null ? null : document })),
})

const maxSessions = 12
const sessions = new Map<string, PlanSession>()

/** Under the id that is in the address of the plan. */
export const findSession = (address: string): PlanSession | null => sessions.get(address) ?? null

export function keepSession(address: string, session: PlanSession): void {
  sessions.delete(address)
  sessions.set(address, session)
  const [oldest] = sessions.keys()
  if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest)
}

export const dropSession = (address: string): void => void sessions.delete(address)

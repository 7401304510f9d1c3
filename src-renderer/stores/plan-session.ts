import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ScopeResponse } from '#shared/contract/compat/seed.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { createPlanDocument, type PlanDocumentStore } from './plan-document.ts'

/** Origin of the open plan and its copy on the server. */
export interface Origin {
  /** Id of the published plan that this one was edited from; null if it was never published. */
  readonly planId: string | null
  /** Document as saved on the server; null if not saved. */
  readonly kept: PlanDraft | null
  /** Warnings from the import. */
  readonly warnings: readonly ImportWarning[]
  /** Goal that the plan was made for, with the planner's response. */
  readonly goal: { readonly text: string; readonly scope: ScopeResponse } | null
}

/** A plan open in this window. Its history is not saved, so it lasts at most as long as the window. */
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

/** Finds a session by the id in the plan's address. */
export const findSession = (address: string): PlanSession | null => sessions.get(address) ?? null

export function keepSession(address: string, session: PlanSession): void {
  sessions.delete(address)
  sessions.set(address, session)
  const [oldest] = sessions.keys()
  if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest)
}

export const dropSession = (address: string): void => void sessions.delete(address)

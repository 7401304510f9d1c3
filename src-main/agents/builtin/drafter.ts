import type { Money } from '#shared/model/money.ts'
import type { DraftedPlan, DraftedScope } from '../../planning/scope-text.ts'

/**
 * Drafts what the planning roles hand in, with the model that is set for planning. The files are written from it by the same
 * rules as without one, so that whoever reads them finds what they look for.
 */
export interface Drafter {
  draftScope(request: ScopeToDraft, signal: AbortSignal): Promise<Drafted<DraftedScope>>
  draftPlan(request: PlanToDraft, signal: AbortSignal): Promise<Drafted<DraftedPlan>>
}

export interface ScopeToDraft {
  readonly goal: string
  /** Names of files that are there already; null: no project folder. */
  readonly files: readonly string[] | null
  /** What a person added. */
  readonly answers: string
}

export interface PlanToDraft {
  readonly goal: string
  /** `scope.md` as it is. */
  readonly scope: string
  readonly answers: string
}

/** A draft, or why there is none: `null` when no model is set. `spent` is null where it is not known. */
export interface Drafted<T> {
  readonly draft: T | null
  /** `provider/model`. */
  readonly model: string | null
  readonly failure: string | null
  readonly spent: Money | null
}

const none = { draft: null, model: null, failure: null, spent: null }

export const noDrafter: Drafter = { draftScope: async () => none, draftPlan: async () => none }

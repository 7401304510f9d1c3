import type { Artifact } from '#shared/model/artifact.ts'
import type { Money } from '#shared/model/money.ts'
import { words } from '#shared/words/words.ts'
import type { DraftedPlan, DraftedScope } from '../../planning/scope/scope-text.ts'

/**
 * Drafts deliverables of roles: scope and plan with the model for planning, other files with the model for working.
 * `scope.md` and `plan.md` have the same structure with and without a model, so later steps can parse both.
 */
export interface Drafter {
  draftScope(request: ScopeToDraft, signal: AbortSignal): Promise<Drafted<DraftedScope>>
  draftPlan(request: PlanToDraft, signal: AbortSignal): Promise<Drafted<DraftedPlan>>
  draftFiles(request: FilesToDraft, signal: AbortSignal): Promise<Drafted<DraftedFiles>>
  /** Judges results with the model for working. Callers verify each point of the judgement. */
  judge(request: WorkToJudge, signal: AbortSignal): Promise<Drafted<Judgement>>
}

export interface WorkToJudge {
  /** The request. */
  readonly task: string
  /** The question of the review; null for the task as a whole. */
  readonly question: string | null
  /** In full: a partial result cannot be judged. */
  readonly parts: readonly { readonly name: string; readonly text: string }[]
}

export interface Judgement {
  readonly verdict: 'pass' | 'fail'
  readonly points: readonly {
    readonly what: string
    readonly isMet: boolean
    /** Exact quote from the parts; empty if there is none. */
    readonly quote: string
    readonly why: string
  }[]
}

export interface ScopeToDraft {
  readonly goal: string
  /** Names of existing files; null without a project folder. */
  readonly files: readonly string[] | null
  /** Answers of people to earlier questions. */
  readonly answers: string
}

export interface PlanToDraft {
  readonly goal: string
  /** Current content of `scope.md`. */
  readonly scope: string
  readonly answers: string
}

export interface FilesToDraft {
  /** The role and its purpose. */
  readonly role: string
  readonly task: string
  readonly goal: string
  /** Files of earlier tasks. */
  readonly files: readonly Artifact[]
}

export interface DraftedFiles {
  readonly files: readonly Artifact[]
  /** Text of the result. */
  readonly said: string
  /** The missing parts; empty when nothing is missing. */
  readonly missing: string
}

/** A draft, or the reason for its absence: `null` without a model. `spent` is null if the cost is unknown. */
export interface Drafted<T> {
  readonly draft: T | null
  /** `provider/model`; null without a model. */
  readonly model: string | null
  readonly failure: string | null
  readonly spent: Money | null
}

const none = { draft: null, model: null, failure: null, spent: null }

export const noDrafter: Drafter = {
  draftScope: async () => none,
  draftPlan: async () => none,
  draftFiles: async () => none,
  judge: async () => none,
}

/** The purpose that a draft is billed to. */
export type DraftPurpose = 'planning' | 'working'

/**
 * Wraps a drafter so that models without budget are not called. `findUnpaid` returns the reason, or null if the run
 * can pay.
 */
export function payable(
  drafter: Drafter,
  findUnpaid: (purpose: DraftPurpose) => Promise<string | null>,
): Drafter {
  async function unless<T>(purpose: DraftPurpose, draft: () => Promise<Drafted<T>>): Promise<Drafted<T>> {
    const failure = await findUnpaid(purpose)
    return failure === null ? draft() : { ...none, failure }
  }
  return {
    draftScope: (request, signal) => unless('planning', () => drafter.draftScope(request, signal)),
    draftPlan: (request, signal) => unless('planning', () => drafter.draftPlan(request, signal)),
    draftFiles: (request, signal) => unless('working', () => drafter.draftFiles(request, signal)),
    judge: (request, signal) => unless('working', () => drafter.judge(request, signal)),
  }
}

interface Account {
  log(text: string): void
  spend(cost: Money): void
}

/** Records the cost of a draft. `caveat` reports a draft that failed, for the end of a result. */
export function heard<T>(
  { log, spend }: Account,
  drafted: Drafted<T>,
): Drafted<T> & { readonly caveat: string } {
  if (drafted.spent !== null && drafted.spent.amountMinor > 0) spend(drafted.spent)
  if (drafted.spent === null && drafted.model !== null) log(words.builtinLogs.unknownCost(drafted.model))
  if (drafted.failure === null) return { ...drafted, caveat: '' }
  log(words.builtinLogs.noDraft(drafted.failure))
  return { ...drafted, caveat: ` ${words.builtinResults.noModelDraft(drafted.failure)}` }
}

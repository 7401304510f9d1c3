import type { BuildResponse } from '#shared/contract/seed.ts'
import type { EventBody } from '#shared/events.ts'
import type { PlanId, RunId } from '#shared/ids.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { EngineState } from '../state.ts'

/**
 * A rule turns (state, command) into events or a refusal. It has no clock, makes no ids and does no I/O. It says its
 * events through `emit`, which projects each at once, so that the next line sees it; a rule refuses before it emits.
 */
export interface Rule {
  readonly state: EngineState
  readonly at: number
  readonly emit: (event: EventBody) => void
  readonly limits: Limits
}

export interface Limits {
  /** Attempts in flight over all runs (E4). */
  readonly global: number
}

/** What a command is answered with; kept as its receipt. */
export interface Answer {
  readonly runId: RunId | null
  readonly build: BuildResponse | null
  readonly planIds: readonly PlanId[]
}

export const noAnswer: Answer = { runId: null, build: null, planIds: [] }
export type Outcome = Result<Answer, Refusal>

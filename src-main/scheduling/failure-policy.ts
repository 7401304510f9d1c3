import type { EffectClass } from '#shared/model/agents/agent.ts'
import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import type { Retry } from '#shared/model/task-definition.ts'
import { backoffMs } from '#shared/retry-delay.ts'

interface FailurePolicy {
  /** `always`: the cause is external to the work. `asked`: retry only if the plan requests it. */
  readonly retry: 'always' | 'asked' | 'never'
  /** The work cannot have started, so even an agent that must not repeat work may retry. */
  readonly isBeforeWork: boolean
  /** Whether the failure says something about the quality of the agent. */
  readonly isLearnedFrom: boolean
}

const policy = (
  retry: FailurePolicy['retry'],
  { isBeforeWork = false, isLearnedFrom = false }: Partial<FailurePolicy> = {},
): FailurePolicy => ({ retry, isBeforeWork, isLearnedFrom })

/** The policy for every failure reason. Nothing else decides what follows a failure. */
export const failurePolicies: Record<FailureReason, FailurePolicy> = {
  agent_error: policy('asked', { isLearnedFrom: true }),
  agent_missing: policy('never', { isBeforeWork: true }),
  not_signed_in: policy('never', { isBeforeWork: true }),
  agent_gone: policy('asked', { isLearnedFrom: true }),
  bad_script: policy('never', { isBeforeWork: true }),
  bad_input: policy('never', { isBeforeWork: true }),
  nothing_to_do: policy('never', { isBeforeWork: true }),
  bad_output: policy('asked', { isLearnedFrom: true }),
  unverified: policy('asked', { isLearnedFrom: true }),
  refused: policy('never'),
  unavailable: policy('always', { isBeforeWork: true }),
  rate_limited: policy('always', { isBeforeWork: true }),
  quota_spent: policy('never', { isBeforeWork: true }),
  connection_lost: policy('always'),
  start_timeout: policy('asked', { isLearnedFrom: true }),
  stalled: policy('asked', { isLearnedFrom: true }),
  wall_timeout: policy('asked', { isLearnedFrom: true }),
  over_limit: policy('asked', { isLearnedFrom: true }),
  queue_timeout: policy('never', { isBeforeWork: true }),
  person_timeout: policy('never'),
  lease_expired: policy('always', { isLearnedFrom: true }),
  over_budget: policy('never'),
  interrupted: policy('never'),
  cancelled: policy('never'),
}

/**
 * For reasons that are retried by default: 10 attempts, starting with a delay of 1 second (`reliability.md` D11). The
 * delays total 2 to 4 minutes, depending on jitter.
 */
const defaultRetry: Retry = { maxAttempts: 10, firstMs: 1000, factor: 2, maxMs: 60_000 }

export interface FailedAttempt {
  readonly attemptId: string
  /** Number of failed attempts at the task, including this one. */
  readonly failures: number
  readonly failure: Failure
  readonly effectClass: EffectClass
  readonly retry: Retry | undefined
  readonly at: number
}

export type Fate =
  | { readonly kind: 'fail' }
  | { readonly kind: 'retry'; readonly retryAt: number }
  /** A retry is due, but the work may have happened and must not happen twice. */
  | { readonly kind: 'ask' }

/** Whether no work can have happened. */
export const isBeforeWork = ({ reason, hasBegun = false }: Failure): boolean =>
  failurePolicies[reason].isBeforeWork && !hasBegun

export function fateOf({ attemptId, failures, failure, effectClass, retry, at }: FailedAttempt): Fate {
  const { retry: when } = failurePolicies[failure.reason]
  const plan = retry ?? (when === 'always' ? defaultRetry : undefined)
  if (when === 'never' || plan === undefined || failures >= plan.maxAttempts) return { kind: 'fail' }
  if (effectClass === 'once' && !isBeforeWork(failure)) return { kind: 'ask' }
  const retryAt = at + backoffMs(plan, failures, attemptId)
  return { kind: 'retry', retryAt: Math.max(retryAt, failure.resetAt ?? 0) }
}

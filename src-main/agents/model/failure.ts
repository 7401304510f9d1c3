import type { Failure, FailureReason } from '#shared/model/runs/attempt.ts'
import type { ModelFailure, ModelFailureType } from '../../models/port.ts'

const reasons: Record<ModelFailureType, FailureReason> = {
  no_model: 'bad_input',
  auth: 'bad_input',
  rate_limited: 'rate_limited',
  timeout: 'unavailable',
  server_error: 'unavailable',
  unreachable: 'unavailable',
  refused: 'refused',
  truncated: 'bad_output',
  not_in_form: 'bad_output',
  cancelled: 'agent_error',
}

/** Failures that tell the engine that no work has started. */
const beforeWork: ReadonlySet<FailureReason> = new Set<FailureReason>(['bad_input', 'unavailable'])

/**
 * After work has begun, a start failure becomes `agent_error`, because a retry would repeat the work. Quota failures
 * keep their reason.
 */
export const onceBegun = (failure: Failure, hasBegun: boolean): Failure => {
  if (!hasBegun) return failure
  if (isAboutQuota(failure)) return { ...failure, hasBegun }
  return { ...failure, reason: beforeWork.has(failure.reason) ? 'agent_error' : failure.reason }
}

/** Quota failures concern the account, so other agents need their reason too. */
const isAboutQuota = ({ reason }: Failure): boolean => reason === 'rate_limited' || reason === 'quota_spent'

/** Converts a model failure to the failure of the attempt. */
export function failureOfModel(
  { type, message, isRetryable, retryAfterMs }: ModelFailure,
  { hasBegun, now }: { readonly hasBegun: boolean; readonly now: number },
): Failure {
  const reason = reasons[type]
  if (reason === 'rate_limited') {
    const resetAt =
      retryAfterMs === null || retryAfterMs <= 0 ? {} : { resetAt: now + Math.ceil(retryAfterMs) }
    return onceBegun(
      isRetryable ? { reason, message, ...resetAt } : { reason: 'quota_spent', message },
      hasBegun,
    )
  }
  // `unavailable` is retried automatically up to ten times, so a non-retryable error becomes `agent_error`.
  const usual = reason === 'unavailable' && !isRetryable ? 'agent_error' : reason
  return onceBegun({ reason: usual, message }, hasBegun)
}

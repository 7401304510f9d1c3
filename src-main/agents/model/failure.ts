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

/** These are tried again unasked, as if nothing had been begun. */
const beforeWork: ReadonlySet<FailureReason> = new Set<FailureReason>(['bad_input', 'unavailable'])

/** Once it has begun, it is no failure to begin any more. */
export const onceBegun = (failure: Failure, hasBegun: boolean): Failure => {
  if (!hasBegun) return failure
  if (isAboutQuota(failure)) return { ...failure, hasBegun }
  return { ...failure, reason: beforeWork.has(failure.reason) ? 'agent_error' : failure.reason }
}

/** These stay what they are, since the account matters to others, too. */
const isAboutQuota = ({ reason }: Failure): boolean => reason === 'rate_limited' || reason === 'quota_spent'

/** Why an attempt ends when its model gives no answer. */
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
  // An error that the same request would meet again is not retried ten times.
  const usual = reason === 'unavailable' && !isRetryable ? 'agent_error' : reason
  return onceBegun({ reason: usual, message }, hasBegun)
}

import type { Failure, FailureReason } from '#shared/model/attempt.ts'
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
const beforeWork: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'bad_input',
  'rate_limited',
  'unavailable',
])

/** Once it has begun, it is no failure to begin any more. */
export const onceBegun = ({ reason, message }: Failure, hasBegun: boolean): Failure => ({
  reason: hasBegun && beforeWork.has(reason) ? 'agent_error' : reason,
  message,
})

/** Why an attempt ends when its model gives no answer. */
export function failureOfModel({ type, message, isRetryable }: ModelFailure, hasBegun: boolean): Failure {
  const reason = reasons[type]
  // What the same request would meet again is not worth ten tries.
  const usual = reason === 'unavailable' && !isRetryable ? 'agent_error' : reason
  return onceBegun({ reason: usual, message }, hasBegun)
}

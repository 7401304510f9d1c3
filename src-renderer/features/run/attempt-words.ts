import type { AttemptView, FailureReason } from '#shared/model/attempt.ts'
import { formatMoney } from '#shared/model/money.ts'

const reasons: Record<FailureReason, string> = {
  agent_error: 'The agent failed',
  agent_missing: 'No such agent here',
  agent_gone: 'The agent went away',
  bad_script: 'Its script cannot be read',
  bad_input: 'It was given what it cannot work with',
  bad_output: 'It said what cannot be understood',
  over_limit: 'It used more of the machine than it may',
  unverified: 'It did not pass the checks of its task',
  refused: 'Refused',
  unavailable: 'What it needs is not available',
  rate_limited: 'Too many requests',
  connection_lost: 'The connection to it was lost',
  start_timeout: 'It did not start in time',
  stalled: 'No sign of life',
  wall_timeout: 'It took too long',
  queue_timeout: 'It waited too long for its start',
  person_timeout: 'Nobody answered in time',
  lease_expired: 'Its worker was not heard of in time',
  over_budget: 'No money left',
  interrupted: 'Cut off',
  cancelled: 'Cancelled',
}

export const wordOfReason = (reason: FailureReason): string => reasons[reason]

/** What an attempt cost, or what is held for it while it runs; null where no money is involved. */
export function costOfAttempt({ spent, reserved, endedAt }: AttemptView): string | null {
  const held = reserved === null || endedAt !== null ? null : `${formatMoney(reserved)} held`
  if (spent === null) return held
  return held === null ? formatMoney(spent) : `${formatMoney(spent)} so far, ${held}`
}

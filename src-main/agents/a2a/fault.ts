import type { FailureReason } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { within } from '../../base/limit.ts'

/** An error of the connection to a remote agent, with the failure that it causes. */
export class RemoteFault extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, message: string) {
    super(message)
    this.name = 'RemoteFault'
    this.reason = reason
  }
}

/** The `RemoteFault` in an error or in its causes; null if there is none. */
export function findFault(error: unknown): RemoteFault | null {
  let current = error
  for (let depth = 0; depth < 10 && current instanceof Error; depth += 1) {
    if (current instanceof RemoteFault) return current
    current = current.cause
  }
  return null
}

/** The answer of a remote agent. Throws a fault after the time limit. */
export function answerWithin<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const reason = new RemoteFault('unavailable', words.agentFailures.remoteSilent(ms))
  return within(clock, ms, { signal, reason }, act)
}

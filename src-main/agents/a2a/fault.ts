import type { FailureReason } from '#shared/model/runs/attempt.ts'

/** What went wrong between us and a remote agent, as the failure that it becomes. */
export class RemoteFault extends Error {
  readonly reason: FailureReason
  constructor(reason: FailureReason, message: string) {
    super(message)
    this.name = 'RemoteFault'
    this.reason = reason
  }
}

/** The fault behind an error, however deep it is wrapped. */
export function findFault(error: unknown): RemoteFault | null {
  let current = error
  for (let depth = 0; depth < 10 && current instanceof Error; depth += 1) {
    if (current instanceof RemoteFault) return current
    current = current.cause
  }
  return null
}

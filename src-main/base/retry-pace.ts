import { type Backoff, backoffMs } from '#shared/retry-delay.ts'

const usual: Backoff = { firstMs: 1000, factor: 2, maxMs: 60_000 }

/**
 * Paces a loop that repeats a failing operation: each consecutive failure doubles the pause, up to one minute.
 * Persisted retries with a table and a limit use `backoffMs` with their own plan instead.
 * `seed` spreads loops that fail at the same time.
 */
export function createRetryPace(seed: string, backoff: Backoff = usual) {
  let failures = 0
  return {
    /** Counts a failure; returns the pause before the next retry, in milliseconds. */
    fail(): number {
      failures += 1
      return backoffMs(backoff, failures, seed)
    },
    /** Resets the count of consecutive failures. */
    succeed(): void {
      failures = 0
    },
  }
}
export type RetryPace = ReturnType<typeof createRetryPace>

import { type Backoff, backoffMs } from '#shared/retry-delay.ts'

const usual: Backoff = { firstMs: 1000, factor: 2, maxMs: 60_000 }

/**
 * Paces a loop that repeats a failing operation: each failure in a row doubles the pause, up to one minute. Durable
 * retries, which have a table and a limit, use `backoffMs` with a plan of their own.
 * `seed` spreads loops that fail together.
 */
export function createRetryPace(seed: string, backoff: Backoff = usual) {
  let failures = 0
  return {
    /** Counts a failure; returns the pause before the next try in milliseconds. */
    fail(): number {
      failures += 1
      return backoffMs(backoff, failures, seed)
    },
    /** The next failure is the first again. */
    succeed(): void {
      failures = 0
    },
  }
}
export type RetryPace = ReturnType<typeof createRetryPace>

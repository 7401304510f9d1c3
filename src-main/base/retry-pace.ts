import { type Backoff, backoffMs } from '#shared/backoff.ts'

/**
 * Paces a loop that repeats a failing operation: each failure in a row doubles the pause, up to one minute. Durable
 * retries, which have a table and a limit, use `backoffMs` with a plan of their own.
 */
export interface RetryPace {
  /** Counts a failure; returns the pause before the next try in milliseconds. */
  fail(): number
  /** The next failure is the first again. */
  succeed(): void
}

const usual: Backoff = { firstMs: 1000, factor: 2, maxMs: 60_000 }

/** `seed` spreads loops that fail together. */
export function createRetryPace(seed: string, backoff: Backoff = usual): RetryPace {
  let failures = 0
  return {
    fail() {
      failures += 1
      return backoffMs(backoff, failures, seed)
    },
    succeed() {
      failures = 0
    },
  }
}

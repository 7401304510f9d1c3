/** Shared timers: backoff, pause, batch and a one-second tick. */

const firstWaitMs = 250
const longestWaitMs = 8_000

/**
 * Delay in milliseconds before retry number `tries` (from 0). Doubles each time up to 8 s, with ±25 % jitter so that
 * windows do not retry in sync.
 */
export const backoffMs = (tries: number, random: () => number = Math.random): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** tries) * (0.75 + random() / 2)

/** Resolves after `ms` milliseconds, or immediately when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve()
      return
    }
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
}

/**
 * Collects items for `ms` milliseconds and delivers them together. Not tied to animation frames, which hidden windows
 * do not get.
 */
export function createBatch<T>(ms: number, flush: (items: readonly T[]) => void): (item: T) => void {
  let waiting: T[] | null = null
  return (item) => {
    if (waiting !== null) {
      waiting.push(item)
      return
    }
    waiting = [item]
    setTimeout(() => {
      const items = waiting ?? []
      waiting = null
      flush(items)
    }, ms)
  }
}

/** Calls `callback` once a second until the returned function is called. */
export function everySecond(callback: () => void): () => void {
  const timer = setInterval(callback, 1000)
  return () => clearInterval(timer)
}

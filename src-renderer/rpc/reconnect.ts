/** Every timer of the interface is in this file. */

const firstWaitMs = 250
const longestWaitMs = 8_000

/** How long to wait before try number `tries` (from 0): doubling, at most 8 s, spread so that windows do not march in step. */
export const backoffMs = (tries: number, random: () => number = Math.random): number =>
  Math.min(longestWaitMs, firstWaitMs * 2 ** tries) * (0.75 + random() / 2)

/** Resolves after `ms`, or at once when the signal aborts. */
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

/** Collects what comes within `ms` and hands it over together. Not tied to frames, which a hidden window does not get. */
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

/** Calls back once a second until the returned function is called. */
export function everySecond(callback: () => void): () => void {
  const timer = setInterval(callback, 1000)
  return () => clearInterval(timer)
}

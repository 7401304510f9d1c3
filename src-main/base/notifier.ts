/** Tells those who wait that something new is there. Waiting on a version cannot miss what came in between. */
export interface Notifier {
  readonly version: number
  notify(): void
  /** Resolves when `version` is past `seen`, or when the signal aborts. */
  waitPast(seen: number, signal: AbortSignal | undefined): Promise<void>
}

export function createNotifier(): Notifier {
  let version = 0
  let waiting = new Set<() => void>()
  return {
    get version() {
      return version
    },
    notify() {
      version += 1
      const woken = waiting
      waiting = new Set()
      for (const wake of woken) wake()
    },
    waitPast(seen, signal) {
      if (version > seen || signal?.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        waiting.add(wake)
        signal?.addEventListener('abort', wake)
      })
    },
  }
}

/** Notifies waiting callers of changes. Waiting for a version number cannot miss a change between two calls. */
export function createNotifier() {
  let version = 0
  let waiting = new Set<() => void>()
  return {
    get version(): number {
      return version
    },
    notify(): void {
      version += 1
      const woken = waiting
      waiting = new Set()
      for (const wake of woken) wake()
    },
    /** Resolves when `version` exceeds `seen`, or when the signal aborts. */
    waitPast(seen: number, signal: AbortSignal | undefined): Promise<void> {
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
export type Notifier = ReturnType<typeof createNotifier>

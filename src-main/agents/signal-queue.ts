import type { AttemptSignal } from '../engine/ports.ts'

const maxWaiting = 500

/** Bounded queue between a program that emits signals and the engine that reads them. */
export function createSignalQueue() {
  let waiting: AttemptSignal[] = []
  let isClosed = false
  let isAbandoned = false
  let onChange: (() => void)[] = []
  const changed = () => new Promise<void>((resolve) => onChange.push(resolve))
  function change(): void {
    const told = onChange
    onChange = []
    for (const resolve of told) resolve()
  }
  return {
    /** Resolves when the queue has room. */
    async push(signal: AttemptSignal): Promise<void> {
      if (isAbandoned || isClosed) return
      waiting.push(signal)
      change()
      while (waiting.length >= maxWaiting && !isAbandoned) await changed()
    },
    /** Closes the queue. Waiting signals can still be read. */
    close(): void {
      isClosed = true
      change()
    },
    /** Call when the reader has stopped: waiting writers continue, and new signals are dropped. */
    abandon(): void {
      isAbandoned = true
      waiting = []
      change()
    },
    /** If a reader stops early, the next reader gets the remaining signals. */
    async *read(): AsyncGenerator<AttemptSignal> {
      for (;;) {
        for (let said = waiting.shift(); said !== undefined; said = waiting.shift()) {
          change()
          yield said
        }
        if (isClosed) return
        await changed()
      }
    },
  }
}
export type SignalQueue = ReturnType<typeof createSignalQueue>

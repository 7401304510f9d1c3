import type { AttemptSignal } from '../engine/ports.ts'

/** Between a program that speaks when it likes and an engine that listens when it can. */
export interface SignalQueue {
  /** Resolves when there is room for more. */
  push(signal: AttemptSignal): Promise<void>
  /** No more comes; what is there is still read. */
  close(): void
  /** Nobody reads any more: whoever waits for room goes on, and what comes is dropped. */
  abandon(): void
  /** Who stops in the middle leaves the rest to the next reader. */
  read(): AsyncGenerator<AttemptSignal>
}

const maxWaiting = 500

export function createSignalQueue(): SignalQueue {
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
    async push(signal) {
      if (isAbandoned || isClosed) return
      waiting.push(signal)
      change()
      while (waiting.length >= maxWaiting && !isAbandoned) await changed()
    },
    close() {
      isClosed = true
      change()
    },
    abandon() {
      isAbandoned = true
      waiting = []
      change()
    },
    async *read() {
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

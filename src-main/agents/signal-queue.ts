import type { AttemptSignal } from '../engine/ports.ts'

const maxWaiting = 500

/** Between a program that speaks when it likes and an engine that listens when it can. */
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
    /** Resolves when there is room for more. */
    async push(signal: AttemptSignal): Promise<void> {
      if (isAbandoned || isClosed) return
      waiting.push(signal)
      change()
      while (waiting.length >= maxWaiting && !isAbandoned) await changed()
    },
    /** No more comes; what is there is still read. */
    close(): void {
      isClosed = true
      change()
    },
    /** The reader is gone: waiting writers continue, and new signals are dropped. */
    abandon(): void {
      isAbandoned = true
      waiting = []
      change()
    },
    /** A reader that stops early leaves the other signals to the next reader. */
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

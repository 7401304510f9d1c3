import { createHeap, type Slotted } from './heap.ts'

export interface Timer<T> {
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  readonly ref: T
}

/** A queue of due times. A timer cannot be removed, so its handler checks whether the timer still applies. */
export type TimerQueue<T> = ReturnType<typeof createTimerQueue<T>>

interface Entry<T> extends Timer<T>, Slotted {
  readonly serial: number
}

export function createTimerQueue<T>() {
  const entries = createHeap<Entry<T>>((a, b) => a.at - b.at || a.serial - b.serial)
  let added = 0
  return {
    get size() {
      return entries.size
    },
    add({ at, ref }: Timer<T>): void {
      entries.add({ at, ref, serial: added, slot: -1 })
      added += 1
    },
    /** When the next timer is due, in milliseconds since 1970; null if there is none. */
    nextAt: () => entries.peek()?.at ?? null,
    /**
     * Removes and returns everything due at or before `now`: earliest first, ties in the order in which they were
     * added.
     */
    takeDue(now: number): T[] {
      const due: T[] = []
      for (let next = entries.peek(); next !== null && next.at <= now; next = entries.peek()) {
        entries.pop()
        due.push(next.ref)
      }
      return due
    },
  }
}

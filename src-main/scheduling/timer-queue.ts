import { createHeap, type Slotted } from './heap.ts'

export interface Timer<T> {
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  readonly ref: T
}

/**
 * What is due when. A timer cannot be taken back: whoever takes what is due looks whether it still means anything.
 */
export interface TimerQueue<T> {
  readonly size: number
  add(timer: Timer<T>): void
  /** When the next one is due. */
  nextAt(): number | null
  /** Removes and returns what is due at `now` or before, the earliest first, equals in the order they were added. */
  takeDue(now: number): T[]
}

interface Entry<T> extends Timer<T>, Slotted {
  readonly serial: number
}

export function createTimerQueue<T>(): TimerQueue<T> {
  const entries = createHeap<Entry<T>>((a, b) => a.at - b.at || a.serial - b.serial)
  let added = 0
  return {
    get size() {
      return entries.size
    },
    add({ at, ref }) {
      entries.add({ at, ref, serial: added, slot: -1 })
      added += 1
    },
    nextAt: () => entries.peek()?.at ?? null,
    takeDue(now) {
      const due: T[] = []
      for (let next = entries.peek(); next !== null && next.at <= now; next = entries.peek()) {
        entries.pop()
        due.push(next.ref)
      }
      return due
    },
  }
}

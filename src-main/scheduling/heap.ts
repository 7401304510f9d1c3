/** Field that a heap writes into its items: the index in the heap, or -1 outside. */
export interface Slotted {
  slot: number
}

/** Items with fast access to the first one by `compare`. Equal items are in no defined order. */
export type Heap<T extends Slotted> = ReturnType<typeof createHeap<T>>

type Compare<T> = (a: T, b: T) => number

/** A binary heap: logarithmic time to add and remove, constant time to peek. */
export function createHeap<T extends Slotted>(compare: Compare<T>) {
  const items: T[] = []

  function reposition(item: T): void {
    rise(items, item, compare)
    sink(items, item, compare)
  }

  function remove(item: T): void {
    const { slot } = item
    if (items[slot] !== item) throw new Error(`The item at ${slot} is not in this heap`)
    const last = items.pop()
    item.slot = -1
    if (last === undefined || last === item) return
    put(items, last, slot)
    reposition(last)
  }

  return {
    get size() {
      return items.length
    },
    peek: (): T | null => items[0] ?? null,
    add(item: T): void {
      put(items, item, items.length)
      rise(items, item, compare)
    },
    pop(): T | null {
      const first = items[0] ?? null
      if (first !== null) remove(first)
      return first
    },
    /** Throws if the item is not in this heap. */
    remove,
    /** Call after a change to an item of this heap that affects `compare`. */
    reposition,
    /**
     * Iterates from first to last. The cost depends on the number of items read. The heap must not change during the
     * iteration.
     */
    inOrder: () => walk(items, compare),
  }
}

function put<T extends Slotted>(items: T[], item: T, slot: number): void {
  items[slot] = item
  item.slot = slot
}

function rise<T extends Slotted>(items: T[], item: T, compare: Compare<T>): void {
  let slot = item.slot
  while (slot > 0) {
    const parent = items[(slot - 1) >> 1]
    if (parent === undefined || compare(item, parent) >= 0) break
    const free = parent.slot
    put(items, parent, slot)
    slot = free
  }
  put(items, item, slot)
}

function sink<T extends Slotted>(items: T[], item: T, compare: Compare<T>): void {
  let slot = item.slot
  for (;;) {
    const [left, right] = [items[2 * slot + 1], items[2 * slot + 2]]
    if (left === undefined) break
    const child = right !== undefined && compare(right, left) < 0 ? right : left
    if (compare(child, item) >= 0) break
    const free = child.slot
    put(items, child, slot)
    slot = free
  }
  put(items, item, slot)
}

/** Best first: the next item is always a child of an item already returned. */
function* walk<T>(items: readonly T[], compare: Compare<T>): Generator<T, undefined> {
  const [first] = items
  if (first === undefined) return
  yield first
  const next = createHeap<{ item: T; at: number; slot: number }>((a, b) => compare(a.item, b.item))
  for (let at = 0; ; ) {
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const item = items[child]
      if (item !== undefined) next.add({ item, at: child, slot: -1 })
    }
    const best = next.pop()
    if (best === null) return
    yield best.item
    at = best.at
  }
}

import { createHeap, type Heap, type Slotted } from './heap.ts'
import { compareTies, type Ranked, scoreTask } from './score.ts'

/**
 * Ready items in the exact order of `compareTasks`, for any number of items. Each item is in a bucket, for example for
 * the agents it needs; each query says which buckets are open.
 * The rank of an item is read once, when it is added. To change a rank, remove the item before the change and add it
 * afterwards. Items of equal rank keep the order in which they were added.
 */
export type ReadyQueue<T> = ReturnType<typeof createReadyQueue<T>>

type IsBucketOpen = (bucket: string) => boolean

/**
 * Lanes of items with the same priority and time zone. An earlier deadline never has a smaller boost, so the order
 * within a class never changes. Only the first items of different classes are compared by current score.
 */
type RankClass<T> = Heap<Lane<T>>

/** The items of one class in one bucket. Never empty, because lanes are ordered by their first entry. */
interface Lane<T> extends Slotted {
  readonly bucket: string
  readonly rankClass: RankClass<T>
  readonly entries: Heap<Entry<T>>
}

interface Entry<T> extends Slotted {
  readonly item: T
  readonly rank: Ranked
  readonly serial: number
  readonly lane: Lane<T>
}

export function createReadyQueue<T>(rankOf: (item: T) => Ranked) {
  const entryOf = new Map<T, Entry<T>>()
  const lanes = createLanes<T>()
  let added = 0
  return {
    get size() {
      return entryOf.size
    },
    /** Throws if the item is already in the queue. */
    add(item: T, bucket: string): void {
      const rank = rankOf(item)
      if (entryOf.has(item)) throw new Error(`The item is in the queue already: ${rank.key}`)
      const entry = { item, rank, serial: added, lane: lanes.open(bucket, rank), slot: -1 }
      added += 1
      entryOf.set(item, entry)
      lanes.add(entry)
    },
    /** False if the item was not in the queue. */
    remove(item: T): boolean {
      const entry = entryOf.get(item)
      if (entry === undefined) return false
      entryOf.delete(item)
      lanes.remove(entry)
      return true
    },
    has: (item: T): boolean => entryOf.has(item),
    /** The best item of one bucket; null if there is none. */
    peek: (bucket: string, now: number): T | null => bestOf(lanes.ofBucket(bucket), now),
    /**
     * The best item of all open buckets. The cost grows with the number of better closed buckets, not with the number
     * of items.
     */
    best(isBucketOpen: IsBucketOpen, now: number): T | null {
      return bestOf(
        [...lanes.classes()].flatMap((each) => firstOpen(each, isBucketOpen) ?? []),
        now,
      )
    },
    /** Best first; at most `limit`. */
    list: (isBucketOpen: IsBucketOpen, now: number, limit: number): T[] =>
      take(walkClasses(lanes.classes(), isBucketOpen, now), limit),
    /** Best first. The cost depends on the number of items read. The queue must not change during the iteration. */
    inOrder: (isBucketOpen: IsBucketOpen, now: number) => walkClasses(lanes.classes(), isBucketOpen, now),
    /** Names of the buckets that contain items. */
    buckets: lanes.buckets,
  }
}

function createLanes<T>() {
  const classes = new Map<string, RankClass<T>>()
  const buckets = new Map<string, Map<RankClass<T>, Lane<T>>>()

  function classOf({ priority, timeZone }: Ranked): RankClass<T> {
    const name = `${priority} ${timeZone}`
    const rankClass = classes.get(name) ?? createHeap<Lane<T>>((a, b) => compareHeads(headOf(a), headOf(b)))
    classes.set(name, rankClass)
    return rankClass
  }

  return {
    classes: () => classes.values(),
    buckets: () => buckets.keys(),
    ofBucket: (bucket: string): Iterable<Lane<T>> => buckets.get(bucket)?.values() ?? [],
    /** The lane for an item of this rank. A new lane joins its class when its first entry is added. */
    open(bucket: string, rank: Ranked): Lane<T> {
      const rankClass = classOf(rank)
      const lanes = buckets.get(bucket) ?? new Map<RankClass<T>, Lane<T>>()
      buckets.set(bucket, lanes)
      const lane = lanes.get(rankClass) ?? { bucket, rankClass, entries: createHeap(compareHeads), slot: -1 }
      lanes.set(rankClass, lane)
      return lane
    },
    add(entry: Entry<T>): void {
      const { entries, rankClass, slot } = entry.lane
      entries.add(entry)
      if (slot === -1) rankClass.add(entry.lane)
      else if (entries.peek() === entry) rankClass.reposition(entry.lane)
    },
    remove(entry: Entry<T>): void {
      const { bucket, rankClass, entries } = entry.lane
      const wasHead = entries.peek() === entry
      entries.remove(entry)
      if (entries.size > 0) {
        if (wasHead) rankClass.reposition(entry.lane)
        return
      }
      rankClass.remove(entry.lane)
      const lanes = buckets.get(bucket)
      lanes?.delete(rankClass)
      if (lanes?.size === 0) buckets.delete(bucket)
    },
  }
}

function headOf<T>(lane: Lane<T>): Entry<T> {
  const head = lane.entries.peek()
  if (head === null) throw new Error(`A lane of ${lane.bucket} is empty`)
  return head
}

const compareHeads = <T>(a: Entry<T>, b: Entry<T>): number =>
  compareTies(a.rank, b.rank) || a.serial - b.serial

const compareNow = <T>(a: Entry<T>, b: Entry<T>, now: number): number =>
  scoreTask(b.rank, now) - scoreTask(a.rank, now) || compareHeads(a, b)

function bestOf<T>(lanes: Iterable<Lane<T>>, now: number): T | null {
  let best: Entry<T> | null = null
  for (const lane of lanes) {
    const head = headOf(lane)
    if (best === null || compareNow(head, best, now) < 0) best = head
  }
  return best?.item ?? null
}

function firstOpen<T>(rankClass: RankClass<T>, isBucketOpen: IsBucketOpen): Lane<T> | null {
  for (const lane of rankClass.inOrder()) if (isBucketOpen(lane.bucket)) return lane
  return null
}

function take<T>(items: Iterable<T>, limit: number): T[] {
  const taken: T[] = []
  if (limit <= 0) return taken
  for (const item of items) if (taken.push(item) >= limit) break
  return taken
}

function* walkClasses<T>(
  classes: Iterable<RankClass<T>>,
  isBucketOpen: IsBucketOpen,
  now: number,
): Generator<T, undefined> {
  const cursors = createHeap<Cursor<T>>((a, b) => compareNow(a.head, b.head, now))
  for (const rankClass of classes) addCursor(cursors, walkClass(rankClass, isBucketOpen))
  for (const { item } of drain(cursors, () => true)) yield item
}

/** Lanes come in the order of their heads. A lane is opened only after all entries that precede its head. */
function* walkClass<T>(rankClass: RankClass<T>, isBucketOpen: IsBucketOpen): Generator<Entry<T>, undefined> {
  const cursors = createHeap<Cursor<T>>((a, b) => compareHeads(a.head, b.head))
  for (const lane of rankClass.inOrder()) {
    const head = headOf(lane)
    yield* drain(cursors, (entry) => compareHeads(entry, head) < 0)
    if (isBucketOpen(lane.bucket)) addCursor(cursors, lane.entries.inOrder())
  }
  yield* drain(cursors, () => true)
}

/** A position in an ordered iteration. */
interface Cursor<T> extends Slotted {
  head: Entry<T>
  readonly rest: Iterator<Entry<T>, undefined>
}

function addCursor<T>(cursors: Heap<Cursor<T>>, rest: Iterator<Entry<T>, undefined>): void {
  const first = rest.next()
  if (!first.done) cursors.add({ head: first.value, rest, slot: -1 })
}

/** Yields the items of the cursors in order, while `isWanted` returns true. */
function* drain<T>(
  cursors: Heap<Cursor<T>>,
  isWanted: (head: Entry<T>) => boolean,
): Generator<Entry<T>, undefined> {
  for (let first = cursors.peek(); first !== null && isWanted(first.head); first = cursors.peek()) {
    yield first.head
    const next = first.rest.next()
    if (next.done) {
      cursors.remove(first)
    } else {
      first.head = next.value
      cursors.reposition(first)
    }
  }
}

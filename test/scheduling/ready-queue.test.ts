import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReadyQueue } from '../../src-main/scheduling/ready-queue.ts'
import { compareTasks, type Ranked } from '../../src-main/scheduling/score.ts'
import { priorities } from '../../src-shared/model/task-definition.ts'

const hour = 3_600_000
const start = Date.UTC(2026, 4, 20, 10)

interface Item extends Ranked {
  readonly bucket: string
}

const item = (over: Partial<Item> = {}): Item => ({
  priority: 'medium',
  dueAt: null,
  timeZone: 'UTC',
  criticalMs: 0,
  createdAt: 0,
  key: 'task-001',
  bucket: 'any',
  ...over,
})

const createQueue = (...items: Item[]) => {
  const queue = createReadyQueue<Item>((each) => each)
  for (const each of items) queue.add(each, each.bucket)
  return queue
}

const everyBucket = () => true

const drawnItem: fc.Arbitrary<Item> = fc.record({
  priority: fc.constantFrom(...priorities),
  dueAt: fc.option(fc.integer({ min: -48, max: 120 }).map((hours) => start + hours * hour)),
  // Mostly one zone, so that buckets share a class and their first tasks change places.
  timeZone: fc.oneof(
    { weight: 8, arbitrary: fc.constant('UTC') },
    { weight: 1, arbitrary: fc.constantFrom('Asia/Tokyo', 'America/Los_Angeles') },
  ),
  criticalMs: fc.nat(1),
  createdAt: fc.nat(1),
  key: fc.constantFrom('a', 'b', 'c'),
  bucket: fc.constantFrom('w', 'x', 'y', 'z'),
})
const drawnNow = fc.integer({ min: -24, max: 120 }).map((hours) => start + hours * hour)
const drawnOpen: fc.Arbitrary<readonly string[]> = fc.uniqueArray(fc.constantFrom('w', 'x', 'y', 'z'))
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), item: drawnItem }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      now: drawnNow,
      open: drawnOpen,
      limit: fc.nat(10),
    }),
  },
)

describe('the ready queue', () => {
  it('equals a full sort at any instant, after any additions and removals', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), (steps) => {
        const queue = createQueue()
        let held: Item[] = []
        for (const each of steps) {
          if (each.do === 'add') {
            held.push(each.item)
            queue.add(each.item, each.item.bucket)
          } else if (each.do === 'remove') {
            const gone = held[each.at % Math.max(1, held.length)]
            if (gone !== undefined) expect(queue.remove(gone)).toBe(true)
            held = held.filter((one) => one !== gone)
          } else {
            // A stable sort: equal tasks keep their order of insertion.
            const sorted = held.toSorted((a, b) => compareTasks(a, b, each.now))
            const open = sorted.filter(({ bucket }) => each.open.includes(bucket))
            const isOpen = (bucket: string) => each.open.includes(bucket)
            expect(queue.best(isOpen, each.now)).toBe(open[0] ?? null)
            expect(queue.list(isOpen, each.now, each.limit)).toEqual(open.slice(0, each.limit))
            expect([...queue.inOrder(isOpen, each.now)]).toEqual(open)
            for (const bucket of ['w', 'x', 'y', 'z']) {
              expect(queue.peek(bucket, each.now)).toBe(sorted.find((one) => one.bucket === bucket) ?? null)
            }
          }
          expect(queue.size).toBe(held.length)
          expect([...queue.buckets()].sort()).toEqual([...new Set(held.map(({ bucket }) => bucket))].sort())
        }
      }),
      { numRuns: 300 },
    )
  })

  it('follows the first task of a bucket when it changes', () => {
    const [x, y] = [item({ bucket: 'x', createdAt: 5 }), item({ bucket: 'y', createdAt: 6 })]
    const [earlier, late] = [item({ bucket: 'y', createdAt: 1 }), item({ bucket: 'x', createdAt: 9 })]
    const queue = createQueue(x, y, late)
    queue.add(earlier, 'y')
    expect(queue.best(everyBucket, start)).toBe(earlier)
    queue.remove(earlier)
    expect(queue.best(everyBucket, start)).toBe(x)
    queue.remove(x)
    expect(queue.list(everyBucket, start, 9)).toEqual([y, late])
    expect(queue.best(everyBucket, start)).toBe(y)
  })

  it('lets a nearing deadline overtake a higher priority without an update', () => {
    const [low, high] = [
      item({ dueAt: start + 40 * hour, key: 'due' }),
      item({ priority: 'high', key: 'high' }),
    ]
    const queue = createQueue(low, high)
    expect(queue.best(everyBucket, start)).toBe(high)
    expect(queue.best(everyBucket, start + 41 * hour)).toBe(low)
  })

  it('follows the tie rule if two priorities have equal scores', () => {
    const overdue = item({ dueAt: start - hour, key: 'z' })
    const high = item({ priority: 'high', criticalMs: 9, key: 'a' })
    const queue = createQueue(high, overdue)
    expect(queue.list(everyBucket, start, 2)).toEqual([overdue, high])
  })

  it('compares tasks of different time zones by their own day', () => {
    // Due one hour later, but still on the same day in its zone.
    const tomorrow = item({ timeZone: 'Asia/Tokyo', dueAt: start + 5 * hour, key: 'tokyo' })
    const today = item({ timeZone: 'America/Los_Angeles', dueAt: start + 6 * hour, key: 'la' })
    expect(createQueue(tomorrow, today).best(everyBucket, start)).toBe(today)
  })

  it('contains each item once', () => {
    const [one, other] = [item(), item()]
    const queue = createQueue(one)
    expect([queue.has(one), queue.has(other)]).toEqual([true, false])
    expect(() => queue.add(one, 'elsewhere')).toThrow('in the queue already')
    expect(queue.remove(other)).toBe(false)
    expect(queue.remove(one)).toBe(true)
    expect(queue.remove(one)).toBe(false)
    expect([queue.size, queue.best(everyBucket, start), queue.peek('any', start)]).toEqual([0, null, null])
  })

  it('keeps its order when an item changes in place', () => {
    const task = { priority: 'low' as Ranked['priority'] }
    const queue = createReadyQueue<{ priority: Ranked['priority'] }>(({ priority }) => item({ priority }))
    const other = { priority: 'medium' as const }
    queue.add(task, 'any')
    queue.add(other, 'any')
    task.priority = 'critical'
    expect(queue.best(everyBucket, start)).toBe(other)
    queue.remove(task)
    queue.add(task, 'any')
    expect(queue.best(everyBucket, start)).toBe(task)
  })

  it('checks no more buckets than precede the answer', () => {
    const queue = createQueue(
      ...Array.from({ length: 1000 }, (_, at) => item({ bucket: `${at}`, createdAt: at })),
    )
    const asked: string[] = []
    const isOpen = (bucket: string) => {
      asked.push(bucket)
      return bucket === '2'
    }
    expect(queue.best(isOpen, start)?.bucket).toBe('2')
    expect(queue.list(isOpen, start, 1).map(({ bucket }) => bucket)).toEqual(['2'])
    expect(asked).toEqual(['0', '1', '2', '0', '1', '2'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeap, type Heap } from '../../src-main/scheduling/heap.ts'

interface Item {
  value: number
  slot: number
}

const item = (value: number): Item => ({ value, slot: -1 })
const byValue = (a: Item, b: Item) => a.value - b.value
const sorted = (items: readonly Item[]) => items.map(({ value }) => value).sort((a, b) => a - b)

function drain(heap: Heap<Item>): number[] {
  const values: number[] = []
  for (let next = heap.pop(); next !== null; next = heap.pop()) values.push(next.value)
  return values
}

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), value: fc.nat(20) }),
  fc.record({ do: fc.constant('pop' as const), value: fc.nat() }),
  fc.record({ do: fc.constant('remove' as const), value: fc.nat() }),
  fc.record({ do: fc.constant('change' as const), value: fc.nat(20) }),
)

describe('a heap', () => {
  it('returns the first item, and the rest in order, after any operations', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const heap = createHeap<Item>(byValue)
        let items: Item[] = []
        for (const { do: what, value } of steps) {
          const any = items[value % Math.max(1, items.length)]
          if (what === 'add') {
            const added = item(value)
            items.push(added)
            heap.add(added)
          } else if (what === 'pop') {
            const popped = heap.pop()
            expect(popped?.value).toBe(sorted(items)[0])
            items = items.filter((each) => each !== popped)
          } else if (any !== undefined && what === 'remove') {
            heap.remove(any)
            expect(any.slot).toBe(-1)
            items = items.filter((each) => each !== any)
          } else if (any !== undefined) {
            any.value = value
            heap.reposition(any)
          }
          expect(heap.size).toBe(items.length)
          expect(heap.peek()?.value).toBe(sorted(items)[0])
          expect([...heap.inOrder()].map((each) => each.value)).toEqual(sorted(items))
        }
        expect(drain(heap)).toEqual(sorted(items))
      }),
    )
  })

  it('keeps its order when a gap is filled by an item that belongs higher', () => {
    const [heap, items] = [createHeap<Item>(byValue), [0, 10, 1, 11, 12, 2, 3].map(item)]
    for (const each of items) heap.add(each)
    const gap = items.find(({ value }) => value === 11)
    if (gap !== undefined) heap.remove(gap)
    expect(drain(heap)).toEqual([0, 1, 2, 3, 10, 12])
  })

  it('refuses to remove an unknown item', () => {
    const [heap, other] = [createHeap<Item>(byValue), createHeap<Item>(byValue)]
    const [mine, foreign] = [item(1), item(1)]
    heap.add(mine)
    other.add(foreign)
    expect(() => heap.remove(foreign)).toThrow('not in this heap')
    expect(() => heap.remove(item(2))).toThrow('not in this heap')
    heap.remove(mine)
    expect(() => heap.remove(mine)).toThrow('not in this heap')
  })

  it('visits few items for few requested ones', () => {
    let compared = 0
    const heap = createHeap<Item>((a, b) => {
      compared += 1
      return a.value - b.value
    })
    for (let value = 0; value < 10_000; value += 1) heap.add(item((value * 7919) % 10_000))
    compared = 0
    const walk = heap.inOrder()
    expect([walk.next().value, walk.next().value, walk.next().value].map((each) => each?.value)).toEqual([
      0, 1, 2,
    ])
    expect(compared).toBeLessThan(20)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../src-shared/retry-delay.ts'

const plan = { firstMs: 1000, factor: 2, maxMs: 60_000 }

describe('the delay before another attempt', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [6, 32_000],
    [7, 60_000],
    [5000, 60_000],
  ])('after attempt %i is between half of %i ms and all of it', (attempt, whole) => {
    const waits = Array.from({ length: 200 }, (_, at) => backoffMs(plan, attempt, `run_1/task-${at}`))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(whole / 2)
    expect(Math.max(...waits)).toBeLessThanOrEqual(whole)
  })

  it('reaches both half and all of it', () => {
    const waits = Array.from({ length: 50 }, (_, at) => backoffMs({ ...plan, firstMs: 4 }, 1, `task-${at}`))
    expect([...new Set(waits)].sort()).toEqual([2, 3, 4])
    expect(backoffMs({ ...plan, firstMs: 0 }, 5000, 'a')).toBe(0)
  })

  it('spreads tasks with similar keys evenly over its range', () => {
    const tenths = new Array<number>(10).fill(0)
    for (let at = 0; at < 1000; at += 1) {
      const tenth = Math.floor((backoffMs({ ...plan, firstMs: 20_000 }, 1, `task-${at}`) - 10_000) / 1000.1)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) {
      expect(count).toBeGreaterThan(60)
      expect(count).toBeLessThan(140)
    }
  })

  it('is the same for equal seed and attempt, and different otherwise', () => {
    expect(backoffMs(plan, 3, 'a')).toBe(backoffMs(plan, 3, 'a'))
    expect(backoffMs(plan, 8, 'a')).not.toBe(backoffMs(plan, 9, 'a'))
    expect(backoffMs(plan, 8, 'a')).not.toBe(backoffMs(plan, 8, 'b'))
  })

  it('is an integer within its bounds for any plan', () => {
    const any = fc.record({
      firstMs: fc.nat(86_400_000),
      factor: fc.double({ min: 1, max: 10, noNaN: true }),
      maxMs: fc.nat(7 * 86_400_000),
    })
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 10_000 }), fc.string(), (each, attempt, seed) => {
        const ms = backoffMs(each, attempt, seed)
        expect(Number.isSafeInteger(ms)).toBe(true)
        expect(ms).toBeGreaterThanOrEqual(Math.floor(Math.min(each.firstMs, each.maxMs) / 2))
        expect(ms).toBeLessThanOrEqual(each.maxMs)
      }),
    )
  })
})

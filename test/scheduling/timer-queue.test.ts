import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTimerQueue } from '../../src-main/scheduling/timer-queue.ts'

describe('the timer queue', () => {
  it('returns due timers, earliest first, equal ones in the order of insertion', () => {
    const timers = createTimerQueue<string>()
    for (const [ref, at] of [
      ['c', 30],
      ['a', 10],
      ['b', 10],
      ['d', 40],
    ] as const) {
      timers.add({ at, ref })
    }
    expect(timers.nextAt()).toBe(10)
    expect(timers.takeDue(9)).toEqual([])
    expect(timers.takeDue(30)).toEqual(['a', 'b', 'c'])
    expect([timers.nextAt(), timers.size]).toEqual([40, 1])
    expect(timers.takeDue(1000)).toEqual(['d'])
    expect(timers.nextAt()).toBeNull()
    expect(timers.takeDue(1000)).toEqual([])
  })

  it('returns each timer once, at the first moment it is due, for any insertions', () => {
    const step = fc.record({ added: fc.array(fc.nat(50), { maxLength: 8 }), now: fc.nat(60) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const timers = createTimerQueue<{ at: number; serial: number }>()
        let waiting: { at: number; serial: number }[] = []
        let serial = 0
        for (const { added, now } of steps) {
          for (const at of added) {
            const timer = { at, serial }
            serial += 1
            waiting.push(timer)
            timers.add({ at, ref: timer })
          }
          expect(timers.nextAt()).toBe(waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at)))
          const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at || a.serial - b.serial)
          waiting = waiting.filter(({ at }) => at > now)
          expect(timers.takeDue(now)).toEqual(due)
          expect(timers.size).toBe(waiting.length)
        }
      }),
    )
  })
})

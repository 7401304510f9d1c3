import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareTasks,
  compareTies,
  deadlineBoost,
  type Ranked,
  scoreTask,
} from '../../src-main/scheduling/score.ts'
import { priorities } from '../../src-shared/model/task-definition.ts'

const hour = 3_600_000
const day = 24 * hour
/** 10:00, so that the same day has hours before and after. */
const now = Date.UTC(2026, 4, 20, 10)

const task = (over: Partial<Ranked> = {}): Ranked => ({
  priority: 'medium',
  dueAt: null,
  timeZone: 'UTC',
  criticalMs: 0,
  createdAt: 0,
  key: 'task-001',
  ...over,
})

describe('the boost of a deadline (specification)', () => {
  it.each([
    ['none', null, 1],
    ['a year ago', now - 365 * day, 10],
    ['earlier today', now - hour, 10],
    ['a moment ago', now - 1, 10],
    ['now', now, 5],
    ['later today', now + 13 * hour, 5],
    ['in the last millisecond of today', Date.UTC(2026, 4, 21) - 1, 5],
    ['in the first moment of tomorrow', Date.UTC(2026, 4, 21), 2],
    ['in three days, to the millisecond', now + 3 * day, 2],
    ['a moment after three days', now + 3 * day + 1, 1],
    ['next year', now + 365 * day, 1],
  ])('%s', (_, dueAt, boost) => {
    expect(deadlineBoost(dueAt, now)).toBe(boost)
  })
})

describe('the boost of a deadline where the local day differs from UTC', () => {
  // 10:00 UTC is 19:00 in Tokyo and 03:00 in Los Angeles.
  it.each([
    ['Asia/Tokyo', Date.UTC(2026, 4, 20, 15) - 1, 5],
    ['Asia/Tokyo', Date.UTC(2026, 4, 20, 15), 2],
    ['America/Los_Angeles', Date.UTC(2026, 4, 21, 7) - 1, 5],
    ['America/Los_Angeles', Date.UTC(2026, 4, 21, 7), 2],
    ['Asia/Kolkata', Date.UTC(2026, 4, 20, 18, 30) - 1, 5],
    ['Asia/Kolkata', Date.UTC(2026, 4, 20, 18, 30), 2],
  ])('in %s is right for one due at %i', (timeZone, dueAt, boost) => {
    expect(deadlineBoost(dueAt, now, timeZone)).toBe(boost)
    expect(scoreTask(task({ dueAt, timeZone }), now)).toBe(10 * boost)
  })

  it('is never smaller for an earlier deadline of the same zone', () => {
    const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) })
    const due = fc.integer({ min: -2 * day, max: 5 * day })
    const zone = fc.constantFrom('UTC', 'America/New_York', 'America/St_Johns', 'Pacific/Apia')
    fc.assert(
      fc.property(instant, due, due, zone, (at, a, b, timeZone) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        expect(deadlineBoost(at + early, at, timeZone)).toBeGreaterThanOrEqual(
          deadlineBoost(at + late, at, timeZone),
        )
      }),
    )
  })
})

describe('the score of a task (specification)', () => {
  it.each([
    ['critical', 1000],
    ['high', 100],
    ['medium', 10],
    ['low', 1],
  ] as const)('of a %s task is %i times its boost', (priority, weight) => {
    const of = (dueAt: number | null) => scoreTask(task({ priority, dueAt }), now)
    expect([of(null), of(now + 2 * day), of(now + hour), of(now - hour)]).toEqual([
      weight,
      weight * 2,
      weight * 5,
      weight * 10,
    ])
  })
})

describe('the order of tasks', () => {
  const ranked = fc.record<Ranked>({
    priority: fc.constantFrom(...priorities),
    dueAt: fc.option(fc.integer({ min: -5 * 24, max: 8 * 24 }).map((hours) => now + hours * hour)),
    timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
    criticalMs: fc.nat(2),
    createdAt: fc.nat(2),
    key: fc.constantFrom('a', 'b', 'c'),
  })

  it('never puts a lower score, or for equal scores a later deadline, first', () => {
    fc.assert(
      fc.property(fc.array(ranked, { maxLength: 40 }), (tasks) => {
        const order = tasks.toSorted((a, b) => compareTasks(a, b, now))
        for (const [at, task] of order.entries()) {
          const next = order[at + 1]
          if (next === undefined) return
          const [score, nextScore] = [scoreTask(task, now), scoreTask(next, now)]
          expect(score).toBeGreaterThanOrEqual(nextScore)
          if (score === nextScore) expect(task.dueAt ?? Infinity).toBeLessThanOrEqual(next.dueAt ?? Infinity)
        }
      }),
    )
  })

  it('is antisymmetric and transitive', () => {
    fc.assert(
      fc.property(ranked, ranked, ranked, (a, b, c) => {
        expect(Math.sign(compareTasks(a, b, now)) + Math.sign(compareTasks(b, a, now))).toBe(0)
        const [first, second, third] = [a, b, c].sort((x, y) => compareTasks(x, y, now))
        if (first && second && third) expect(compareTasks(first, third, now)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it('for equal deadlines puts the longer remaining critical path first, then the older, then by key', () => {
    const [longer, older, first] = [{ criticalMs: 2 }, { createdAt: -1 }, { key: 'a' }]
    const sorted = [
      task({ ...longer, ...older, ...first }),
      task({ ...longer, ...older }),
      task({ ...longer, ...first }),
      task({ ...longer }),
      task({ ...older, ...first }),
      task({ ...older }),
      task({ ...first }),
      task(),
    ]
    for (const dueAt of [null, now + hour]) {
      const due = sorted.map((each) => ({ ...each, dueAt }))
      expect(due.toReversed().sort((a, b) => compareTasks(a, b, now))).toEqual(due)
      expect(due.toReversed().sort(compareTies)).toEqual(due)
    }
  })

  it('compares the deadline before the critical path, and the score before both', () => {
    const order = [
      task({ priority: 'high', key: 'of ten times the weight' }),
      task({ dueAt: now - hour, priority: 'low', key: 'overdue' }),
      task({ key: 'of the same score, without a deadline', criticalMs: 9 }),
    ]
    expect(order.toReversed().sort((a, b) => compareTasks(a, b, now))).toEqual(order)
  })
})

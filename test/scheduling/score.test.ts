import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTasks, deadlineBoost, type Ranked, scoreTask } from '../../src-main/scheduling/score.ts'
import { priorities } from '../../src-shared/model/task.ts'

const hour = 3_600_000
const day = 24 * hour
/** Ten in the morning, so that today has hours before it and after it. */
const now = Date.UTC(2026, 4, 20, 10)

describe('the boost of a deadline (document 004)', () => {
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

describe('the score of a task (document 004)', () => {
  it.each([
    ['critical', 1000],
    ['high', 100],
    ['medium', 10],
    ['low', 1],
  ] as const)('of a %s one is %i times its boost', (priority, weight) => {
    const of = (dueAt: number | null) => scoreTask({ priority, dueAt, createdAt: 0, position: 0 }, now)
    expect([of(null), of(now + 2 * day), of(now + hour), of(now - hour)]).toEqual([
      weight,
      weight * 2,
      weight * 5,
      weight * 10,
    ])
  })
})

describe('the order of tasks', () => {
  const ranked = fc.record({
    priority: fc.constantFrom(...priorities),
    dueAt: fc.option(fc.integer({ min: -5 * 24, max: 8 * 24 }).map((hours) => now + hours * hour)),
    createdAt: fc.constant(0),
    position: fc.nat(5),
  })

  it('never puts a lower score, nor at equal scores a later deadline, first', () => {
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

  it('is the same whichever way two tasks are compared', () => {
    fc.assert(
      fc.property(ranked, ranked, (a: Ranked, b: Ranked) => {
        expect(Math.sign(compareTasks(a, b, now)) + Math.sign(compareTasks(b, a, now))).toBe(0)
      }),
    )
  })

  it.todo('at equal deadlines puts the longer remaining critical path first, then the older, then by key')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Competence,
  expectedShare,
  learn,
  maxGain,
  posterior,
  type SkillOutcome,
} from '../../src-main/assignment/competence.ts'

const day = 24 * 3_600_000
const start = Date.UTC(2026, 0, 1)
const learnAll = (outcomes: readonly SkillOutcome[]) => outcomes.reduce<Competence | null>(learn, null)
const repeat = (ok: boolean, times: number) =>
  learnAll(Array.from({ length: times }, () => ({ ok, at: start })))

const at = fc.integer({ min: 0, max: 8_640_000_000_000_000 })
const history = fc.array(fc.record({ ok: fc.boolean(), at }), { maxLength: 40 })

describe('the learned competence of an agent for a skill', () => {
  it('is two thirds without attempts, with wide bounds', () => {
    const { mean, low, high } = posterior(null, start)
    expect(mean).toBeCloseTo(2 / 3, 10)
    expect(high - low).toBeGreaterThan(0.7)
  })

  it('is a share within its bounds for any history, and plain JSON', () => {
    fc.assert(
      fc.property(history, at, (outcomes, now) => {
        const competence = learnAll(outcomes)
        const { mean, low, high } = posterior(competence, now)
        expect(low).toBeGreaterThan(0)
        expect(low).toBeLessThan(mean)
        expect(mean).toBeLessThan(high)
        expect(high).toBeLessThan(1)
        expect(expectedShare(competence, now)).toBe(mean)
        expect(JSON.parse(JSON.stringify(competence))).toEqual(competence)
      }),
    )
  })

  it('rises with a success and falls with a failure, like its bounds', () => {
    fc.assert(
      fc.property(history, at, (outcomes, now) => {
        const before = learnAll(outcomes)
        const of = (ok: boolean) => posterior(learn(before, { ok, at: now }), now)
        const is = posterior(before, now)
        for (const share of ['mean', 'low', 'high'] as const) {
          expect(of(true)[share]).toBeGreaterThanOrEqual(is[share])
          expect(of(false)[share]).toBeLessThanOrEqual(is[share])
        }
        expect(of(true).mean).toBeGreaterThan(of(false).mean)
        expect(of(true).mean - is.mean).toBeLessThan(maxGain)
      }),
    )
  })

  it('rises by less than the maximum gain, and approaches this gain', () => {
    const gainAfter = (failures: number) => {
      const before = { successes: 0, failures, at: start }
      return expectedShare(learn(before, { ok: true, at: start }), start) - expectedShare(before, start)
    }
    expect(gainAfter(Math.sqrt(6) - 1)).toBeGreaterThan(maxGain - 0.0002)
    for (let failures = 0; failures < 20; failures += 0.1) expect(gainAfter(failures)).toBeLessThan(maxGain)
  })

  it('becomes more certain with equal outcomes', () => {
    const widthAfter = (times: number) => {
      const { low, high } = posterior(repeat(true, times), start)
      return high - low
    }
    expect(widthAfter(1)).toBeLessThan(widthAfter(0))
    expect(widthAfter(100)).toBeLessThan(0.05)
  })

  it('halves the weight of an outcome every 30 days', () => {
    const once = repeat(true, 8)
    expect(posterior(once, start + 30 * day)).toEqual(posterior(repeat(true, 4), start))
    expect(posterior(once, start + 60 * day)).toEqual(posterior(repeat(true, 2), start))
  })

  it('converges to the prior', () => {
    fc.assert(
      fc.property(history, (outcomes) => {
        const competence = learnAll(outcomes)
        const { mean } = posterior(competence, (competence?.at ?? 0) + 365 * 10 * day)
        expect(mean).toBeCloseTo(2 / 3, 6)
      }),
    )
  })

  it('never moves away from the prior as time passes', () => {
    fc.assert(
      fc.property(history, fc.nat(400), fc.nat(400), (outcomes, one, more) => {
        const competence = learnAll(outcomes)
        const last = competence?.at ?? 0
        const distance = (days: number) => Math.abs(expectedShare(competence, last + days * day) - 2 / 3)
        expect(distance(one + more)).toBeLessThanOrEqual(distance(one) + 1e-12)
      }),
    )
  })
})

describe('a clock that is set back', () => {
  it('removes nothing and counts the next outcomes fully', () => {
    const early = learn(repeat(true, 3), { ok: false, at: start - 100 * day })
    expect(early).toEqual({ successes: 3, failures: 1, at: start - 100 * day })
  })

  it('has no effect after its correction: decay continues from the new instant', () => {
    const jumped = learn(null, { ok: true, at: start + 3650 * day })
    const back = learn(jumped, { ok: true, at: start })
    expect(posterior(back, start + 30 * day).mean).toBeCloseTo((2 + 1) / (3 + 1), 10)
  })

  it('has no effect on a reading at an earlier instant', () => {
    expect(posterior(repeat(true, 3), start - day)).toEqual(posterior(repeat(true, 3), start))
  })
})

describe('the bounds of a competence', () => {
  /** Share of a Beta distribution below `x`, by the midpoint rule. */
  function shareBelow(x: number, alpha: number, beta: number): number {
    const steps = 4000
    const area = (to: number) => {
      let sum = 0
      for (let step = 0; step < steps; step += 1) {
        const t = ((step + 0.5) / steps) * to
        sum += t ** (alpha - 1) * (1 - t) ** (beta - 1)
      }
      return (sum * to) / steps
    }
    return area(x) / area(1)
  }

  it.each([
    [0, 0],
    [1, 0],
    [0, 1],
    [5, 2],
    [2, 5],
    [30, 0],
    [0, 30],
    [80, 20],
  ])(
    'after %i successes and %i failures leave at most a twentieth on either side, and not much less',
    (successes, failures) => {
      const { low, high } = posterior({ successes, failures, at: start }, start)
      const below = shareBelow(low, 2 + successes, 1 + failures)
      const above = 1 - shareBelow(high, 2 + successes, 1 + failures)
      for (const tail of [below, above]) {
        expect(tail).toBeLessThan(0.0505)
        expect(tail).toBeGreaterThan(0.015)
      }
    },
  )
})

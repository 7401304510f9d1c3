import { describe, expect, it } from 'vitest'
import { scoreDelay } from '../../src-main/governance/delay.ts'

const facts = (over: Partial<Parameters<typeof scoreDelay>[0]> = {}) => ({
  ...{ held: 0, urgency: 10, cost: null },
  ...over,
})
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

describe('the cost of delay', () => {
  it('increases with each task that waits for the question', () => {
    expect(scoreDelay(facts({ held: 12 }))).toBe(130)
    expect(scoreDelay(facts({ held: 3 }))).toBeGreaterThan(scoreDelay(facts({ held: 2 })))
  })

  it('increases with the urgency of the waiting tasks', () => {
    expect(scoreDelay(facts({ urgency: 1000 }))).toBeGreaterThan(scoreDelay(facts({ held: 50 })))
  })

  it('depends on the magnitude of the price among equal requests', () => {
    expect(scoreDelay(facts({ cost: eur(0) }))).toBe(scoreDelay(facts()))
    expect(scoreDelay(facts({ cost: eur(90_000) }))).toBeGreaterThan(scoreDelay(facts({ cost: eur(900) })))
    expect(scoreDelay(facts({ cost: eur(100_000_00) }))).toBeLessThan(scoreDelay(facts({ urgency: 100 })))
  })
})

import { describe, expect, it } from 'vitest'
import { priceOf } from '../../../src-renderer/features/frame/price.ts'
import type { Consequences } from '../../../src-shared/contract/approvals.ts'
import { moneySubject } from '../entities/approvals/approvals.ts'

const leadingTo = (over: Partial<Consequences['approve']>): Consequences => ({
  approve: { frees: [], leadsTo: 0, longestPathMs: 0, cost: null, unknownCosts: 0, ...over },
  reject: { skips: [], skipsCount: 0 },
})
const cost = { amountMinor: 800, currency: 'EUR' }
const gate = { kind: 'task_gate', subject: null } as const

describe('the price of a yes', () => {
  it('is that of the task and of what follows, as far as it is known', () => {
    expect(priceOf(gate, leadingTo({ cost }))).toBe('costs 8.00 EUR')
    expect(priceOf(gate, leadingTo({ cost, unknownCosts: 2 }))).toBe('costs 8.00 EUR or more')
  })

  it('is what a top-up asks for', () => {
    expect(priceOf({ kind: 'budget_top_up', subject: moneySubject }, null)).toBe('asks for 3.50 EUR more')
  })

  it('is not named where nobody counts money, or the work is paid for', () => {
    expect(priceOf(gate, leadingTo({}))).toBeNull()
    expect(priceOf(gate, null)).toBeNull()
    expect(priceOf({ kind: 'result_review', subject: null }, leadingTo({ cost }))).toBeNull()
    expect(priceOf({ kind: 'budget_top_up', subject: 'odd' }, null)).toBeNull()
  })
})

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

describe('the cost of an approval', () => {
  it('is the known cost of the task and its dependents', () => {
    expect(priceOf(gate, leadingTo({ cost }))).toBe('costs 8.00 EUR')
    expect(priceOf(gate, leadingTo({ cost, unknownCosts: 2 }))).toBe('costs 8.00 EUR or more')
  })

  it('is the requested amount of a budget increase', () => {
    expect(priceOf({ kind: 'budget_top_up', subject: moneySubject }, null)).toBe('asks for 3.50 EUR more')
  })

  it('is omitted without prices, and for paid work', () => {
    expect(priceOf(gate, leadingTo({}))).toBeNull()
    expect(priceOf(gate, null)).toBeNull()
    expect(priceOf({ kind: 'result_review', subject: null }, leadingTo({ cost }))).toBeNull()
    expect(priceOf({ kind: 'budget_top_up', subject: 'odd' }, null)).toBeNull()
  })
})

import { expect, it } from 'vitest'
import { priceOfAgent } from '../../src-shared/model/agents/agent.ts'

const price = { amountMinor: 100, currency: 'EUR' }

it('the price of an agent is its set price, zero in this process, and zero for a person by default', () => {
  expect(priceOfAgent({ kind: 'model', price })).toEqual(price)
  expect(priceOfAgent({ kind: 'model' })).toBe('unknown')
  expect(priceOfAgent({ kind: 'builtin', price })).toBe('free')
  expect(priceOfAgent({ kind: 'person', price })).toEqual(price)
  expect(priceOfAgent({ kind: 'person' })).toBe('free')
})

import { expect, it } from 'vitest'
import { priceOfAgent } from '../../src-shared/model/agents/agent.ts'

const price = { amountMinor: 100, currency: 'EUR' }

it('is what is said, nothing for what runs in this process, and for a person of whom none is said', () => {
  expect(priceOfAgent({ kind: 'model', price })).toEqual(price)
  expect(priceOfAgent({ kind: 'model' })).toBe('unknown')
  expect(priceOfAgent({ kind: 'builtin', price })).toBe('free')
  expect(priceOfAgent({ kind: 'person', price })).toEqual(price)
  expect(priceOfAgent({ kind: 'person' })).toBe('free')
})

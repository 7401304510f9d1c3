import { describe, expect, it } from 'vitest'
import { answerOf } from '../builders.ts'

const order = async (
  description: string,
  dependencies: Parameters<typeof answerOf>[0]['dependencies'] = [],
) => {
  const { data, text } = await answerOf({ description, dependencies, requiredSkills: ['purchase'] })
  expect(text).toContain('**Nothing was bought and no money was spent.**')
  return data
}
const found = (text: string) => [
  {
    key: 'a',
    title: 'Research phones',
    status: 'done' as const,
    result: { text: '', data: { query: 'phones', findings: [{ text, source: 'web' }] } },
  },
]

describe('an order request', () => {
  it('names the item and the amount, which is a limit where the words say so', async () => {
    expect(await order('Buy 3 laptops for under $2,000')).toEqual({
      purchase: {
        item: '3 laptops',
        amountMinor: 200_000,
        currency: 'USD',
        isLimit: true,
        source: null,
        isOpen: false,
        status: 'requested',
      },
    })
    expect(await order('Order a taxi for 20 euros')).toMatchObject({
      purchase: { item: 'a taxi', amountMinor: 2000, currency: 'EUR', isLimit: false },
    })
    expect(await order('Buy the best phone')).toMatchObject({
      purchase: { item: 'the best phone', amountMinor: null, currency: null, isOpen: false },
    })
  })

  it('takes the cheapest of what was found, within the limit', async () => {
    const dependencies = found('One: $300. Two: $200.\nThree: 100 EUR')
    expect(await order('Order the cheapest for at most $250', dependencies)).toMatchObject({
      purchase: { item: 'Two', amountMinor: 20_000, currency: 'USD', source: 'web' },
    })
  })

  it('leaves open what would be a guess: two currencies, several offers, a limit that nothing meets', async () => {
    const dependencies = found('One: $300. Two: $200.\nThree: 100 EUR')
    for (const request of ['Order the cheapest', 'Buy it', 'Order the cheapest for at most $50']) {
      expect(await order(request, dependencies)).toMatchObject({ purchase: { isOpen: true, source: null } })
    }
  })
})

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
const found = (text: string, description = '') => [
  {
    key: 'a',
    title: 'Research phones',
    description,
    status: 'done' as const,
    result: { text: '', data: { query: 'phones', findings: [{ text, source: 'web' }] } },
  },
]

describe('an order request', () => {
  it('names the item and the amount, which is a limit if the request says so', async () => {
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

  it('selects the cheapest offer within the limit', async () => {
    const dependencies = found('One: $300. Two: $200.\nThree: 100 EUR')
    expect(await order('Order the cheapest for at most $250', dependencies)).toMatchObject({
      purchase: { item: 'Two', amountMinor: 20_000, currency: 'USD', source: 'web' },
    })
  })

  it.each([
    ['Buy the best laptop\n\nContext: {"budget":"under 1000 EUR"}', 100_000, 'EUR', true],
    ['Buy the best laptop\n\nContext: {"budget":1000,"currency":"EUR"}', 100_000, 'EUR', true],
    ['Buy a laptop\n\nContext: {"price":"450 EUR"}', 45_000, 'EUR', false],
    ['Buy a laptop\n\nContext: I have 900 euros', 90_000, 'EUR', true],
    ['Buy a laptop for $50\n\nContext: I have 900 euros', 5000, 'USD', false],
  ])(
    'uses the amount of its input if the request names none: %s',
    async (description, amountMinor, currency, isLimit) => {
      expect(await order(description)).toMatchObject({ purchase: { amountMinor, currency, isLimit } })
    },
  )

  it('shows its maximum amount, also if only an earlier task knew the amount', async () => {
    const dependencies = found('One: 1200 EUR. Two: 800 EUR.', 'Find laptops under 1000 EUR')
    const task = { description: 'Buy the best', dependencies, requiredSkills: ['purchase'] }
    const { text } = await answerOf(task)
    expect(text).toContain('800.00')
    const { text: open } = await answerOf({
      ...task,
      dependencies: found('Nothing.', 'Find laptops under 1000 EUR'),
    })
    expect(open).toContain('at most')
    expect(open).toContain('1000.00')
  })

  it('leaves ambiguous values open: two currencies, several offers, a limit below all offers', async () => {
    const dependencies = found('One: $300. Two: $200.\nThree: 100 EUR')
    for (const request of ['Order the cheapest', 'Buy it', 'Order the cheapest for at most $50']) {
      expect(await order(request, dependencies)).toMatchObject({ purchase: { isOpen: true, source: null } })
    }
  })
})

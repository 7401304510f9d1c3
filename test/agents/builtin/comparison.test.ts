import { describe, expect, it } from 'vitest'
import { answerOf, failureOf } from '../builders.ts'

const compare = (text: string, description = 'Compare prices') =>
  answerOf({
    description,
    requiredSkills: ['comparison'],
    dependencies: [
      { key: 'a', title: 'Ask around', description: '', status: 'done', result: { text, data: null } },
    ],
  })

describe('a comparison', () => {
  const named: [text: string, item: string][] = [
    ['The Nimbus Pro costs $1,299.99', 'Nimbus Pro'],
    ['- Aurora 14: 899 EUR, 1.3 kg', 'Aurora 14'],
    ['| ThinkPad | 14 inch | $1,150 |', 'ThinkPad'],
    ['Only $20 for the blue one.', 'blue one'],
    ['**Zoë’s Café** – from 12 €', 'Zoë’s Café'],
    ['$5', 'Ask around'],
  ]
  it.each(named)('recognizes the item of the price in “%s”', async (text, item) => {
    expect((await compare(text)).data).toMatchObject({ comparison: { rows: [{ item }] } })
  })

  it('sorts within each currency, names the lowest price of each, and converts nothing', async () => {
    const { text, data } = await compare('A: $30\nB: $10\nC: 20 EUR\nA: $30')
    expect(data).toMatchObject({ comparison: { rows: [{ item: 'C' }, { item: 'B' }, { item: 'A' }] } })
    expect(text).toContain('- Lowest price in EUR: C, 20.00 EUR.\n- Lowest price in USD: B, 10.00 USD.')
  })

  it('reports results without a price', async () => {
    const dependencies = ['A: $30', 'no price here'].map((text, index) => ({
      key: `t${index}`,
      title: 'T',
      description: '',
      status: 'done' as const,
      result: { text, data: null },
    }))
    const { text } = await answerOf({ requiredSkills: ['comparison'], dependencies })
    expect(text).toContain('No amount was found in `t1`.')
  })

  it('compares text in the task, and reports if there is nothing to compare', async () => {
    const given = await answerOf({
      requiredSkills: ['comparison'],
      description: 'Compare:\n```\nA: $3\nB: $2\n```',
    })
    expect(given.data).toMatchObject({ comparison: { lowest: [{ item: 'B' }] } })
    const none = await failureOf({ requiredSkills: ['comparison'] })
    expect(none).toMatchObject({
      reason: 'nothing_to_do',
      message: expect.stringMatching(/^Prices to compare are missing\. Add offers/),
    })
  })

  it('escapes cell content', async () => {
    expect((await compare('A|B `x` costs $3')).text).toContain('| A\\|B x | 3.00 USD |')
  })
})

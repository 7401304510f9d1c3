import { describe, expect, it } from 'vitest'
import { findAmounts, readFigure } from '../../../src-shared/text/find-amounts.ts'

const found = (text: string) =>
  findAmounts(text).map(({ amountMinor, currency }) => `${amountMinor} ${currency}`)

describe('amounts in a text', () => {
  it.each([
    ['$1,299.99', '129999 USD'],
    ['1.299,99 €', '129999 EUR'],
    ['1 299,50 €', '129950 EUR'],
    ['EUR 500', '50000 EUR'],
    ['500 euros', '50000 EUR'],
    ['500 eur', '50000 EUR'],
    ['under $1000.', '100000 USD'],
    ['$2k', '200000 USD'],
    ['$1.5 million', '150000000 USD'],
    ['£19.9 each', '1990 GBP'],
    ['899$ each', '89900 USD'],
    ['2024 $5', '500 USD'],
  ])('%s is %s', (text, amount) => {
    expect(found(text)).toEqual([amount])
  })

  it('are found in order, and ranges give both ends', () => {
    expect(found('$5-$10, or 20 EUR')).toEqual(['500 USD', '1000 USD', '2000 EUR'])
  })

  it.each(['3 laptops', '3 USB', '$0.125', '-$5', '$1,2999', '$999999999999999', '900', 'try it'])(
    'are not found in: %s',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )
})

describe('a number without a currency', () => {
  it.each([
    ['500', 50_000],
    ['1.200,50 or so', 120_050],
    ['1,200.50', 120_050],
    ['2k', 200_000],
    ['1.5k', 150_000],
  ])('is parsed at the beginning of “%s”', (text, amountMinor) => {
    expect(readFigure(text)?.amountMinor).toBe(amountMinor)
  })

  it.each(['', 'about 500', '0.125', 'two'])('is not parsed at the beginning of “%s”', (text) => {
    expect(readFigure(text)).toBeNull()
  })
})

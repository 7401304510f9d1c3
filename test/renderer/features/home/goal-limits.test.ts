import { describe, expect, it } from 'vitest'
import { noLimits, readLimits } from '../../../../src-renderer/features/home/goal-limits.ts'

const read = (typed: Partial<typeof noLimits>) => readLimits({ ...noLimits, ...typed }, 'EUR')

describe('the typed limits of a goal', () => {
  it('are sent if they differ from the defaults', () => {
    expect(read({})).toEqual({ limits: {}, faults: {} })
    expect(read({ tasks: ' 20 ', depth: '5', rounds: '2', moneyLeft: '12,50' })).toEqual({
      limits: { tasks: 20, depth: 5, rounds: 2, moneyLeft: { amountMinor: 1250, currency: 'EUR' } },
      faults: {},
    })
    expect(read({ tasks: '500', depth: '200', rounds: '5' }).limits).toEqual({})
  })

  it.each(['0', '-1', '1.5', 'many', '10001'])('are refused if they are no count: %s', (tasks) => {
    expect(read({ tasks })).toEqual({
      limits: {},
      faults: { tasks: 'Enter a whole number from 1 to 10,000.' },
    })
  })

  it('are refused if they are no amount', () => {
    expect(read({ moneyLeft: 'a lot' }).faults).toEqual({ moneyLeft: 'Enter an amount, such as 12.50 EUR.' })
  })
})

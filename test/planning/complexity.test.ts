import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHard, readFeatures, scoreByFeatures } from '../../src-main/planning/requests/complexity.ts'

describe('the features in a goal', () => {
  it.each([
    ['Build a shop with login, payments and an admin dashboard', ['login', 'payments', 'admin dashboard']],
    ['A page including a map, and opening hours.', ['map', 'opening hours']],
    ['Make a script supporting CSV. It runs at night and on Sundays.', ['CSV']],
    [
      'Build an API:\n- list orders\n- refund an order;\n2. send invoices',
      ['list orders', 'refund an order', 'send invoices'],
    ],
    ['An API with orders and refunds, and publish it', ['orders', 'refunds']],
    ['Build a hello world web app', []],
    ['Write a report and send it to the board', []],
  ])('are found in: %s', (goal, features) => {
    expect(readFeatures(goal)).toEqual(features)
  })

  it('are few and short for any goal', () => {
    fc.assert(
      fc.property(
        fc.string({
          maxLength: 2000,
          unit: fc.constantFrom('a', ' ', ',', 'with ', ' and ', '\n', '- ', '.'),
        }),
        (goal) => {
          const features = readFeatures(goal)
          expect(features.length).toBeLessThanOrEqual(12)
          expect(features.every((each) => each.length > 0 && each.length <= 100)).toBe(true)
        },
      ),
    )
  })

  it('are read from ten thousand arbitrary characters without delay', () => {
    for (const piece of [' ', 'with ', ', and ', '- ', 'a\n'])
      readFeatures(piece.repeat(10_000 / piece.length))
  })

  it('make a task large from three on', () => {
    expect(
      [0, 1, 2, 3, 9].map((many) => isHard(scoreByFeatures(Array.from({ length: many }, () => 'x')))),
    ).toEqual([false, false, false, true, true])
  })
})

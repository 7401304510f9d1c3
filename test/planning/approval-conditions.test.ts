import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLimit, formatLimit } from '../../src-main/planning/message/limits.ts'
import { decompose } from '../../src-main/planning/requests/decomposition.ts'

/** Each task as its `description`, preceded by the question of its gate, if any. */
const asked = (message: string): string[] =>
  decompose(message).tasks.map(({ description, gate }) =>
    gate === null ? description : `[${gate.when}: ${gate.question}] ${description}`,
  )

const over500 = (title: string): string =>
  `[before: You asked to be asked if it is over 500 EUR. May “${title}” go on?] ${title}`
const wrote = (words: string, title: string): string =>
  `[before: You wrote “${words}”. May “${title}” go on?] ${title}`

describe('a limit above which a person wants to be asked', () => {
  const held: [message: string, tasks: string[]][] = [
    ['buy a laptop, if it is over 500 euros ask me', [over500('Buy a laptop')]],
    ['buy a laptop and ask me first if it costs more than €500', [over500('Buy a laptop')]],
    ['Buy a laptop. Ask me before buying anything over 500€.', [over500('Buy a laptop')]],
    ['if it’s above EUR 500 ask me before you buy it. Buy a laptop', [over500('Buy a laptop')]],
    ['buy a laptop (ask me first if it is over 500 euros)', [over500('Buy a laptop')]],
    ['buy a laptop if it is over 500 eur ask me', [over500('Buy a laptop')]],
    ["Don't spend more than 500 euros without asking me. Buy a laptop.", [over500('Buy a laptop')]],
    ['Anything over 500 EUR needs my approval. Buy a laptop', [over500('Buy a laptop')]],
    [
      'if the total, shipping included, is over 500 EUR, check with me. Buy a laptop',
      [over500('Buy a laptop')],
    ],
    [
      'find a laptop; if it costs more than 500€, ask me, otherwise buy it and tell bob@x.org',
      ['Find a laptop', over500('Buy it'), 'Tell bob@x.org'],
    ],
    [
      'research laptops and, if the best one costs more than 500 EUR, ask me before you order it; otherwise order it and email ann@x.org',
      ['Research laptops', over500('Order it'), 'Email ann@x.org'],
    ],
    [
      'order toner but ask me first, if it costs more than $1,200.50, and email bob@x.org',
      [
        '[before: You asked to be asked if it is over 1200.50 USD. May “Order toner” go on?] Order toner',
        'Email bob@x.org',
      ],
    ],
    [
      'order toner, ask me unless it is under 1.200,50 €',
      ['[before: You asked to be asked if it is 1200.50 EUR or more. May “Order toner” go on?] Order toner'],
    ],
    [
      'order toner if it is at most 50 EUR, otherwise ask me',
      ['[before: You asked to be asked if it is over 50 EUR. May “Order toner” go on?] Order toner'],
    ],
    [
      "order toner, don't ask me if it is under 50 EUR",
      ['[before: You asked to be asked if it is 50 EUR or more. May “Order toner” go on?] Order toner'],
    ],
    [
      'buy a boat. If it is over 2k ask me.',
      [
        '[before: You asked to be asked if it is over 2000 (no currency was named). May “Buy a boat” go on?] Buy a boat',
      ],
    ],
    [
      'buy milk, ask me first if it is over 5 EUR, and eggs',
      [
        '[before: You asked to be asked if it is over 5 EUR. May “Buy milk, and eggs” go on?] Buy milk, and eggs',
      ],
    ],
    [
      'order a phone and book a flight, ask me if the flight costs more than 500 EUR',
      ['Order a phone', over500('Book a flight')],
    ],
    [
      'buy milk and order a cake; ask me before you order anything over 500 EUR',
      [over500('Buy milk'), over500('Order a cake')],
    ],
    ['buy toner, ask me if there are more than 5', [wrote('ask me if there are more than 5', 'Buy toner')]],
  ]
  it.each(held)('gates the purchase and is no step: %s', (message, tasks) => {
    expect(asked(message)).toEqual(tasks)
  })

  it('reports that the price is unknown', () => {
    const [task] = decompose('buy a laptop, ask me if it is over 500 EUR').tasks
    expect(task?.gate?.description).toMatch(/Nobody here knows the price/)
  })

  it('is passed to the agent if nothing is bought', () => {
    expect(asked('research laptops and ask me before buying anything over 50 EUR')).toEqual([
      'Research laptops\n\nContext: ask me before buying anything over 50 EUR',
    ])
  })

  it('gates the separate step that its sentence names', () => {
    expect(decompose('ask me before buying anything over 50 EUR').tasks).toMatchObject([
      { requiredSkills: ['purchase'], gate: { when: 'before' } },
    ])
  })
})

describe('a price in the message', () => {
  const isAsked = (message: string): boolean => decompose(message).tasks.some(({ gate }) => gate !== null)

  it.each([
    'buy a laptop for 450 EUR, ask me if it is over 500 EUR',
    'buy a laptop for 500 EUR, ask me if it is over 500 EUR',
    'buy a laptop for 450 EUR, ask me unless it is under 500 EUR',
  ])('below the limit needs no gate: %s', (message) => {
    expect(isAsked(message)).toBe(false)
  })

  it.each([
    'buy a laptop for 550 EUR, ask me if it is over 500 EUR',
    'buy a laptop for 500 EUR, ask me unless it is under 500 EUR',
    'buy a laptop for 450 USD, ask me if it is over 500 EUR',
    'buy a laptop for 450 EUR, ask me if it is over 500',
    'buy a laptop for up to 450 EUR, ask me if it is over 500 EUR',
    'buy 3 laptops for 450 EUR, ask me if it is over 500 EUR',
    'buy three laptops for 450 EUR, ask me if it is over 500 EUR',
    'buy laptops for 450 EUR each, ask me if it is over 500 EUR',
    'buy a laptop for 450 EUR and a phone for 100 EUR, ask me if it is over 500 EUR',
    'buy a laptop for 450 EUR, ask me first',
  ])('above the limit, in another currency, or in doubt keeps the gate: %s', (message) => {
    expect(isAsked(message)).toBe(true)
  })

  it('may come from the context, for a single purchase', () => {
    const price = { amountMinor: 45_000, currency: 'EUR' }
    const gates = (message: string) => decompose(message, { price }).tasks.map(({ gate }) => gate !== null)
    expect(gates('find a laptop and buy it, ask me if it is over 500 EUR')).toEqual([false, false])
    expect(gates('find a laptop and buy it, ask me if it is over 400 EUR')).toEqual([false, true])
    expect(gates('buy milk and order a cake, ask me before buying anything over 500 EUR')).toEqual([
      true,
      true,
    ])
  })
})

describe('a request for an approval at any price', () => {
  const held: [message: string, tasks: string[]][] = [
    ['order toner, but ask me first', [wrote('ask me first', 'Order toner')]],
    [
      'order toner with my approval and email bob@x.org',
      [wrote('with my approval', 'Order toner'), 'Email bob@x.org'],
    ],
    ['order pizza and let me approve it', [wrote('let me approve it', 'Order pizza')]],
    ['buy a boat, I want to approve it first', [wrote('I want to approve it first', 'Buy a boat')]],
    [
      'email bob@x.org about the party and ask me before you send it',
      [wrote('ask me before you send it', 'Email bob@x.org about the party')],
    ],
    [
      'research laptops and email bob@x.org the results. Before sending, check with me.',
      ['Research laptops', wrote('Before sending, check with me', 'Email bob@x.org the results')],
    ],
    [
      'Send the report to bob@x.org, but only after my approval.',
      [wrote('only after my approval', 'Send the report to bob@x.org')],
    ],
    [
      'Research laptops. Once I have approved it, send the report to bob@x.org',
      ['Research laptops', wrote('Once I have approved it', 'Send the report to bob@x.org')],
    ],
    [
      'research laptops, ask me, then buy the best one',
      ['Research laptops', wrote('ask me', 'Buy the best one')],
    ],
    [
      'If it is not available in black, ask me. Order a chair.',
      [wrote('If it is not available in black, ask me', 'Order a chair')],
    ],
    ['buy a laptop once you have my approval', [wrote('once you have my approval', 'Buy a laptop')]],
    ['order pizza, and ask before you pay', [wrote('ask before you pay', 'Order pizza')]],
    [
      'find a supplier for each of A and B, ask me before ordering, and order a sample',
      ['Find a supplier for A', 'Find a supplier for B', wrote('ask me before ordering', 'Order a sample')],
    ],
    [
      'research phones and buy the best one, otherwise ask me',
      ['Research phones', wrote('otherwise ask me', 'Buy the best one')],
    ],
    ['I want to approve it first: buy a boat', [wrote('I want to approve it first', 'Buy a boat')]],
  ]
  it.each(held)('gates the step: %s', (message, tasks) => {
    expect(asked(message)).toEqual(tasks)
  })

  it.each([
    ['draft an email to bob@x.org, but let me see the draft first', 'let me see the draft first'],
    [
      "draft an email to bob@x.org. Don't send it before I have seen it.",
      "Don't send it before I have seen it",
    ],
  ])('lets the draft be written for the approval: %s', (message, words) => {
    const title = 'Draft an email to bob@x.org'
    expect(asked(message)).toEqual([
      `[after: You wrote “${words}”. May the result of “${title}” be used?] ${title}`,
    ])
  })

  it.each([
    ['email Bob saying ask me before you buy anything', 'Email Bob saying ask me before you buy anything'],
    ['email Bob "ask me first"', 'Email Bob "ask me first"'],
    ['tell Bob to ask me first', 'Tell Bob to ask me first'],
    ['ask Bob to check with me before buying', 'Ask Bob to check with me before buying'],
    ['ask me about the party', 'Ask me about the party'],
    ['buy a laptop without asking me', 'Buy a laptop without asking me'],
    ["buy a laptop, but don't ask me first", "Buy a laptop\n\nContext: don't ask me first"],
    ['order pizza and let me know', 'Order pizza\n\nContext: let me know'],
    ['buy a gift for Ann before Friday', 'Buy a gift for Ann before Friday'],
    [
      'research questions buyers ask before buying a house',
      'Research questions buyers ask before buying a house',
    ],
    [
      'research companies that ask me for permission before sending emails',
      'Research companies that ask me for permission before sending emails',
    ],
  ])('gates nothing if it addresses somebody else or means something else: %s', (message, task) => {
    expect(asked(message)).toEqual([task])
  })
})

describe('several conditions on one step', () => {
  it('become one question that fits a gate', () => {
    const message = `buy a boat${Array.from({ length: 60 }, (_, n) => `, ask me first if ${n} is ${'very '.repeat(30)}much`).join('')}`
    const [task, ...others] = decompose(message).tasks
    expect(others).toEqual([])
    expect(task?.gate?.question?.length).toBeLessThanOrEqual(1000)
    expect(task?.gate?.question).toMatch(/says more about it\. May “Buy a boat/)
  })
})

describe('a limit in a text', () => {
  it.each([
    ['it is over €500', 'over 500 EUR'],
    ['it is over 500€', 'over 500 EUR'],
    ['costs more than 500 euros', 'over 500 EUR'],
    ['it exceeds EUR 500', 'over 500 EUR'],
    ['above $1,200.50', 'over 1200.50 USD'],
    ['über oder over 1.200,50 €', 'over 1200.50 EUR'],
    ['more expensive than 2k', 'over 2000 (no currency was named)'],
    ['it costs 500 EUR or more', '500 EUR or more'],
    ['no more than 500 EUR', '500 EUR or less'],
    ['it isn’t under 500 EUR', '500 EUR or more'],
    ['cheaper than 20 GBP', 'under 20 GBP'],
  ])('is read from “%s”', (words, limit) => {
    const found = findLimit(words)
    expect(found && formatLimit(found)).toBe(limit)
  })

  it.each([
    'it takes more than 3 days',
    'over 10% more',
    'there are over 500',
    'it is red',
    'over all',
    'it costs 5 EUR',
  ])('is not found in “%s”', (words) => {
    expect(findLimit(words)).toBeNull()
  })

  it('without a currency never gets one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (amount) => {
        expect(findLimit(`it is over ${amount}`)).toMatchObject({ currency: null, amountMinor: amount * 100 })
      }),
    )
  })
})

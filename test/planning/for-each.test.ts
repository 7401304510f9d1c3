import { describe, expect, it } from 'vitest'
import { maxItems } from '../../src-main/planning/message/distribution.ts'
import { decompose } from '../../src-main/planning/requests/decomposition.ts'
import { maxSteps } from '../../src-main/planning/requests/distribute-steps.ts'

/** Each task as `description <- numbers of its dependencies`. */
const outline = (message: string): string[] =>
  decompose(message).tasks.map(({ description, dependsOn }) => {
    const after = dependsOn.map((key) => Number(key.slice(-3))).join(',')
    return `${description}${after === '' ? '' : ` <- ${after}`}`
  })

const hotels = ['Find hotels for Rome', 'Find hotels for Paris', 'Find hotels for Berlin']

describe('a request for each of several things', () => {
  const each: [message: string, tasks: string[]][] = [
    ['for each of Rome, Paris and Berlin find hotels', hotels],
    ['For each of Rome, Paris, and Berlin, please find hotels.', hotels],
    ['for every one of: Rome, Paris, Berlin, find hotels', hotels],
    ['for each of these cities: Rome, Paris, Berlin: find hotels', hotels],
    ['for each city (Rome, Paris, Berlin) find hotels', hotels],
    ['for each of:\n- Rome\n- Paris\n- Berlin\nfind hotels', hotels],
    ['find hotels for each of Rome, Paris and Berlin', hotels],
    ['find hotels for Rome, Paris and Berlin each', hotels],
    ['find hotels for Rome, Paris and Berlin separately', hotels],
    ['find hotels for Rome, Paris and Berlin, each separately', hotels],
    [
      'for each of Rome, Paris and Berlin find hotels, then compare them',
      [...hotels, 'Compare them <- 1,2,3'],
    ],
    [
      'research hotels for each of Rome and Paris and email bob@x.org the results',
      ['Research hotels for Rome', 'Research hotels for Paris', 'Email bob@x.org the results <- 1,2'],
    ],
    [
      'for each of the Falcon 14 and Nimbus Pro research it and summarise it, then compare them and draft an email to bob@x.org with the results',
      [
        'Research the Falcon 14',
        'Summarise it (the Falcon 14) <- 1',
        'Research Nimbus Pro',
        'Summarise it (Nimbus Pro) <- 3',
        'Compare them <- 2,4',
        'Draft an email to bob@x.org with the results <- 5',
      ],
    ],
    [
      'For each of "Rome, Italy", “Paris, France” and Berlin, research hotels by friday, and draft an email to bob@x.org',
      [
        'Research hotels by friday for "Rome, Italy"',
        'Research hotels by friday for “Paris, France”',
        'Research hotels by friday for Berlin',
        'Draft an email to bob@x.org <- 1,2,3',
      ],
    ],
    [
      'For each of Rome, Italy; Paris, France; and Berlin, Germany research hotels; then compare prices',
      [
        'Research hotels for Rome, Italy',
        'Research hotels for Paris, France',
        'Research hotels for Berlin, Germany',
        'Compare prices <- 1,2,3',
      ],
    ],
    [
      'for each of Paris (France, EU), London (UK) and Berlin find flights',
      ['Find flights for Paris (France, EU)', 'Find flights for London (UK)', 'Find flights for Berlin'],
    ],
    [
      'for each of Rome and Paris: find hotels and summarise them, then email me the summaries',
      [
        'Find hotels for Rome',
        'Summarise them (Rome) <- 1',
        'Find hotels for Paris',
        'Summarise them (Paris) <- 3',
        'Email me the summaries <- 2,4',
      ],
    ],
    [
      'research the history of solar panels, heat pumps and electric cars separately, then write a summary and send it to my boss',
      [
        'Research the history of solar panels',
        'Research the history of heat pumps',
        'Research the history of electric cars',
        'Write a summary <- 1,2,3',
        'Send it to my boss <- 4',
      ],
    ],
    [
      'research Bank of England, Deutsche Bank and the Fed individually',
      ['Research Bank of England', 'Research Deutsche Bank', 'Research the Fed'],
    ],
    [
      'for each of sales, search and email research the budget',
      ['Research the budget for sales', 'Research the budget for search', 'Research the budget for email'],
    ],
    [
      'research laptops and, for each of Ann and Bob, draft an email with the results',
      [
        'Research laptops',
        'Draft an email with the results for Ann <- 1',
        'Draft an email with the results for Bob <- 1',
      ],
    ],
    [
      'for each of ann@x.org and bob@x.org draft an email saying "hello, all"',
      ['Draft an email to ann@x.org saying "hello, all"', 'Draft an email to bob@x.org saying "hello, all"'],
    ],
    [
      'email Ann, Bob and Carl separately about the party',
      ['Ann', 'Bob', 'Carl'].map((name) => `Email ${name} about the party`),
    ],
    [
      'send each of Ann, Bob and Carl an invitation',
      ['Send Ann an invitation', 'Send Bob an invitation', 'Send Carl an invitation'],
    ],
    [
      'for each of iPhone 15 and Pixel 9, what does it cost?',
      ['What does iPhone 15 cost', 'What does Pixel 9 cost'],
    ],
    [
      'find and compare offers for each of Rome and Paris',
      [
        'Find offers for Rome',
        'Compare offers for Rome <- 1',
        'Find offers for Paris',
        'Compare offers for Paris <- 3',
      ],
    ],
    [
      'research trains. For each of Rome and Paris find the fare and email it to bob@x.org',
      [
        'Research trains',
        'Find the fare for Rome',
        'Email it to bob@x.org (Rome) <- 2',
        'Find the fare for Paris',
        'Email it to bob@x.org (Paris) <- 4',
      ],
    ],
    ['for each of a$&b and c$1d research its price', ['Research a$&b’s price', 'Research c$1d’s price']],
  ]
  it.each(each)('is a step for each: %s', (message, tasks) => {
    expect(outline(message)).toEqual(tasks)
  })

  it('also has an approval for each if a person wants to be asked', () => {
    const { tasks } = decompose('for each of milk and bread, if it is over 5 EUR ask me, otherwise buy it')
    expect(tasks.map(({ title, gate }) => [title, gate?.question])).toEqual([
      ['Buy milk', 'You asked to be asked if it is over 5 EUR. May “Buy milk” go on?'],
      ['Buy bread', 'You asked to be asked if it is over 5 EUR. May “Buy bread” go on?'],
    ])
  })
})

describe('a message that only resembles several requests', () => {
  it.each([
    ['research laptops and phones', 'Research laptops and phones'],
    ['for each city, research hotels', 'For each city, research hotels'],
    [
      'For each of the five biggest cities in Italy, research hotels',
      'Research hotels\n\nContext: For each of the five biggest cities in Italy',
    ],
    ['research hotels for each city', 'Research hotels for each city'],
    ['For each of Rome research hotels', 'For each of Rome research hotels'],
    ['buy pens, pencils and rulers for $5 each', 'Buy pens, pencils and rulers for $5 each'],
    [
      'find companies that ship books, games and toys separately',
      'Find companies that ship books, games and toys separately',
    ],
    ['Research how to wash whites and wool separately', 'Research how to wash whites and wool separately'],
    ['research A and B separately from D', 'Research A and B separately from D'],
    ['email Bob saying research each of A and B', 'Email Bob saying research each of A and B'],
    ['for each of us', 'Research for each of us'],
  ])('stays one step: %s', (message, task) => {
    expect(outline(message)).toEqual([task])
  })
})

describe('a list of many things', () => {
  const thing = (_: unknown, index: number): string => `town ${index + 1}`
  const list = (count: number): string => Array.from({ length: count }, thing).join(', ')

  it('is a step for each up to the limit', () => {
    expect(outline(`for each of ${list(maxItems)}, find hotels, then compare them`)).toHaveLength(
      maxItems + 1,
    )
  })

  it('stays one step that names all of them if it is longer', () => {
    const items = list(maxItems + 1)
    expect(outline(`for each of ${items}: find hotels`)).toEqual([`Find hotels for each of ${items}`])
    expect(outline(`research each of ${items}, then compare them`)).toEqual([
      `Research each of ${items}`,
      'Compare them <- 1',
    ])
    expect(outline(`research ${items} separately`)).toEqual([`Research ${items} separately`])
  })

  it('stays one step if the number of steps would exceed the limit', () => {
    const chain = 'find the price, buy it, book it, order it, summarise it and email it to me'
    const tasks = outline(`for each of ${list(maxItems)}: ${chain}`)
    expect(tasks).toHaveLength(6)
    expect(tasks[0]).toBe(`Find the price for each of ${list(maxItems)}`)
    expect(6 * maxItems).toBeGreaterThan(maxSteps)
  })
})

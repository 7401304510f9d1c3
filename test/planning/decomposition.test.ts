import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decompose } from '../../src-main/planning/requests/decomposition.ts'
import { maxSteps } from '../../src-main/planning/requests/distribute-steps.ts'
import { gateSchema } from '../../src-shared/model/approval.ts'
import { listCycles, listDangling } from '../../src-shared/task-graph.ts'
import { cpuMsOf } from '../support/cpu-time.ts'

/** Each task as `description <- numbers of its dependencies`. */
const outline = (message: string): string[] =>
  decompose(message).tasks.map(({ description, requiredSkills, dependsOn }) => {
    const after = dependsOn.map((key) => Number(key.slice(-3))).join(',')
    return `${requiredSkills.join('+')}: ${description}${after === '' ? '' : ` <- ${after}`}`
  })

describe('a message with one request', () => {
  const simple: [message: string, task: string][] = [
    ['research best laptops', 'research: Research best laptops'],
    ['research rock and roll', 'research: Research rock and roll'],
    ['research black and white photography', 'research: Research black and white photography'],
    ['Research law and order', 'research: Research law and order'],
    ['research supply and demand', 'research: Research supply and demand'],
    ['research buy and hold strategies', 'research: Research buy and hold strategies'],
    ['research email and order management systems', 'research: Research email and order management systems'],
    ['research how people search and buy houses', 'research: Research how people search and buy houses'],
    ['find tools that search and compare prices', 'research: Find tools that search and compare prices'],
    [
      'find flights to Rome and hotels near the Vatican',
      'research: Find flights to Rome and hotels near the Vatican',
    ],
    ['research Simon & Garfunkel', 'research: Research Simon & Garfunkel'],
    ["research laptops but don't buy anything", "research: Research laptops\n\nContext: don't buy anything"],
    [
      "Don't buy anything, just research laptops",
      "research: Research laptops\n\nContext: Don't buy anything",
    ],
    [
      'What are the best laptops and how much do they cost?',
      'research: What are the best laptops and how much do they cost',
    ],
    ['email marketing trends', 'research: Research email marketing trends'],
    ['调查最好的笔记本电脑', 'research: Research 调查最好的笔记本电脑'],
    ['buy milk and eggs', 'purchase: Buy milk and eggs'],
    ['order pizza', 'purchase: Order pizza'],
    [
      'send an email to ann@example.org about the party',
      'communication: Send an email to ann@example.org about the party',
    ],
    [
      'draft email to a@example.org and c@example.org',
      'communication: Draft email to a@example.org and c@example.org',
    ],
    [
      'email Bob saying buy milk and compare prices',
      'communication: Email Bob saying buy milk and compare prices',
    ],
    [
      'draft an email saying "research laptops, then buy one"',
      'communication: Draft an email saying "research laptops, then buy one"',
    ],
    ['ask Bob to buy milk and send the invoice', 'communication: Ask Bob to buy milk and send the invoice'],
    ['I need an email to Bob', 'communication: An email to Bob'],
    ['come up with an email to Bob', 'communication: Come up with an email to Bob'],
    ['compare iPhone 15 and Pixel 9', 'research+comparison: Compare iPhone 15 and Pixel 9'],
    ['summarise the onboarding notes', 'memory_search+summarization: Summarise the onboarding notes'],
  ]
  it.each(simple)('stays one task: %s', (message, task) => {
    expect(decompose(message).complexity).toBe('simple')
    expect(outline(message)).toEqual([task])
  })
})

describe('a message with several requests', () => {
  const complex: [message: string, tasks: string[]][] = [
    [
      'research best laptops and draft email to john@example.com',
      ['research: Research best laptops', 'communication: Draft email to john@example.com <- 1'],
    ],
    [
      'research best laptops and draft email',
      ['research: Research best laptops', 'communication: Draft email <- 1'],
    ],
    [
      'Research laptops; compare prices\nOrder the best one; email it to bob@example.com',
      [
        'research: Research laptops',
        'comparison: Compare prices <- 1',
        'purchase: Order the best one <- 2',
        'communication: Email it to bob@example.com <- 2,3',
      ],
    ],
    [
      'research products and compare prices',
      ['research: Research products', 'comparison: Compare prices <- 1'],
    ],
    [
      'find and compare laptops under $900',
      ['research: Find laptops under $900', 'comparison: Compare laptops under $900 <- 1'],
    ],
    [
      'research laptops and research phones and compare them',
      ['research: Research laptops', 'research: Research phones', 'comparison: Compare them <- 1,2'],
    ],
    [
      'research laptops, phones and tablets and compare their prices',
      ['research: Research laptops, phones and tablets', 'comparison: Compare their prices <- 1'],
    ],
    [
      'research laptops after that draft an email to the team',
      ['research: Research laptops', 'communication: Draft an email to the team <- 1'],
    ],
    [
      'Please research electric bikes. Then write a summary and send it to my boss.',
      [
        'research: Research electric bikes',
        'summarization: Write a summary <- 1',
        'communication: Send it to my boss <- 2',
      ],
    ],
    [
      'find flights to Rome, book the cheapest and email Bob the results',
      [
        'research: Find flights to Rome',
        'purchase: Book the cheapest <- 1',
        'communication: Email Bob the results <- 1,2',
      ],
    ],
    [
      'research laptops; compare prices; order the cheapest one; email it to ann@example.org',
      [
        'research: Research laptops',
        'comparison: Compare prices <- 1',
        'purchase: Order the cheapest one <- 2',
        'communication: Email it to ann@example.org <- 2,3',
      ],
    ],
    [
      'I have 900 euros, find the best laptop and buy it',
      ['research: Find the best laptop\n\nContext: I have 900 euros', 'purchase: Buy it <- 1'],
    ],
    [
      'research how to choose a laptop and send me a summary',
      ['research: Research how to choose a laptop', 'summarization: Send me a summary <- 1'],
    ],
    [
      'research and draft an email about solar panels to bob@example.com',
      [
        'research: Research solar panels',
        'communication: Draft an email about solar panels to bob@example.com <- 1',
      ],
    ],
    [
      'research laptops and email ann@example.org about the party',
      ['research: Research laptops', 'communication: Email ann@example.org about the party'],
    ],
    ['laptops and compare prices', ['research: Research laptops', 'comparison: Compare prices <- 1']],
    [
      'research supply and demand, then summarise it',
      ['research: Research supply and demand', 'summarization: Summarise it <- 1'],
    ],
    [
      'research laptops and draft email to Ann Lee <ann@example.org>',
      ['research: Research laptops', 'communication: Draft email to Ann Lee <ann@example.org> <- 1'],
    ],
  ]
  it.each(complex)('is split: %s', (message, tasks) => {
    expect(decompose(message).complexity).toBe('complex')
    expect(outline(message)).toEqual(tasks)
  })

  it('never orders a forbidden purchase', () => {
    for (const message of [
      "research laptops, but don't buy anything",
      'do not buy anything and do not email anybody, research laptops',
      'research laptops and never order from Acme',
    ]) {
      expect(decompose(message).tasks.flatMap(({ requiredSkills }) => requiredSkills)).toEqual(['research'])
    }
  })
})

describe('any message', () => {
  const words = fc.constantFrom(
    ...'research find compare email send buy order and then , . ; it them the best laptop to john@example.com about that how "quoted" don\'t $900 & after \n “ é 调'.split(
      ' ',
    ),
    ...'for each of|every one of:|separately|each|: ( ) | if it is over|unless|500 EUR|2k|ask me|first|before you buy|with my approval|let me see the draft|otherwise|\u0000'.split(
      '|',
    ),
  )
  const steps = fc.constantFrom(
    'find it',
    'find the price',
    'summarise it',
    'buy it',
    'then compare them',
    'email me',
  )
  const fanOuts = fc
    .tuple(fc.array(words, { maxLength: 30, size: 'max' }), fc.array(steps, { maxLength: 12, size: 'max' }))
    .map(([things, chain]) => `for each of ${things.join(', ')}: ${chain.join(' and ')}`)
  const messages = fc.oneof(
    fanOuts,
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 60, size: 'max' }).map((all) => all.join(' ')),
  )

  it('gives an acyclic graph in which each task follows its dependencies', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { complexity, tasks } = decompose(message)
        const nodes = tasks.map(({ key, dependsOn }) => ({ key, dependsOn, parent: null }))
        expect(listCycles(nodes)).toEqual([])
        expect(listDangling(nodes)).toEqual([])
        for (const [index, { dependsOn, title }] of tasks.entries()) {
          expect(dependsOn.every((key) => tasks.findIndex((task) => task.key === key) < index)).toBe(true)
          expect(title.isWellFormed() && title !== '').toBe(true)
        }
        expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length)
        expect(tasks.length).toBeLessThanOrEqual(maxSteps)
        for (const { description, gate } of tasks) {
          expect(`${description}${gate?.question}`).not.toMatch(/(?!\n)\p{Cc}/u)
          expect(gate === null || gateSchema.safeParse(gate).success).toBe(true)
        }
        expect(complexity).toBe(tasks.length > 1 ? 'complex' : 'simple')
      }),
    )
  })

  it('gives at most 51 tasks, however long', () => {
    expect(decompose('buy milk then '.repeat(5000)).tasks).toHaveLength(50)
    expect(decompose('compare a, then '.repeat(5000)).tasks.length).toBeLessThanOrEqual(51)
  })

  it.each([
    'for each of a, b and c research it, summarise it, then ',
    'for each of ',
    'if it is over 500 ',
    'buy x, ask me first, ',
    'ask me x ',
    'with my approval ',
    'buy it and ',
    'each (a, b ',
  ])('is read quickly if it repeats “%s”', (words) => {
    const ms = cpuMsOf(() => expect(decompose(words.repeat(5000)).tasks.length).toBeLessThanOrEqual(maxSteps))
    expect(ms).toBeLessThan(5000)
  })

  it('gives no task without words', () => {
    expect(decompose(' \n ').tasks).toEqual([])
    expect(decompose('?!').tasks).toEqual([])
  })
})

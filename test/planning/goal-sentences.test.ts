import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askAboutGoal, readAnswered, readScope, subjectOf } from '../../src-main/planning/scope/scope.ts'
import { scopeByTemplates } from '../../src-main/planning/scope/scope-plan.ts'
import { cpuMsOf } from '../support/cpu-time.ts'

/** Deliverables with their subjects; `?` marks a question, `!` an action that no agent can do. */
function outline(goal: string): string[] {
  const { items, unclear, unsupportedActions } = readScope(goal)
  return [
    ...items.map(({ title, subject }) => `${title}: ${subject}`),
    ...unclear.map((part) => `? ${part}`),
    ...unsupportedActions.map((part) => `! ${part}`),
  ]
}

const sentences: Record<string, [goal: string, ...outline: string[]][]> = {
  'that orders one thing': [
    ['set up CI', 'Continuous integration: CI'],
    ['write tests for the parser', 'Tests: tests for the parser'],
    [
      'Build a bot that posts the weather',
      'Script: bot that posts the weather',
      'Tests: bot that posts the weather',
    ],
    ['API documentation', 'Document: API documentation'],
    ['Plan a birthday party for Tom', 'Document: Plan a birthday party for Tom'],
    [
      'Build a tool to convert and rename photos',
      'Script: tool to convert and rename photos',
      'Tests: tool to convert and rename photos',
    ],
  ],
  'that has a wish with it': [
    [
      'todo app with login',
      'HTTP endpoint: todo app with login',
      'Web page: todo app with login',
      'Tests: todo app with login',
    ],
    [
      'A website with a contact form and a newsletter signup',
      'Web page: website with a contact form and a newsletter signup',
    ],
    ['Website without a backend', 'Web page: Website without a backend'],
    ['Build a page for our shop. It must be blue.', 'Web page: page for our shop'],
    [
      'Build me a dashboard for sales under 500 EUR by Friday',
      'Web page: dashboard for sales under 500 EUR by Friday',
    ],
  ],
  'that is polite': [
    [
      'Could you please write a press release about our new bakery?',
      'Document: press release about our new bakery',
    ],
    ['make us a website for our bakery please, thanks!', 'Web page: website for our bakery'],
    ['Help me to write a cover letter for a job application', 'Document: cover letter for a job application'],
  ],
  'that changes what is there': [
    ['Fix the login bug', 'Change: Fix the login bug'],
    ['add dark mode to the settings page', 'Change: add dark mode to the settings page'],
    ['Remove the banner from the home page', 'Change: Remove the banner from the home page'],
    [
      'Refactor the payment service and update the docs',
      'Change: Refactor the payment service',
      'Change: update the docs',
    ],
  ],
  'that wants several things': [
    [
      'A web page for our summer fair, and a letter to sponsors',
      'Web page: web page for our summer fair',
      'Document: letter to sponsors',
    ],
    [
      'Write a handbook; then a checklist for new volunteers',
      'Document: handbook',
      'Document: checklist for new volunteers',
    ],
    [
      'Create three things: a flyer, a poster and a web page for the concert',
      'Document: flyer',
      'Document: poster',
      'Web page: web page for the concert',
    ],
    [
      'Make:\n- a web page for the choir\n- a letter to parents\n- a statue of marble',
      'Web page: web page for the choir',
      'Document: letter to parents',
      '? a statue of marble',
    ],
    ['1. a web page 2. a letter', 'Web page: web page', 'Document: letter'],
    [
      'I need a script that reads a CSV and writes JSON, then a guide for it',
      'Script: script that reads a CSV and writes JSON',
      'Document: guide for it',
      'Tests: script that reads a CSV and writes JSON',
    ],
    ['Make a page that lists books and add a guide', 'Web page: page that lists books', 'Document: guide'],
    ['Write a song and a poem for the wedding', 'Document: poem for the wedding', '? Write a song'],
    ['Build a REST API and write tests', 'HTTP endpoint: REST API', 'Tests: REST API'],
  ],
  'that is a question': [
    ['What is the capital of France?', '? What is the capital of France'],
    ['How do I make a web page?', '? How do I make a web page'],
  ],
  'that says too little': [
    ['Make it better', '? Make it better'],
    ['Please fix it', '? fix it'],
    ['asdf qwer zxcv', '? asdf qwer zxcv'],
    ['Build a mobile app for runners', '? Build a mobile app for runners'],
    ['Write malware that steals passwords', '? Write malware that steals passwords'],
  ],
  'that wants what nobody here does': [
    ['delete all my files', '! delete all my files'],
    ['rm -rf /', '! rm -rf /'],
    ["Hack into my neighbour's wifi", "! Hack into my neighbour's wifi"],
    ['Buy 3 laptops', '! Buy 3 laptops'],
    ['Write a report and send it to the board', 'Document: report', '! send it to the board'],
    ['Prepare slides for Monday and book a room', 'Document: slides for Monday', '! book a room'],
  ],
}

for (const [kind, table] of Object.entries(sentences)) {
  describe(`a goal ${kind}`, () => {
    it.each(table)('is parsed into its parts: %s', (goal, ...expected) => {
      expect(outline(goal)).toEqual(expected)
    })
  })
}

describe('any goal', () => {
  it('causes a question for each unclear part, in its words', () => {
    const goal = 'A web page for the fair, and a statue, and send it to the mayor'
    const question = askAboutGoal(goal, readScope(goal))
    expect(question).toContain('What should be made for "a statue"?')
    expect(question).toContain('No agent can do "send it to the mayor"')
    expect(askAboutGoal('A page', readScope('A page'))).toBeNull()
  })

  it('is planned with the answers of a person', () => {
    const { items } = readAnswered('A web page for the fair, and a statue', 'Make a leaflet instead')
    expect(items.map(({ title, subject }) => `${title}: ${subject}`)).toEqual([
      'Web page: web page for the fair',
      'Document: leaflet: statue',
    ])
    expect(readAnswered('A page for the fair', 'No letter please').items).toHaveLength(1)
  })

  it('has a subject that is cut between words, and keeps a pronoun with its verb', () => {
    expect(subjectOf('Make it better')).toBe('Make it better')
    const long = subjectOf(`Build a page about ${'gardening '.repeat(20)}`)
    expect(long.length).toBeLessThanOrEqual(80)
    expect(long).toMatch(/^page about (?:gardening )+gardening…$/)
  })

  it('is split only into named features', () => {
    const { plan } = scopeByTemplates(
      { goal: 'An API with orders, refunds and invoices, and a letter to sponsors', answers: [] },
      'p',
    )
    expect(plan.tasks.map(({ title, parent }) => `${parent ?? '-'} ${title}`)).toEqual([
      '- HTTP endpoint: API',
      'task-001 HTTP endpoint: foundation',
      'task-001 HTTP endpoint: orders',
      'task-001 HTTP endpoint: refunds',
      'task-001 HTTP endpoint: invoices',
      '- Document: letter to sponsors',
      '- Tests: API',
    ])
  })

  it('leads to a deliverable or a question, and is read without delay', () => {
    const words =
      'build a page with and, then ; send it to write the letter for app tests \n - 1. fix delete which about “ é 调 ?'.split(
        ' ',
      )
    const texts = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 60, size: 'max' })
    fc.assert(
      fc.property(texts, (all) => {
        const goal = all.join(' ')
        const scope = readScope(goal)
        expect(scope.items.length > 0 || askAboutGoal(goal, scope) !== null).toBe(true)
        expect(scope.items.every(({ subject }) => subject !== '' && subject.length <= 80)).toBe(true)
      }),
    )
    for (const piece of ['and ', ', and a page ', '- a\n', 'with a ', 'to ', ' ', 'a page, then ']) {
      expect(cpuMsOf(() => void readScope(piece.repeat(10_000 / piece.length)))).toBeLessThan(2000)
    }
  })
})

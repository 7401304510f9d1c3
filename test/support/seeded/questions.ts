import { join } from 'node:path'
import type { PlanDocument } from '#shared/model/plan.ts'
import { playedOf } from '../played.ts'
import type { NewAgent } from './crew.ts'
import { eur, plan, task } from './plans.ts'

/** A program that asks what its task says; `asked` waits for an answer, however the clock of the engine stands. */
export const asker: NewAgent = {
  id: 'clerk',
  name: 'Clerk of the mail room',
  description: 'Asks before it sends, writes or runs anything.',
  kind: 'command',
  skills: ['correspondence'],
  capacity: 8,
  price: { amountMinor: 20, currency: 'EUR' },
  config: {
    command: [process.execPath, join(import.meta.dirname, '../../stories/asking-agent.mjs')],
    output: 'jsonl',
  },
}

/** Whose lines are as long and as coloured as those of a real build. */
export const builder: NewAgent = playedOf({
  id: 'nightly',
  name: 'Nightly builder',
  description: 'Builds what was merged by day.',
  skills: ['building'],
  capacity: 1,
  price: { amountMinor: 0, currency: 'EUR' },
  config: {
    durationMs: 240_000,
    output: 'Built in 4 min; 2 warnings.',
    byKey: {
      build: {
        log: [
          '\u001b[1m> shop@4.18.0 build\u001b[0m',
          '\u001b[36mvite v7.2.4\u001b[39m \u001b[32mbuilding for production…\u001b[39m',
          '\u001b[32m✓\u001b[39m 1843 modules transformed.',
          '\u001b[33mwarning\u001b[39m  src/basket.ts:41:7  \u001b[2m“total” is never read\u001b[22m',
          '\u001b[33mwarning\u001b[39m  src/search.ts:118:3  \u001b[2ma promise is not awaited\u001b[22m',
          `chunks: ${Array.from({ length: 160 }, (_, at) => `assets/chunk-${(at * 7919) % 9973}.js`).join(' ')}`,
          '\u001b[31merror\u001b[39m    \u001b[4mhttps://registry.example/shop\u001b[24m answered 503; \u001b[1mtried again after 2 s\u001b[22m',
          'dist/index.html          \u001b[2m0.46 kB │ gzip: 0.30 kB\u001b[22m',
          'dist/assets/index.css   \u001b[2m28.11 kB │ gzip: 6.02 kB\u001b[22m',
          'dist/assets/index.js   \u001b[2m812.40 kB │ gzip: 251.77 kB\u001b[22m',
          '\u001b[32m✓ built in 3 min 51 s\u001b[39m',
        ],
      },
    },
  },
})

export const nightly = plan('nightly', 'Nightly build', 'shop', {
  tasks: [task('build', 'Build what was merged today', 'building')],
})

const asks = (question: object) => ({ description: JSON.stringify(question) })
const terms = Array.from(
  { length: 24 },
  (_, at) =>
    `${at + 1}. The customer may return what was bought within ${14 + at} days, in the box it came in, at the expense of the shop, unless it was made for the customer alone or cannot be sold again for reasons of hygiene.`,
).join('\n')
const before = `export const prices = {
  coffee: 3.2,
  tea: 2.8,
}

export const withTax = (net: number) => net * 1.19
`
const after = `export const prices = {
  coffee: 3.4,
  tea: 2.8,
  cocoa: 3.6,
}

/** Of the year that begins in January. */
const taxRate = 0.2
export const withTax = (net: number) => net * (1 + taxRate)
`

/** A question of every kind that a person can be asked, but for those of money, of people and of what was cut off. */
export const letters: PlanDocument = plan('letters', 'Letters to the customers of the autumn', 'shop', {
  budget: eur(9000),
  tasks: [
    task('price-list', 'Send the price list to 4,200 customers', 'delivery', {
      priority: 'high',
      gate: {
        when: 'before',
        question: 'Send the price list of the autumn to all 4,200 customers?',
        description: 'It says **3.40 EUR** for coffee. The list of November stays on the page until January.',
        form: [
          {
            key: 'day',
            label: 'On which day?',
            type: 'choice',
            options: ['Monday', 'Friday'],
            required: true,
          },
          { key: 'copy', label: 'Send a copy to the shop?', type: 'boolean', required: true },
          { key: 'note', label: 'What shall stand above it?', type: 'text', required: false },
        ],
        quorum: 1,
        onExpiry: 'reject',
        expiresInMs: 86_400_000,
      },
    }),
    task('terms', 'Put the new terms on the page', 'writing', {
      after: [],
      gate: {
        when: 'before',
        question: `May the terms below replace those of last year on every page of the shop, in all three languages, from the first of January on, also for orders that were placed before and are not yet delivered?`,
        description: terms,
        quorum: 1,
        onExpiry: 'reject',
      },
    }),
    ...['coffee', 'tea', 'cocoa'].map((what) =>
      task(`page-${what}`, `Page about ${what}`, 'building', {
        gate: { when: 'before', quorum: 1, onExpiry: 'reject' },
      }),
    ),
    task('greeting', 'Greeting for the winter', 'writing', {
      gate: { when: 'after', question: 'Can the greeting go out as it is?', quorum: 1, onExpiry: 'reject' },
    }),
    task('tone', 'Answer the complaint of a school', 'correspondence', {
      ...asks({
        text: 'How shall the answer to the school sound?',
        form: [
          {
            key: 'tone',
            label: 'Which tone?',
            type: 'choice',
            options: ['formal', 'friendly'],
            required: true,
          },
          { key: 'words', label: 'At most how many words?', type: 'number' },
          { key: 'sign', label: 'Sign it with your name?', type: 'boolean', required: true },
        ],
      }),
    }),
    task('tests', 'Test the order form', 'correspondence', {
      ...asks({
        text: 'May Coder run commands: Run the tests of the order form',
        permission: {
          agent: 'Coder',
          title: 'Run the tests of the order form',
          kind: 'execute',
          paths: [],
          changes: [],
          input: {
            command: ['npm', 'run', 'test', '--', '--grep', 'order form', '--reporter=list', '--retries=2'],
          },
        },
      }),
    }),
    task('prices', 'Write the new prices', 'correspondence', {
      ...asks({
        text: 'May Coder change files: Write src/prices.ts',
        permission: {
          agent: 'Coder',
          title: 'Write src/prices.ts',
          kind: 'edit',
          paths: ['src/prices.ts'],
          changes: [{ path: 'src/prices.ts', oldText: before, newText: after }],
        },
      }),
    }),
  ],
})

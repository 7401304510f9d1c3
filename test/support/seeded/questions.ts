import { join } from 'node:path'
import type { PlanDocument } from '#shared/model/plan.ts'
import { playedOf } from '../played.ts'
import type { NewAgent } from './crew.ts'
import { eur, plan, task } from './plans.ts'
import { terms } from './terms.ts'

/** A program that asks the question in the description of its task. The program does not use the manual clock. */
export const asker: NewAgent = {
  id: 'clerk',
  name: 'Customer support assistant',
  description: 'Asks for approval before sending mail, changing files or running commands.',
  kind: 'command',
  skills: ['correspondence'],
  capacity: 8,
  price: { amountMinor: 20, currency: 'EUR' },
  config: {
    command: [process.execPath, join(import.meta.dirname, '../../stories/asking-agent.mjs')],
    output: 'jsonl',
  },
}

/** An agent with long, coloured log lines, like those of a real build. */
export const builder: NewAgent = playedOf({
  id: 'nightly',
  name: 'Nightly builder',
  description: 'Builds the main branch every night.',
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
          '\u001b[33mwarning\u001b[39m  src/basket.ts:41:7  \u001b[2m“total” is assigned but never used\u001b[22m',
          '\u001b[33mwarning\u001b[39m  src/search.ts:118:3  \u001b[2mmissing await for a promise\u001b[22m',
          `chunks: ${Array.from({ length: 160 }, (_, at) => `assets/chunk-${(at * 7919) % 9973}.js`).join(' ')}`,
          '\u001b[31merror\u001b[39m    \u001b[4mhttps://registry.example/shop\u001b[24m returned 503; \u001b[1mretrying in 2 s\u001b[22m',
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
  tasks: [
    task('build', 'Build the main branch', 'building', {
      description: 'Build version 4.18 from main and report warnings and bundle sizes.',
    }),
  ],
})

const asks = (question: object) => ({ description: JSON.stringify(question) })
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

/** VAT rate from January 1. */
const taxRate = 0.2
export const withTax = (net: number) => net * (1 + taxRate)
`

/** A run with each kind of question, except budgets, tasks of a person and interrupted attempts. */
export const letters: PlanDocument = plan('letters', 'Autumn customer mailing', 'shop', {
  budget: eur(9000),
  tasks: [
    task('price-list', 'Send the price list to 4,200 customers', 'delivery', {
      description:
        'Send the autumn price list by mail to every customer with an order in the last two years.',
      priority: 'high',
      gate: {
        when: 'before',
        question: 'Send the autumn price list to all 4,200 customers?',
        description:
          'Coffee costs **3.40 EUR** in the new list. The current list stays on the website until January 1.',
        form: [
          {
            key: 'day',
            label: 'Send date',
            type: 'choice',
            options: ['Monday', 'Friday'],
            required: true,
          },
          { key: 'copy', label: 'Send a copy to customer support?', type: 'boolean', required: true },
          { key: 'note', label: 'Subject line', type: 'text', required: false },
        ],
        quorum: 1,
        onExpiry: 'reject',
        expiresInMs: 86_400_000,
      },
    }),
    task('terms', 'Publish the new terms of service', 'writing', {
      description: 'Publish the reviewed terms of service in English, German and French.',
      after: [],
      gate: {
        when: 'before',
        question: `Should the terms below replace the current terms of service on every page of the shop, in all three languages, from January 1, including orders placed before that date and not yet delivered?`,
        description: terms,
        quorum: 1,
        onExpiry: 'reject',
      },
    }),
    ...['coffee', 'tea', 'cocoa'].map((what) =>
      task(`page-${what}`, `Product page: ${what}`, 'building', {
        description: `Publish the ${what} page with the new photos, prices and brewing instructions.`,
        gate: { when: 'before', quorum: 1, onExpiry: 'reject' },
      }),
    ),
    task('greeting', 'Winter greeting', 'writing', {
      description: 'Write a winter greeting to wholesale customers, at most 80 words.',
      gate: { when: 'after', question: 'Can the winter greeting be sent?', quorum: 1, onExpiry: 'reject' },
    }),
    task('tone', 'Reply to a complaint from Lakeside School', 'correspondence', {
      ...asks({
        text: 'Which tone should the reply to Lakeside School have?',
        form: [
          {
            key: 'tone',
            label: 'Tone',
            type: 'choice',
            options: ['formal', 'friendly'],
            required: true,
          },
          { key: 'words', label: 'Maximum number of words', type: 'number' },
          { key: 'sign', label: 'Sign with your name?', type: 'boolean', required: true },
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
    task('prices', 'Update the price table', 'correspondence', {
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

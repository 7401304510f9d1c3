import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'

type Task = PlanDocument['tasks'][number]

interface Sketch extends Partial<Omit<TaskDefinition, 'key' | 'title' | 'requiredSkills' | 'dependsOn'>> {
  readonly after?: readonly string[]
}

export const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })

export function task(key: string, title: string, skill: string | null, sketch: Sketch = {}): Task {
  const { after = [], ...rest } = sketch
  return {
    key,
    title,
    kind: 'task',
    description: '',
    requiredSkills: skill === null ? [] : [skill],
    dependsOn: [...after],
    parent: null,
    priority: 'medium',
    dueAt: null,
    tags: [],
    requiresApproval: false,
    ...rest,
  }
}

const group = (key: string, title: string, sketch: Sketch = {}): Task =>
  task(key, title, null, { kind: 'group', ...sketch })

export function plan(
  key: string,
  title: string,
  projectId: string | null,
  more: Partial<PlanDocument>,
): PlanDocument {
  const base = { projectFolder: null, parallelLimit: 8, crew: null, source: 'switchyard', tasks: [] } as const
  return { ...base, key, title, projectId, ...more, tasks: more.tasks ?? [] }
}

export const springRelease = plan('spring-release', 'Spring release of the online shop', 'shop', {
  budget: eur(9000),
  crew: ['mira', 'otto', 'fern', 'tess', 'quill', 'scout-of-the-far-archives-and-registers'],
  tasks: [
    group('discovery', 'Customer research'),
    task('interviews', 'Interview eight former customers', 'research_users', {
      description: 'Ask eight customers who cancelled since January for their reasons. Quote them.',
      parent: 'discovery',
      priority: 'high',
    }),
    task('logs', 'Analyze the search logs of Q1', 'archive_search', {
      description: 'List the most frequent searches without results, and searches without a click.',
      parent: 'discovery',
    }),
    task('brief', 'Write the product brief', 'writing', {
      description: 'Summarize the goals, the three most important changes and the metrics on one page.',
      parent: 'discovery',
      after: ['interviews', 'logs'],
    }),
    group('build', 'Implementation', { after: ['discovery'], budget: eur(6000) }),
    task('screens', 'Design the search and checkout screens', 'design', {
      description: 'Design the mobile and desktop layouts, with empty, loading and error states.',
      parent: 'build',
    }),
    task('model', 'Data model for orders and returns', 'data_modelling', {
      description: 'Add tables for returns and partial refunds. Include the migration from version 4.17.',
      parent: 'build',
    }),
    task('orders-api', 'Orders API', 'backend', {
      description: 'Add endpoints to create, list and cancel orders. Document each error code.',
      parent: 'build',
      after: ['model'],
      priority: 'high',
    }),
    task('returns-api', 'Returns API', 'backend', {
      description: 'Add endpoints to request a return, print the label and refund the order.',
      parent: 'build',
      after: ['model'],
    }),
    task('rate-limits', 'Rate limits of the payment provider', 'backend', {
      description: 'Stay below 50 requests per second, and wait as long as Retry-After says.',
      parent: 'build',
      after: ['orders-api'],
      retry: { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 600_000 },
    }),
    task('search-page', 'Search page', 'frontend', {
      description: 'Build the search page with filters, and suggestions for searches without results.',
      parent: 'build',
      after: ['screens', 'orders-api'],
    }),
    task('checkout-page', 'Checkout page for one-handed use and keyboard navigation', 'frontend', {
      description: 'Replace the four checkout steps with one page. Support saved addresses and Apple Pay.',
      parent: 'build',
      after: ['screens', 'orders-api'],
      priority: 'high',
    }),
    task('returns-page', 'Returns page', 'frontend', {
      description: 'Let customers select items, choose a reason and download the return label.',
      parent: 'build',
      after: ['screens', 'returns-api'],
    }),
    group('proof', 'Quality assurance', { after: ['build'] }),
    task('api-tests', 'API integration tests', 'testing', {
      description: 'Test all endpoints for orders and returns on staging, with the provider’s sandbox.',
      parent: 'proof',
    }),
    task('a11y', 'Accessibility audit with keyboard and screen reader', 'accessibility', {
      description: 'Place an order and request a return with VoiceOver and with the keyboard only.',
      parent: 'proof',
    }),
    task('review', 'Review the release branch', 'testing', {
      description: 'Review the complete diff against version 4.17 and list the remaining risks.',
      parent: 'proof',
      after: ['api-tests', 'a11y'],
    }),
    task('notes', 'Release notes in three languages', 'localisation', {
      description: 'Write release notes in English, German and French, at most 200 words each.',
      after: ['build'],
    }),
    task('release', 'Release to all customers', 'backend', {
      description: 'Deploy version 4.18 to production and monitor the error rate for one hour.',
      after: ['proof', 'notes'],
      priority: 'critical',
      requiresApproval: true,
      gate: {
        when: 'before',
        question: 'Release version 4.18 to all customers?',
        description: 'Version 4.17 stays available for **two days**. A rollback takes about ten minutes.',
        quorum: 1,
        onExpiry: 'reject',
        expiresInMs: 172_800_000,
      },
      tags: ['release'],
    }),
    task('letter', 'Win-back email to former customers', 'writing', {
      description: 'Tell former customers about the new checkout and the self-service returns.',
      after: ['release'],
    }),
  ],
})

export const onboarding = plan('onboarding-northwind', 'Northwind customer onboarding', 'northwind', {
  budget: eur(2500),
  // Excludes the simulated agents of a sample, because their price is unknown.
  crew: ['scout-of-the-far-archives-and-registers', 'dana', 'otto', 'quill'],
  tasks: [
    task('collect', 'Collect the documents from Northwind', 'archive_search', {
      description:
        'File the order form, the data processing agreement and the user list. List missing documents.',
    }),
    task('contract', 'Review the contract', 'legal', {
      description: 'Check liability, notice period and data processing against our standard contract.',
      after: ['collect'],
      priority: 'high',
    }),
    task('accounts', 'Create the user accounts', 'backend', {
      description: 'Create twelve accounts with single sign-on, two of them with administrator rights.',
      after: ['collect'],
    }),
    task('guide', 'First-week guide', 'writing', {
      description: 'Write a two-page guide for the first five working days, with contacts for support.',
      after: ['accounts'],
      requiresApproval: true,
      gate: { when: 'after', question: 'Send this guide to Northwind?', quorum: 1, onExpiry: 'reject' },
    }),
    task('training', 'Training material for twelve users', 'writing', {
      description: 'Prepare a 90-minute remote training with exercises in the test account.',
      after: ['guide', 'contract'],
    }),
  ],
})

export const quarterly = plan('quarterly-report', 'Quarterly sales report', 'shop', {
  budget: eur(1200),
  tasks: [
    task('numbers', 'Collect the sales figures', 'archive_search', {
      description: 'Collect revenue, orders and returns per channel from the accounting export.',
    }),
    task('charts', 'Create the charts', 'design', {
      description: 'Create a chart of revenue per channel and a chart of returns per month.',
      after: ['numbers'],
    }),
    task('text', 'Write the summary', 'writing', {
      description: 'Explain the three largest changes since the last quarter on one page.',
      after: ['numbers'],
    }),
    task('proofread', 'Check the report against the figures', 'testing', {
      description: 'Compare each number in the text and the charts with the accounting export.',
      after: ['charts', 'text'],
    }),
  ],
})

export const loadTest = plan('load-test', 'Load test for the summer sale', 'shop', {
  budget: eur(2000),
  tasks: [
    task('traffic', 'Model the traffic of a sale day', 'data_modelling', {
      description: 'Estimate requests per second for each hour from last year’s access logs.',
    }),
    task('load-test', 'Replay the sale day on staging', 'testing', {
      description: 'Replay the traffic for three hours. The target is a p95 latency of 400 ms.',
      after: ['traffic'],
    }),
    task('verdict', 'Summarize the load test', 'writing', {
      description: 'Summarize latency, errors and bottlenecks, with a recommendation for the sale.',
      after: ['load-test'],
    }),
  ],
})

/** The next version of the plan, after the failed load test. */
export const loadTestAgain = plan('load-test', 'Load test for the summer sale', 'shop', {
  budget: eur(2600),
  tasks: [
    task('traffic', 'Model the traffic of a sale day', 'data_modelling', {
      description: 'Estimate requests per second for each hour, and per minute for the first ten minutes.',
    }),
    task('caches', 'Warm the search caches', 'backend', {
      description: 'Load the 500 most frequent searches into the cache before the sale starts.',
      after: ['traffic'],
    }),
    task('load-test', 'Replay the sale day on staging', 'testing', {
      description: 'Replay the traffic for three hours. The target is a p95 latency of 400 ms.',
      after: ['caches'],
      priority: 'high',
      retry: { maxAttempts: 2, firstMs: 600_000, factor: 2, maxMs: 600_000 },
    }),
    task('go', 'Recommend go or no-go', 'writing', {
      description: 'Recommend whether the sale can start, with the open risks.',
      after: ['load-test'],
      gate: { when: 'after', question: 'Start the sale on Friday?', quorum: 1, onExpiry: 'reject' },
    }),
  ],
})

/** A draft with many problems. */
export const summerParty = plan('garden-party', 'Company summer party', 'northwind', {
  budget: eur(500),
  tasks: [
    task('guests', 'Collect the RSVPs', 'writing', {
      description: 'Invite all offices and collect dietary requirements.',
      after: ['place'],
    }),
    task('place', 'Book a venue', 'archive_search', {
      description: 'Find a venue with a garden for 60 people, within 20 minutes of the office.',
      after: ['guests'],
    }),
    task('food', 'Order catering for 60 people', 'catering', {
      description: 'Compare two offers, at least half of the dishes vegetarian.',
      after: ['guests', 'budget'],
    }),
    task('band', 'Book a band', 'musik', {
      description: 'Book a band that plays outdoors and brings its own equipment.',
      after: ['place'],
      dueAt: 1_700_000_000_000,
    }),
    task('chairs', 'Rent tables and chairs', null, {
      description: 'Rent ten tables and 60 chairs with delivery.',
      cost: eur(70_000),
    }),
    task('weather', '', 'archive_search', {
      description: 'Find the probability of rain on the third Friday in June.',
      after: ['chairs'],
    }),
  ],
})

export const delivery = plan('trade-fair', 'Trade fair booth in Hanover', 'northwind', {
  tasks: [
    task('posters', 'Design the booth posters', 'design', {
      description: 'Design three posters, 70 × 100 cm, for the coffee subscriptions.',
    }),
    task('ship', 'Ship posters and samples to hall 7', 'delivery', {
      description: 'Ship six parcels to booth 7-B12, to arrive two days before the opening.',
      after: ['posters'],
    }),
    task('photos', 'Photograph the booth', 'photography', {
      description: 'Take ten photos on the first morning for the website.',
      after: ['ship'],
    }),
  ],
})

const chapters: readonly (readonly [key: string, title: string, description: string])[] = [
  ['install', 'Installation', 'Explain the installation of the order app on tablets and registers.'],
  ['first-plan', 'First delivery', 'Explain the first delivery, from the order to the signature.'],
  ['gates', 'Approvals', 'Explain approvals of large orders and of discounts.'],
  ['money', 'Payments', 'Explain invoices, payouts and partial refunds.'],
  ['agents', 'Support', 'List support contacts, response times and escalation.'],
  ['audit', 'Audit log', 'Explain the search in the audit log and the yearly export.'],
]

export const handbook = plan('handbook', 'Merchant handbook', 'handbook', {
  budget: eur(1000),
  tasks: [
    task('outline', 'Outline with an example for each chapter', 'writing', {
      description: 'List the sections of each chapter, each with an example from a real merchant.',
    }),
    ...chapters.map(([key, title, description]) =>
      task(`chapter-${key}`, `Chapter “${title}”`, 'writing', { description, after: ['outline'] }),
    ),
    task('index', 'Index and cross-references', 'archive_search', {
      description: 'Add an index of 80 to 120 terms, and check every cross-reference.',
      after: chapters.map(([key]) => `chapter-${key}`),
    }),
  ],
})

const bigTasks = 5000
const layerSize = 50
const tables = [
  ...['customers', 'addresses', 'contacts', 'products', 'variants', 'prices', 'discounts', 'suppliers'],
  ...['warehouses', 'stock', 'carts', 'orders', 'order lines', 'shipments', 'returns', 'refunds'],
  ...['invoices', 'payments', 'reminders', 'vouchers', 'subscriptions', 'reviews', 'tickets', 'messages'],
  'documents',
]
const phases = ['Export', 'Convert', 'Load', 'Verify']

/** Layers of fifty tasks; each task depends on one or two tasks of the previous layer. */
export const migration = plan(
  'big-rehearsal',
  `Data migration in ${bigTasks.toLocaleString('en')} batches`,
  'migration',
  {
    parallelLimit: 8,
    crew: ['rehearsal-1', 'rehearsal-2'],
    tasks: Array.from({ length: bigTasks }, (_, at) => {
      const layer = Math.floor(at / layerSize)
      const place = at % layerSize
      const before = (layer - 1) * layerSize
      const after =
        layer === 0
          ? []
          : [
              `t${before + place}`,
              ...(place % 3 === 0 ? [`t${before + ((place * 7 + layer) % layerSize)}`] : []),
            ]
      const phase = phases[layer % phases.length]
      const table = tables[Math.floor(layer / phases.length) % tables.length]
      return task(`t${at}`, `${phase} ${table}, batch ${place + 1}`, null, {
        description: `${phase} batch ${place + 1} of ${layerSize} of the table “${table}”.`,
        after: [...new Set(after)],
      })
    }),
  },
)

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
    description: `${title}, as agreed on Monday. Say what was left out and why.`,
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
  task(key, title, null, { kind: 'group', description: '', ...sketch })

export function plan(
  key: string,
  title: string,
  projectId: string | null,
  more: Partial<PlanDocument>,
): PlanDocument {
  const base = { projectFolder: null, parallelLimit: 8, crew: null, source: 'switchyard', tasks: [] } as const
  return { ...base, key, title, projectId, ...more, tasks: more.tasks ?? [] }
}

export const springRelease = plan('spring-release', 'Spring release of the shop', 'shop', {
  budget: eur(9000),
  crew: ['mira', 'otto', 'fern', 'tess', 'quill', 'scout-of-the-far-archives-and-registers'],
  tasks: [
    group('discovery', 'Find out what is missing'),
    task('interviews', 'Talk to eight customers who left', 'research_users', {
      parent: 'discovery',
      priority: 'high',
    }),
    task('logs', 'Read the search logs of a quarter', 'archive_search', { parent: 'discovery' }),
    task('brief', 'Write the brief', 'writing', { parent: 'discovery', after: ['interviews', 'logs'] }),
    group('build', 'Build it', { after: ['discovery'], budget: eur(6000) }),
    task('screens', 'Screens for search and checkout', 'design', { parent: 'build' }),
    task('model', 'Model of orders and returns', 'data_modelling', { parent: 'build' }),
    task('orders-api', 'Endpoints for orders', 'backend', {
      parent: 'build',
      after: ['model'],
      priority: 'high',
    }),
    task('returns-api', 'Endpoints for returns', 'backend', { parent: 'build', after: ['model'] }),
    task('rate-limits', 'Limits for the payment provider', 'backend', {
      parent: 'build',
      after: ['orders-api'],
      retry: { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 600_000 },
    }),
    task('search-page', 'Search page', 'frontend', { parent: 'build', after: ['screens', 'orders-api'] }),
    task('checkout-page', 'Checkout that works with one hand and without a mouse', 'frontend', {
      parent: 'build',
      after: ['screens', 'orders-api'],
      priority: 'high',
    }),
    task('returns-page', 'Page for returns', 'frontend', {
      parent: 'build',
      after: ['screens', 'returns-api'],
    }),
    group('proof', 'Prove it', { after: ['build'] }),
    task('api-tests', 'Tests of the endpoints', 'testing', { parent: 'proof' }),
    task('a11y', 'Walk through by keyboard and screen reader', 'accessibility', { parent: 'proof' }),
    task('review', 'Read the whole change once', 'testing', {
      parent: 'proof',
      after: ['api-tests', 'a11y'],
    }),
    task('notes', 'Release notes in three languages', 'localisation', { after: ['build'] }),
    task('release', 'Release to everybody', 'backend', {
      after: ['proof', 'notes'],
      priority: 'critical',
      requiresApproval: true,
      gate: {
        when: 'before',
        question: 'Release the spring version to all customers?',
        description: 'The old version stays for **two days**. Rolling back takes about ten minutes.',
        quorum: 1,
        onExpiry: 'reject',
        expiresInMs: 172_800_000,
      },
      tags: ['release'],
    }),
    task('letter', 'Letter to the customers who left', 'writing', { after: ['release'] }),
  ],
})

export const onboarding = plan('onboarding-northwind', 'Onboarding of Northwind', 'northwind', {
  budget: eur(2500),
  // Not the rehearsal agents of a sample, whose price nobody knows.
  crew: ['scout-of-the-far-archives-and-registers', 'dana', 'otto', 'quill'],
  tasks: [
    task('collect', 'Collect what they sent', 'archive_search'),
    task('contract', 'Read the contract', 'legal', { after: ['collect'], priority: 'high' }),
    task('accounts', 'Set up their accounts', 'backend', { after: ['collect'] }),
    task('guide', 'Guide for their first week', 'writing', {
      after: ['accounts'],
      requiresApproval: true,
      gate: { when: 'after', question: 'Can Northwind get this guide?', quorum: 1, onExpiry: 'reject' },
    }),
    task('training', 'Training for twelve people', 'writing', { after: ['guide', 'contract'] }),
  ],
})

export const quarterly = plan('quarterly-report', 'Quarterly report', 'shop', {
  budget: eur(1200),
  tasks: [
    task('numbers', 'Collect the numbers', 'archive_search'),
    task('charts', 'Draw the charts', 'design', { after: ['numbers'] }),
    task('text', 'Write the text', 'writing', { after: ['numbers'] }),
    task('proofread', 'Read it against the numbers', 'testing', { after: ['charts', 'text'] }),
  ],
})

export const loadTest = plan('load-test', 'Load test before the sale', 'shop', {
  budget: eur(2000),
  tasks: [
    task('traffic', 'Model of a sale day', 'data_modelling'),
    task('load-test', 'Run the sale day against staging', 'testing', { after: ['traffic'] }),
    task('verdict', 'Say whether it holds', 'writing', { after: ['load-test'] }),
  ],
})

/** What was learned from the load test that failed. */
export const loadTestAgain = plan('load-test', 'Load test before the sale', 'shop', {
  budget: eur(2600),
  tasks: [
    task('traffic', 'Model of a sale day', 'data_modelling', {
      description: 'Model of a sale day, with the first ten minutes apart. Say what was left out and why.',
    }),
    task('caches', 'Warm the caches of the search', 'backend', { after: ['traffic'] }),
    task('load-test', 'Run the sale day against staging', 'testing', {
      after: ['caches'],
      priority: 'high',
      retry: { maxAttempts: 2, firstMs: 600_000, factor: 2, maxMs: 600_000 },
    }),
    task('go', 'Say whether the sale can begin', 'writing', {
      after: ['load-test'],
      gate: { when: 'after', question: 'Can the sale begin on Friday?', quorum: 1, onExpiry: 'reject' },
    }),
  ],
})

/** A draft with much to mend. */
export const gardenParty = plan('garden-party', 'Garden party', 'northwind', {
  budget: eur(500),
  tasks: [
    task('guests', 'Ask who comes', 'writing', { after: ['place'] }),
    task('place', 'Find a garden', 'archive_search', { after: ['guests'] }),
    task('food', 'Order food for sixty', 'catering', { after: ['guests', 'budget'] }),
    task('band', 'Find a band that plays outside', 'musik', { after: ['place'], dueAt: 1_700_000_000_000 }),
    task('chairs', 'Chairs and tables', null, { cost: eur(70_000) }),
    task('weather', '', 'archive_search', { after: ['chairs'] }),
  ],
})

export const delivery = plan('trade-fair', 'Stand at the trade fair', 'northwind', {
  tasks: [
    task('posters', 'Posters for the stand', 'design'),
    task('ship', 'Ship posters and samples to the hall', 'delivery', { after: ['posters'] }),
    task('photos', 'Photos of the stand', 'photography', { after: ['ship'] }),
  ],
})

export const relaunch = plan('handbook', 'Handbook that people read', 'handbook', {
  budget: eur(1000),
  tasks: [
    task('outline', 'Outline with an example for each chapter', 'writing'),
    ...['Install', 'First plan', 'Gates', 'Money', 'Agents', 'Audit'].map((chapter) =>
      task(`chapter-${chapter.toLowerCase().replace(' ', '-')}`, `Chapter “${chapter}”`, 'writing', {
        after: ['outline'],
      }),
    ),
    task('index', 'Index and cross references', 'archive_search', {
      after: [
        'chapter-install',
        'chapter-first-plan',
        'chapter-gates',
        'chapter-money',
        'chapter-agents',
        'chapter-audit',
      ],
    }),
  ],
})

const bigTasks = 5000
const layerSize = 50

/** Layers of fifty tasks, each waiting for one or two of the layer before. */
export const rehearsal = plan(
  'big-rehearsal',
  `Rehearsal of ${bigTasks.toLocaleString('en')} tasks`,
  'rehearsal',
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
      return task(`t${at}`, `Step ${place + 1} of stage ${layer + 1}`, null, { after: [...new Set(after)] })
    }),
  },
)

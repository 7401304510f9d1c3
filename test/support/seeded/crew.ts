import type { Agent } from '#shared/model/agents/agent.ts'
import { playedOf } from '../played.ts'
import { defaultResult, results } from './results.ts'

/** An agent in the form that the API accepts. The API derives missing fields from the kind. */
export type NewAgent = Omit<Agent, 'effectClass' | 'availability' | 'config' | 'description' | 'capacity'> &
  Partial<Agent>

const minuteMs = 60_000
const minutes = (min: number, max: number) => ({ min: min * minuteMs, max: max * minuteMs })

interface Player {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly skills: readonly string[]
  readonly pace: { readonly min: number; readonly max: number }
  readonly cents: number
  readonly capacity?: number
  /** Keys in `results` of tasks that this agent gets. */
  readonly reports?: readonly string[]
  readonly fail?: {
    readonly keys: readonly string[]
    readonly firstAttempts?: number
    readonly message: string
  }
}

const player = ({
  id,
  name,
  description,
  skills,
  pace,
  cents,
  capacity = 2,
  reports = [],
  fail,
}: Player): NewAgent =>
  playedOf({
    id,
    name,
    description,
    skills: [...skills],
    capacity,
    price: { amountMinor: cents, currency: 'EUR' },
    latencyMs: pace.min,
    config: {
      durationMs: { ...pace },
      steps: 6,
      output: defaultResult,
      byKey: Object.fromEntries(reports.map((key) => [key, { output: results[key] ?? defaultResult }])),
      ...(fail !== undefined && { fail: { ...fail, keys: [...fail.keys] } }),
    },
  })

/** Scripted agents of kind `model` with the durations, log lines, prices and failures of real agents. */
export const seededCrew: readonly NewAgent[] = [
  player({
    id: 'mira',
    name: 'Mira',
    description: 'Designs screens and user flows, and runs customer interviews.',
    skills: ['design', 'research_users'],
    pace: minutes(12, 45),
    cents: 240,
    reports: ['interviews'],
  }),
  player({
    id: 'otto',
    name: 'Otto',
    description: 'Builds backend services, data models and their tests.',
    skills: ['backend', 'data_modelling'],
    pace: minutes(8, 55),
    cents: 310,
    capacity: 3,
    reports: ['rate-limits', 'traffic'],
    fail: {
      keys: ['rate-limits'],
      firstAttempts: 1,
      message: 'The sandbox of the payment provider did not respond within 30 s.',
    },
  }),
  player({
    id: 'fern',
    name: 'Fern',
    description: 'Builds accessible web pages for desktop and mobile.',
    skills: ['frontend'],
    pace: minutes(10, 50),
    cents: 280,
    reports: ['checkout-page'],
  }),
  player({
    id: 'tess',
    name: 'Tess',
    description: 'Tests APIs, performance and accessibility.',
    skills: ['testing', 'accessibility'],
    pace: minutes(4, 25),
    cents: 130,
    capacity: 3,
    reports: ['api-tests'],
    fail: {
      keys: ['load-test', 'restore-drill'],
      message: 'p95 latency is 840 ms at 200 requests per second. The target is 400 ms.',
    },
  }),
  player({
    id: 'quill',
    name: 'Quill',
    description: 'Writes guides, emails and release notes in English, German and French.',
    skills: ['writing', 'localisation'],
    pace: minutes(3, 18),
    cents: 90,
    reports: ['brief', 'text'],
  }),
  player({
    id: 'scout-of-the-far-archives-and-registers',
    name: 'Research assistant for archives and public registers',
    description: 'Searches logs, archives and public registers, and cites each source.',
    skills: ['archive_search'],
    pace: minutes(5, 30),
    cents: 60,
    capacity: 4,
    reports: ['logs', 'collect', 'numbers'],
  }),
  {
    id: 'dana',
    name: 'Dana Whitfield',
    description: 'Reviews and signs contracts.',
    kind: 'person',
    skills: ['legal', 'signature'],
    capacity: 2,
    price: { amountMinor: 0, currency: 'EUR' },
    config: {
      form: [
        {
          key: 'verdict',
          label: 'Can the contract be signed?',
          type: 'choice',
          options: ['yes', 'with changes', 'no'],
          required: true,
        },
        { key: 'note', label: 'Required changes', type: 'text', required: false },
      ],
    },
  },
  playedOf({
    id: 'courier',
    name: 'Courier',
    description: 'Ships parcels. An interrupted delivery needs your confirmation before a retry.',
    skills: ['delivery'],
    effectClass: 'once' as const,
    price: { amountMinor: 1500, currency: 'EUR' },
    config: { durationMs: 40 * minuteMs, steps: 4 },
  }),
  ...[1, 2].map((number) =>
    player({
      id: `rehearsal-${number}`,
      name: `Migration worker ${number}`,
      description: 'Migrates records in batches.',
      skills: ['data_migration'],
      pace: minutes(1, 4),
      cents: 0,
      capacity: 32,
    }),
  ),
]

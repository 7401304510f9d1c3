import type { Agent } from '#shared/model/agents/agent.ts'
import { playedOf } from '../played.ts'

/** An agent as the API takes it: what is left out follows from its kind. */
export type NewAgent = Omit<Agent, 'effectClass' | 'availability' | 'config' | 'description' | 'capacity'> &
  Partial<Agent>

const minuteMs = 60_000
const minutes = (min: number, max: number) => ({ min: min * minuteMs, max: max * minuteMs })

const report = [
  '## {title}',
  '',
  '{description}',
  '',
  '| what | found | note |',
  '| --- | ---: | --- |',
  '| looked at | 14 | every page that the plan names |',
  '| to be mended | 2 | both are small |',
  '',
  'Next: hand this to whoever waits for `{key}`.',
].join('\n')

interface Player {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly skills: readonly string[]
  readonly pace: { readonly min: number; readonly max: number }
  readonly cents: number
  readonly capacity?: number
  readonly fail?: {
    readonly keys: readonly string[]
    readonly firstAttempts?: number
    readonly message: string
  }
}

const player = ({ id, name, description, skills, pace, cents, capacity = 2, fail }: Player): NewAgent =>
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
      output: report,
      ...(fail !== undefined && { fail: { ...fail, keys: [...fail.keys] } }),
    },
  })

/** A crew of played models: it plays its work with durations, lines, prices and failures as real agents have them. */
export const seededCrew: readonly NewAgent[] = [
  player({
    id: 'mira',
    name: 'Mira',
    description: 'Drafts screens and flows, and says what she left out.',
    skills: ['design', 'research_users'],
    pace: minutes(12, 45),
    cents: 240,
  }),
  player({
    id: 'otto',
    name: 'Otto',
    description: 'Writes services and their tests.',
    skills: ['backend', 'data_modelling'],
    pace: minutes(8, 55),
    cents: 310,
    capacity: 3,
    fail: {
      keys: ['rate-limits'],
      firstAttempts: 1,
      message: 'The sandbox of the payment provider did not answer.',
    },
  }),
  player({
    id: 'fern',
    name: 'Fern',
    description: 'Builds pages that work by keyboard and on small screens.',
    skills: ['frontend'],
    pace: minutes(10, 50),
    cents: 280,
  }),
  player({
    id: 'tess',
    name: 'Tess',
    description: 'Tries to break what others finished.',
    skills: ['testing', 'accessibility'],
    pace: minutes(4, 25),
    cents: 130,
    capacity: 3,
    fail: {
      keys: ['load-test', 'restore-drill'],
      message: 'p95 is 840 ms at 200 requests a second; the plan asks for 400 ms.',
    },
  }),
  player({
    id: 'quill',
    name: 'Quill',
    description: 'Writes guides, letters and release notes in plain words.',
    skills: ['writing', 'localisation'],
    pace: minutes(3, 18),
    cents: 90,
  }),
  player({
    id: 'scout-of-the-far-archives-and-registers',
    name: 'Scout of the far archives and public registers',
    description: 'Looks things up where nobody else wants to look, and quotes the place.',
    skills: ['archive_search'],
    pace: minutes(5, 30),
    cents: 60,
    capacity: 4,
  }),
  {
    id: 'dana',
    name: 'Dana Whitfield',
    description: 'Signs contracts and reads the small print.',
    kind: 'person',
    skills: ['legal', 'signature'],
    capacity: 2,
    price: { amountMinor: 0, currency: 'EUR' },
    config: {
      form: [
        {
          key: 'verdict',
          label: 'Can it be signed?',
          type: 'choice',
          options: ['yes', 'with changes', 'no'],
          required: true,
        },
        { key: 'note', label: 'What has to change', type: 'text', required: false },
      ],
    },
  },
  playedOf({
    id: 'courier',
    name: 'Courier',
    description: 'Hands things over outside: what it began is not begun again unasked.',
    skills: ['delivery'],
    effectClass: 'once' as const,
    price: { amountMinor: 1500, currency: 'EUR' },
    config: { durationMs: 40 * minuteMs, steps: 4 },
  }),
  ...[1, 2].map((number) =>
    player({
      id: `rehearsal-${number}`,
      name: `Rehearsal ${number}`,
      description: 'Plays whatever names no skill.',
      skills: ['rehearsing'],
      pace: minutes(1, 4),
      cents: 0,
      capacity: 32,
    }),
  ),
]

import { z } from 'zod'
import { type RunOutcome, type RunStatus, runOutcomes, runStatuses } from './run.ts'

/**
 * The groups of runs in lists and counts, by status and outcome. A stopping run counts as running, a paused run
 * as waiting.
 */
export const runGroups = ['running', 'waiting', 'failed', 'rejected', 'gaps', 'done', 'cancelled'] as const
export type RunGroup = (typeof runGroups)[number]

/** Groups by outcome, which is more precise than the status. Runs of older logs have no outcome. */
const outcomeGroups: Partial<Record<RunOutcome, RunGroup>> = {
  succeeded_with_gaps: 'gaps',
  rejected: 'rejected',
}

const groups = {
  running: 'running',
  stopping: 'running',
  waiting: 'waiting',
  paused: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<RunStatus, RunGroup>

export const groupOfRun = ({ status, outcome }: RunKind): RunGroup =>
  (outcome === null ? undefined : outcomeGroups[outcome]) ?? groups[status]

/** Facts that list a run. Only a run that has ended has an outcome. */
export interface RunKind {
  readonly status: RunStatus
  readonly outcome: RunOutcome | null
}

const kinds: readonly RunKind[] = runStatuses.flatMap((status) =>
  [null, ...runOutcomes].map((outcome) => ({ status, outcome })),
)

export const kindsOf = (wanted: readonly RunGroup[]): RunKind[] =>
  kinds.filter((kind) => wanted.includes(groupOfRun(kind)))

/** Position of a run in the list of all runs, newest first. */
export const runPlaceSchema = z.strictObject({ createdAt: z.int(), id: z.string().max(200) })
export type RunPlace = z.infer<typeof runPlaceSchema>

export const runFilterSchema = z.strictObject({
  /** Words that must all occur in the title, the plan's id or the project's name. */
  text: z.string().max(500).default(''),
  group: z.array(z.enum(runGroups)).max(10).default([]),
  /** Ids of projects. */
  project: z.array(z.string().min(1).max(200)).max(20).default([]),
  /** Plan keys, as submitted or imported. */
  planKey: z.array(z.string().max(500)).max(20).default([]),
  /** Run ids. */
  id: z.array(z.string().min(1).max(200)).max(200).default([]),
  /** Period, in milliseconds since 1970. Runs active in the period match. */
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type RunFilter = z.infer<typeof runFilterSchema>

export const runGroupCountsSchema = z.record(z.enum(runGroups), z.int())
export type RunGroupCounts = z.infer<typeof runGroupCountsSchema>

import { z } from 'zod'
import { type RunStatus, runStatuses } from './run.ts'

/** Under which word runs are counted and listed: one that is stopping still runs, one that is paused waits. */
export const runGroups = ['running', 'waiting', 'failed', 'done', 'cancelled'] as const
export type RunGroup = (typeof runGroups)[number]

const groups = {
  running: 'running',
  stopping: 'running',
  waiting: 'waiting',
  paused: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<RunStatus, RunGroup>

export const groupOfRun = (status: RunStatus): RunGroup => groups[status]
export const statusesOf = (wanted: readonly RunGroup[]): RunStatus[] =>
  runStatuses.filter((status) => wanted.includes(groups[status]))

/** Where a run stands among all of them, newest first. */
export const runPlaceSchema = z.strictObject({ createdAt: z.int(), id: z.string().max(200) })
export type RunPlace = z.infer<typeof runPlaceSchema>

export const runFilterSchema = z.strictObject({
  /** Words; each of them stands in the title, the plan's id or the project's name. */
  text: z.string().max(500).default(''),
  group: z.array(z.enum(runGroups)).max(10).default([]),
  /** Ids of projects. */
  project: z.array(z.string().min(1).max(200)).max(20).default([]),
  /** Keys of plans, as they were handed in or imported. */
  planKey: z.array(z.string().max(500)).max(20).default([]),
  /** Their own ids. */
  id: z.array(z.string().min(1).max(200)).max(200).default([]),
  /** What went on in this time, whenever it began. */
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type RunFilter = z.infer<typeof runFilterSchema>

export const runGroupCountsSchema = z.record(z.enum(runGroups), z.int())
export type RunGroupCounts = z.infer<typeof runGroupCountsSchema>

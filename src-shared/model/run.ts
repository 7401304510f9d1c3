import { z } from 'zod'
import { workspaceModeSchema } from './changes.ts'
import { goalSchema } from './decision.ts'
import { taskStatuses } from './task.ts'

/**
 * `waiting`: nothing runs and nothing can start until a person or a new agent moves it. `paused`: a person holds it;
 * what runs goes on to its end. `stopping`: a person ended it and its agents have not all confirmed.
 */
export const runStatuses = [
  'running',
  'waiting',
  'paused',
  'stopping',
  'done',
  'failed',
  'cancelled',
] as const
export const runStatusSchema = z.enum(runStatuses)
export type RunStatus = z.infer<typeof runStatusSchema>

export const isRunOver = (status: RunStatus): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled'

export const runViewSchema = z.object({
  id: z.string(),
  /** The `plan_id` that the build was asked for, or the id of an imported plan. */
  planKey: z.string(),
  /** The published plan that it was started from; null: it was handed in, or is of a sample or a goal. */
  planId: z.string().nullable(),
  /** The number of that plan among the versions of its line. */
  planVersion: z.number().nullable(),
  title: z.string(),
  /** What a decider unfolds it for; null: its plan says what is to be done. */
  goal: goalSchema.nullable(),
  projectId: z.string().nullable(),
  workspace: workspaceModeSchema,
  status: runStatusSchema,
  taskCount: z.number(),
  counts: z.record(z.enum(taskStatuses), z.number()),
  /** How many of these are groups, which nobody works on; a status without one may be left out. */
  groupCounts: z.record(z.enum(taskStatuses), z.number()),
  /** Of a failed one: nothing went wrong, a person said no. */
  isRejected: z.boolean(),
  parallelLimit: z.number(),
  /** It starts nothing while this many results wait for review; null: however many. */
  reviewLimit: z.number().nullable(),
  buildLogId: z.string().nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  changedSeq: z.number(),
})
export type RunView = z.infer<typeof runViewSchema>

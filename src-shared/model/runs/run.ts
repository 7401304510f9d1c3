import { z } from 'zod'
import { runIdSchema } from '../../ids.ts'
import { goalSchema } from '../decisions/decision.ts'
import { taskStatuses } from '../task.ts'
import { workspaceModeSchema } from '../workspace.ts'

/**
 * `waiting`: shown as "Blocked": nothing runs and nothing can start until a person or a new agent acts. `paused`: a person
 * holds the run; running tasks finish. `stopping`: a person cancelled it and its agents have not all confirmed. The last
 * three are final, and follow from the outcome (ADR 0036).
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

/**
 * Outcome of a run that has ended. `succeeded_with_gaps`: a file is incomplete, a check was not run, a requested part was
 * left out or a task was skipped. Precedence: cancelled, rejected, failed, succeeded with gaps, succeeded.
 */
export const runOutcomes = ['succeeded', 'succeeded_with_gaps', 'failed', 'rejected', 'cancelled'] as const
export const runOutcomeSchema = z.enum(runOutcomes)
export type RunOutcome = z.infer<typeof runOutcomeSchema>

export const isRunOver = (status: RunStatus): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled'

export const runViewSchema = z.object({
  id: runIdSchema,
  /** The `plan_id` that the build was asked for, or the id of an imported plan. */
  planKey: z.string(),
  /** The published plan that it was started from; null: it was handed in, or is of a sample or a goal. */
  planId: z.string().nullable(),
  /** The number of that plan among the versions of its line. */
  planVersion: z.number().nullable(),
  title: z.string(),
  /** The goal that a decider extends; null: the plan has all tasks. */
  goal: goalSchema.nullable(),
  projectId: z.string().nullable(),
  workspace: workspaceModeSchema,
  /** Only simulated agents and people worked in it: nothing of it is real work. */
  isSimulated: z.boolean(),
  status: runStatusSchema,
  taskCount: z.number(),
  counts: z.record(z.enum(taskStatuses), z.number()),
  /** How many of these are groups, which nobody works on; a status without one may be left out. */
  groupCounts: z.record(z.enum(taskStatuses), z.number()),
  /** Outcome of a run that has ended; null until then. `status` follows from it. */
  outcome: runOutcomeSchema.nullable(),
  /** Gaps of a run that has ended; the run summary lists them. Null: it goes on, or ended before gaps were recorded. */
  gapCount: z.number().nullable(),
  /** Deprecated: the same as the outcome `rejected`. */
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

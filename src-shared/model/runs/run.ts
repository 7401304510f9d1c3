import { z } from 'zod'
import { runIdSchema } from '../../ids.ts'
import { goalSchema } from '../decisions/decision.ts'
import { taskStatuses } from '../task.ts'
import { workspaceModeSchema } from '../workspace.ts'

/**
 * `waiting`: shown as "Blocked": nothing runs, and nothing can start until a person or a new agent acts. `paused`: a
 * person
 * paused the run; running tasks finish. `stopping`: a person cancelled the run, and some agents have not confirmed.
 * The last
 * three are final and follow from the outcome (ADR 0036).
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
 * Outcome of a finished run. `succeeded_with_gaps`: a file is incomplete, a check was not run, a requested part was
 * left out or a task was skipped. Precedence: cancelled, rejected, failed, succeeded with gaps, succeeded.
 */
export const runOutcomes = ['succeeded', 'succeeded_with_gaps', 'failed', 'rejected', 'cancelled'] as const
export const runOutcomeSchema = z.enum(runOutcomes)
export type RunOutcome = z.infer<typeof runOutcomeSchema>

export const isRunOver = (status: RunStatus): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled'

export const runViewSchema = z.object({
  id: runIdSchema,
  /** `plan_id` of the build request, or id of an imported plan. */
  planKey: z.string(),
  /** The published plan of the run; null for a submitted plan, a sample or a goal. */
  planId: z.string().nullable(),
  /** Version of the published plan; null without one. */
  planVersion: z.number().nullable(),
  title: z.string(),
  /** The goal of a run whose tasks a decider adds; null: the plan contains all tasks. */
  goal: goalSchema.nullable(),
  projectId: z.string().nullable(),
  workspace: workspaceModeSchema,
  /** True: only simulated agents and people worked in the run. */
  isSimulated: z.boolean(),
  status: runStatusSchema,
  taskCount: z.number(),
  counts: z.record(z.enum(taskStatuses), z.number()),
  /** Number of groups among them, per status. Statuses without groups may be absent. */
  groupCounts: z.record(z.enum(taskStatuses), z.number()),
  /** Outcome of a finished run; null before. `status` follows from it. */
  outcome: runOutcomeSchema.nullable(),
  /**
   * Number of gaps in a finished run; the run summary lists them. Null: the run is active, or finished before gaps
   * were recorded.
   */
  gapCount: z.number().nullable(),
  /** Deprecated: the same as the outcome `rejected`. */
  isRejected: z.boolean(),
  parallelLimit: z.number(),
  /** Number of unreviewed results that stops new tasks; null: no limit. */
  reviewLimit: z.number().nullable(),
  buildLogId: z.string().nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  changedSeq: z.number(),
})
export type RunView = z.infer<typeof runViewSchema>

import { z } from 'zod'
import { moneySumSchema } from '../../model/money.ts'
import { attemptStatusSchema } from '../../model/runs/attempt.ts'
import { waitCauseSchema } from '../../model/runs/wait-cause.ts'
import { get } from '../builders.ts'

const runInput = z.strictObject({ runId: z.string() })

/** Cause of a wait; `ready`: waiting for a free slot or agent. Waiting for dependencies is not included. */
export const timelineCauses = waitCauseSchema.or(z.literal('ready'))
export type TimelineCause = z.infer<typeof timelineCauses>

/** A period in which no attempt worked on the task. `to` null: still waiting. */
export const timelineWaitSchema = z.object({
  cause: timelineCauses,
  from: z.number(),
  to: z.number().nullable(),
})
export type TimelineWait = z.infer<typeof timelineWaitSchema>

export const timelineAttemptSchema = z.object({
  number: z.number(),
  agentId: z.string(),
  status: attemptStatusSchema,
  from: z.number(),
  to: z.number().nullable(),
  /** The cost so far. */
  spent: moneySumSchema.nullable(),
})
export type TimelineAttempt = z.infer<typeof timelineAttemptSchema>

export const timelineTaskSchema = z.object({
  taskKey: z.string(),
  waits: z.array(timelineWaitSchema),
  attempts: z.array(timelineAttemptSchema),
})
export type TimelineTask = z.infer<typeof timelineTaskSchema>

export const timelineSchema = z.object({
  at: z.number(),
  from: z.number(),
  /** Null: the run has not ended. */
  to: z.number().nullable(),
  tasks: z.array(timelineTaskSchema),
})
export type Timeline = z.infer<typeof timelineSchema>

/**
 * Basis of a duration on the critical path. `actual`: the task has ended. `history`: median of earlier runs of this
 * plan. `estimate`: from the plan. `agent`: median of its agent. `guess`: nothing is known, so the average of the
 * run's other tasks, or one minute without any.
 */
export const pathBases = ['actual', 'history', 'estimate', 'agent', 'guess'] as const
export type PathBasis = (typeof pathBases)[number]

export const pathStepSchema = z.object({
  taskKey: z.string(),
  /** Actual or estimated time in milliseconds from the moment the task could start to its end. */
  ms: z.number(),
  /** Remaining part of `ms`. */
  leftMs: z.number(),
  basis: z.enum(pathBases),
})
export type PathStep = z.infer<typeof pathStepSchema>

/**
 * Estimated remaining time of a run. Lower bound: its longest chain, without branches that conditions may skip. Upper
 * bound: all its work in its slots. Every join, including `any`, counts as waiting for all dependencies.
 */
export const timeLeftSchema = z.object({
  leastMs: z.number(),
  mostMs: z.number(),
  /** `open`: tasks that have not ended. `guessed`: those of them without a known duration. */
  open: z.number(),
  guessed: z.number(),
})
export type TimeLeft = z.infer<typeof timeLeftSchema>

export const criticalPathSchema = z.object({
  /** The tasks that determine when the run ends, in order. */
  steps: z.array(pathStepSchema),
  totalMs: z.number(),
  /** Null: the run has ended. */
  left: timeLeftSchema.nullable(),
})
export type CriticalPath = z.infer<typeof criticalPathSchema>

export const runProgressSchema = z.object({
  at: z.number(),
  /**
   * Work of the run in milliseconds, by status. A running task counts as running up to its progress, and as open for
   * the rest.
   */
  work: z.object({ doneMs: z.number(), failedMs: z.number(), runningMs: z.number(), openMs: z.number() }),
  left: timeLeftSchema.nullable(),
})
export type RunProgress = z.infer<typeof runProgressSchema>

export const runTimesContract = {
  getTimeline: get(
    '/v1/runs/{runId}/timeline',
    'Get the timeline of a run: causes of waiting, attempts and costs per task',
  )
    .input(runInput)
    .output(timelineSchema),
  listOtherResults: get(
    '/v1/runs/{runId}/compare/{otherRunId}',
    'List tasks that are done in both runs with different results',
  )
    .input(runInput.extend({ otherRunId: z.string() }))
    .output(z.array(z.string())),
  getProgress: get(
    '/v1/runs/{runId}/progress',
    'Get the progress of a run, weighted by time, and its remaining time',
  )
    .input(runInput)
    .output(runProgressSchema),
  getCriticalPath: get(
    '/v1/runs/{runId}/critical-path',
    'Get the critical path of a run and its remaining time',
  )
    .input(runInput)
    .output(criticalPathSchema),
}

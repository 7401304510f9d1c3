import { z } from 'zod'
import { moneySumSchema } from '../../model/money.ts'
import { attemptStatusSchema } from '../../model/runs/attempt.ts'
import { waitCauseSchema } from '../../model/runs/wait-cause.ts'
import { get } from '../builders.ts'

const runInput = z.strictObject({ runId: z.string() })

/** The cause of a wait; `ready`: a free slot or agent. Waits for other tasks are not included. */
export const timelineCauses = waitCauseSchema.or(z.literal('ready'))
export type TimelineCause = z.infer<typeof timelineCauses>

/** A part of a task's life in which no attempt worked on it; `to` null: it lasts. */
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
  /** Null: the run goes on. */
  to: z.number().nullable(),
  tasks: z.array(timelineTaskSchema),
})
export type Timeline = z.infer<typeof timelineSchema>

/**
 * Where a length on the critical path comes from: `actual` it is over; `history` the median of earlier runs of this
 * plan; `estimate` its plan says; `agent` the median of its agent; `guess` nobody knows: as long as the others of the run
 * on average, and a minute where nothing is known of them either.
 */
export const pathBases = ['actual', 'history', 'estimate', 'agent', 'guess'] as const
export type PathBasis = (typeof pathBases)[number]

export const pathStepSchema = z.object({
  taskKey: z.string(),
  /** How long it took or is thought to take from when it could start to its end. */
  ms: z.number(),
  /** The part still to come. */
  leftMs: z.number(),
  basis: z.enum(pathBases),
})
export type PathStep = z.infer<typeof pathStepSchema>

/**
 * The remaining time of a run: at least its longest chain without branches that conditions may skip, at most all its
 * work in its slots. Every join waits for all dependencies, also `any`.
 */
export const timeLeftSchema = z.object({
  leastMs: z.number(),
  mostMs: z.number(),
  /** Tasks that are not over, and those of them of which nobody knows how long they take. */
  open: z.number(),
  guessed: z.number(),
})
export type TimeLeft = z.infer<typeof timeLeftSchema>

export const criticalPathSchema = z.object({
  /** The tasks that set when the run is over, in their order. */
  steps: z.array(pathStepSchema),
  totalMs: z.number(),
  /** Null: it is over. */
  left: timeLeftSchema.nullable(),
})
export type CriticalPath = z.infer<typeof criticalPathSchema>

export const runProgressSchema = z.object({
  at: z.number(),
  /** The work of the run in milliseconds, by status. A running task counts as running up to its progress. */
  work: z.object({ doneMs: z.number(), failedMs: z.number(), runningMs: z.number(), openMs: z.number() }),
  left: timeLeftSchema.nullable(),
})
export type RunProgress = z.infer<typeof runProgressSchema>

export const runTimesContract = {
  getTimeline: get(
    '/v1/runs/{runId}/timeline',
    'When each task of a run waited for what, and each attempt at it with its cost',
  )
    .input(runInput)
    .output(timelineSchema),
  listOtherResults: get(
    '/v1/runs/{runId}/compare/{otherRunId}',
    'Keys of the tasks that are done in both runs and came to another result',
  )
    .input(runInput.extend({ otherRunId: z.string() }))
    .output(z.array(z.string())),
  getProgress: get(
    '/v1/runs/{runId}/progress',
    'How much of the work of a run is done, weighed by time, and how long it may still take',
  )
    .input(runInput)
    .output(runProgressSchema),
  getCriticalPath: get(
    '/v1/runs/{runId}/critical-path',
    'The tasks that set when a run is over, and how long it may still take',
  )
    .input(runInput)
    .output(criticalPathSchema),
}

import { z } from 'zod'
import { approvalAnswerSchema, approvalKinds } from '../../model/approval.ts'
import { moneySumSchema } from '../../model/money.ts'
import { attemptStatuses, failureSchema } from '../../model/runs/attempt.ts'
import { runOutcomeSchema } from '../../model/runs/run.ts'
import { runGapSchema } from '../../model/runs/run-outcome.ts'
import { get } from '../builders.ts'

/** The outcome of a part of a run; times in milliseconds. */
const shareSchema = z.object({
  /** Tasks, and those of them that are done. */
  tasks: z.number(),
  done: z.number(),
  attempts: z.number(),
  failed: z.number(),
  /** All attempts one after another. */
  workedMs: z.number(),
  spent: z.array(moneySumSchema),
})
export type RunShare = z.infer<typeof shareSchema>

export const summaryGateSchema = z.object({
  approvalId: z.string(),
  taskKey: z.string(),
  kind: z.enum(approvalKinds),
  question: z.string(),
  /** Null with `answeredAt`: it ended without one. */
  answer: approvalAnswerSchema.nullable(),
  closed: z.enum(['expired', 'withdrawn']).nullable(),
  answeredBy: z.string().nullable(),
  note: z.string().nullable(),
  postedAt: z.number(),
  answeredAt: z.number().nullable(),
})
export type SummaryGate = z.infer<typeof summaryGateSchema>

export const runSummarySchema = z.object({
  at: z.number(),
  from: z.number(),
  /** Null: the run goes on. */
  to: z.number().nullable(),
  /** Null: the run goes on. */
  outcome: runOutcomeSchema.nullable(),
  /** Gaps of the run, or those so far of one that goes on. At most 200 are listed. */
  gaps: z.array(runGapSchema),
  /** Null: the run ended before gaps were recorded. */
  gapCount: z.number().nullable(),
  attempts: z.record(z.enum(attemptStatuses), z.number()),
  workedMs: z.number(),
  /** How long at least one task waited for a person, and how long of that no attempt ran. */
  personMs: z.number(),
  standstillMs: z.number(),
  /** Those that worked longest first. */
  byAgent: z.array(shareSchema.extend({ agentId: z.string() })),
  /** By outermost group, in the order of the plan; a null key: what is in none. */
  byPhase: z.array(
    shareSchema.extend({
      groupKey: z.string().nullable(),
      from: z.number().nullable(),
      to: z.number().nullable(),
    }),
  ),
  firstFailure: z
    .object({
      taskKey: z.string(),
      attempt: z.number(),
      agentId: z.string(),
      at: z.number(),
      failure: failureSchema,
    })
    .nullable(),
  /** In the order in which they were posted. */
  gates: z.array(summaryGateSchema),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const runSummaryContract = {
  getSummary: get(
    '/v1/runs/{runId}/summary',
    'What a run came to: time and cost by agent and phase, its gates, what failed first',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(runSummarySchema),
}

import { z } from 'zod'
import { approvalAnswerSchema, approvalKinds } from '../../model/approval.ts'
import { moneySumSchema } from '../../model/money.ts'
import { attemptStatuses, failureSchema } from '../../model/runs/attempt.ts'
import { runOutcomeSchema } from '../../model/runs/run.ts'
import { runGapSchema } from '../../model/runs/run-outcome.ts'
import { get } from '../builders.ts'

/** Totals for a part of a run; times in milliseconds. */
const shareSchema = z.object({
  /** Number of all tasks; `done` counts those that are done. */
  tasks: z.number(),
  done: z.number(),
  attempts: z.number(),
  failed: z.number(),
  /** Sum of the durations of all attempts. */
  workedMs: z.number(),
  spent: z.array(moneySumSchema),
})
export type RunShare = z.infer<typeof shareSchema>

export const summaryGateSchema = z.object({
  approvalId: z.string(),
  taskKey: z.string(),
  kind: z.enum(approvalKinds),
  question: z.string(),
  /** Null although `answeredAt` is set: the approval ended without an answer. */
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
  /** Null: the run has not ended. */
  to: z.number().nullable(),
  /** Null: the run has not ended. */
  outcome: runOutcomeSchema.nullable(),
  /** Gaps of the run, or the gaps so far if it has not ended. At most 200 are listed. */
  gaps: z.array(runGapSchema),
  /** Null: the run ended before gaps were recorded. */
  gapCount: z.number().nullable(),
  attempts: z.record(z.enum(attemptStatuses), z.number()),
  workedMs: z.number(),
  /**
   * `personMs`: time in which at least one task waited for a person. `standstillMs`: the part of it without any
   * running attempt.
   */
  personMs: z.number(),
  standstillMs: z.number(),
  /** Agents with the longest working time first. */
  byAgent: z.array(shareSchema.extend({ agentId: z.string() })),
  /** By outermost group, in plan order. A null key: tasks outside of any group. */
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
  /** In the order in which the gates were posted. */
  gates: z.array(summaryGateSchema),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const runSummaryContract = {
  getSummary: get(
    '/v1/runs/{runId}/summary',
    'Get the summary of a run: time and cost by agent and phase, approvals, first failure',
  )
    .input(z.strictObject({ runId: z.string() }))
    .output(runSummarySchema),
}

import { z } from 'zod'
import { moneySumSchema } from '../money.ts'
import { taskStatuses, waitReasonSchema } from '../task.ts'
import {
  deciderNames,
  decisionActions,
  decisionRecordSchema,
  decisionSchema,
  decisionSummarySchema,
} from './decision.ts'

export const decisionMarks = ['good', 'bad'] as const
export const decisionMarkSchema = z.object({ mark: z.enum(decisionMarks), note: z.string(), at: z.number() })
export type DecisionMark = z.infer<typeof decisionMarkSchema>

/** Position of a decision in the list of all decisions. */
export const decisionPlaceSchema = z.strictObject({ at: z.int(), runId: z.string(), number: z.int() })
export type DecisionPlace = z.infer<typeof decisionPlaceSchema>

export const decisionFilterSchema = z.strictObject({
  /** Substring of the decision's fields. */
  text: z.string().max(500).default(''),
  action: z.array(z.enum(decisionActions)).max(10).default([]),
  decider: z.array(z.enum(deciderNames)).max(10).default([]),
  model: z.array(z.string().min(1).max(200)).max(20).default([]),
  run: z.array(z.string().min(1).max(200)).max(20).default([]),
  mark: z.array(z.enum(decisionMarks)).max(5).default([]),
  /** True: the guard refused the decision, or the answer was unreadable. */
  isRefused: z.boolean().nullable().default(null),
  from: z.int().min(0).nullable().default(null),
  to: z.int().min(0).nullable().default(null),
})
export type DecisionFilter = z.infer<typeof decisionFilterSchema>

export const foundDecisionSchema = decisionSummarySchema.extend({
  runTitle: z.string(),
  afterTitle: z.string().nullable(),
  /** Milliseconds since the end of the preceding task; null if unknown. */
  tookMs: z.number().nullable(),
  /** Current state of the created task. */
  outcome: z
    .object({ status: z.enum(taskStatuses), reason: waitReasonSchema.nullable(), title: z.string() })
    .nullable(),
  mark: decisionMarkSchema.nullable(),
})
export type FoundDecision = z.infer<typeof foundDecisionSchema>

/** The answer of another model to the same question. */
export const otherAnswerSchema = z.object({
  /** `shadow`: asked immediately, because the goal has a shadow model; `again`: requested later by a person. */
  kind: z.enum(['shadow', 'again']),
  at: z.number(),
  model: z.string().nullable(),
  /** Null without an answer; `failure` has the reason. */
  proposed: decisionSchema.nullable(),
  failure: z.string().nullable(),
  spent: moneySumSchema.nullable(),
  /** True: same action for the same type of agent. */
  isSame: z.boolean(),
})
export type OtherAnswer = z.infer<typeof otherAnswerSchema>

export const decisionFileSchema = z.object({
  record: decisionRecordSchema,
  found: foundDecisionSchema,
  /** Newest first. */
  others: z.array(otherAnswerSchema),
})
export type DecisionFile = z.infer<typeof decisionFileSchema>

/** A line of an export, with everything that a test of another model needs. */
export const exportedDecisionSchema = decisionRecordSchema.extend({ mark: decisionMarkSchema.nullable() })

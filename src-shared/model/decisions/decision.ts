import { z } from 'zod'
import { maxNameLength } from '../artifact.ts'
import { moneySchema, moneySumSchema } from '../money.ts'

/** What may come next in a run that is unfolded step by step (document 002). */
export const decisionActions = [
  'create_task',
  'escalate_to_human',
  'project_complete',
  'wait_for_more_tasks',
] as const
export const urgencies = ['low', 'normal', 'high', 'critical'] as const

/**
 * A decision as a decider writes it: the fields of document 002. Flat, with null where a field has no meaning, because
 * some model servers take no other schema. What the words name is checked by the guard, not here.
 */
export const decisionSchema = z.strictObject({
  action: z.enum(decisionActions),
  reasoning: z.string().min(1).max(4000),
  next_agent_type: z.string().min(1).max(100).nullable(),
  task_description: z.string().min(1).max(20_000).nullable(),
  context_to_pass: z
    .strictObject({
      files_to_reference: z.array(z.string().min(1).max(maxNameLength)).max(50),
      key_information: z.string().max(4000),
    })
    .nullable(),
  urgency: z.enum(urgencies).nullable(),
  /** Of an escalation: one question a person can answer, and the answer that the decider would give. */
  question: z.string().min(1).max(2000).nullable(),
  recommended_answer: z.string().min(1).max(2000).nullable(),
})
export type Decision = z.infer<typeof decisionSchema>

/** The skill of the agent that puts a decider's question to a person. */
export const escalationSkill = 'escalation'

/** Said in a question about what no agent does: the answer to it is an answer, and no work. */
export const nothingDone = 'Nothing was done by an agent.'

/** Of tasks that a decision made. */
export const decisionTag = 'decision'

export const deciderNames = ['rules', 'model'] as const
export type DeciderName = (typeof deciderNames)[number]

/** Limits of a goal that its guard enforces. An absent one has its default. */
export const goalLimitsSchema = z.strictObject({
  /** Tasks in all, without questions to people. */
  tasks: z.int().min(1).max(10_000).exactOptional(),
  /** Tasks in a chain, each of which depends on the one before it. */
  depth: z.int().min(1).max(10_000).exactOptional(),
  /** Rounds in a row that bring nothing: failed tasks, or red verdicts of the same kind. */
  rounds: z.int().min(1).max(1000).exactOptional(),
  /** No task starts unless more than this is left of the budget. */
  moneyLeft: moneySchema.exactOptional(),
})
export type GoalLimits = z.infer<typeof goalLimitsSchema>

export const defaultLimits = { tasks: 500, depth: 200, rounds: 5 } as const

/** What a run is for, when a decider says what comes next. */
export const goalSchema = z.object({
  text: z.string().min(1).max(10_000),
  decider: z.enum(deciderNames),
  /** A model that is asked everything that the decider is asked, and whose answers change nothing. */
  shadow: z.string().min(1).max(200).optional(),
  limits: goalLimitsSchema.exactOptional(),
  /** Parts of the text that no task, gate or question covers: the run leaves them out, and says so. */
  notUnderstood: z.array(z.string()).max(100).exactOptional(),
})
export type Goal = z.infer<typeof goalSchema>

/** Why the guard refused. */
export const guardCodes = [
  'no_answer',
  'field_missing',
  'unknown_agent_type',
  'unknown_file',
  'duplicate_task',
  'too_many_tasks',
  'too_many_decisions',
  'no_progress',
  'idle_wait',
  'open_work',
  'question_open',
  'only_blocked',
  'nothing_changed',
  'too_deep',
  'no_money',
  'no_plan',
  'nothing_made',
  'open_deliverables',
  'red_verdict',
  'open_question',
  'open_approval',
  'open_part',
] as const
export const guardFindingSchema = z.object({ code: z.enum(guardCodes), message: z.string() })
export type GuardFinding = z.infer<typeof guardFindingSchema>

/** What a question took; null: the server did not say. */
export const tokensSchema = z.object({ input: z.number().nullable(), output: z.number().nullable() })
export type Tokens = z.infer<typeof tokensSchema>

/** One row of the decision ledger. */
export const decisionRecordSchema = z.object({
  runId: z.string(),
  /** From 1. */
  number: z.number(),
  /** The task whose end asked for it. */
  after: z.string(),
  at: z.number(),
  decider: z.enum(deciderNames),
  /** Of the model that answered; null: rules. */
  model: z.string().nullable(),
  prompt: z.string(),
  /** What the decider answered, as it came. */
  raw: z.string(),
  /** What was read of it; null: it could not be read. */
  proposed: decisionSchema.nullable(),
  findings: z.array(guardFindingSchema),
  /** What was done: the proposal, or the escalation that took its place. */
  decision: decisionSchema,
  /** The task that it made, if it made one. */
  createdTask: z.string().nullable(),
  spent: moneySumSchema.nullable(),
  /** Absent: rules, or of a time before they were counted. */
  tokens: tokensSchema.optional(),
})
export type DecisionRecord = z.infer<typeof decisionRecordSchema>

/** What the shadow of a goal would have decided. */
export const shadowDecisionSchema = z.object({
  /** Of the decision that was made. */
  number: z.number(),
  at: z.number(),
  model: z.string().nullable(),
  /** Null: it gave none, and `failure` says why. */
  proposed: decisionSchema.nullable(),
  failure: z.string().nullable(),
  spent: moneySumSchema.nullable(),
})
export type ShadowDecision = z.infer<typeof shadowDecisionSchema>
/** A row without its long texts: what a list of many is read as. */
export const decisionSummarySchema = decisionRecordSchema.omit({ prompt: true, raw: true })
export type DecisionSummary = z.infer<typeof decisionSummarySchema>

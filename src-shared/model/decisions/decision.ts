import { z } from 'zod'
import { maxNameLength } from '../artifact.ts'
import { moneySchema, moneySumSchema } from '../money.ts'

/** The actions of a decider in a run that is extended step by step. */
export const decisionActions = [
  'create_task',
  'escalate_to_human',
  'project_complete',
  'wait_for_more_tasks',
] as const
export const urgencies = ['low', 'normal', 'high', 'critical'] as const

/**
 * A decision in the form of a decider. Flat, with null for a field without meaning, because some model servers accept
 * no other schema. The guard checks the names in it.
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
  /** For an escalation: the question and the recommended answer. */
  question: z.string().min(1).max(2000).nullable(),
  recommended_answer: z.string().min(1).max(2000).nullable(),
})
export type Decision = z.infer<typeof decisionSchema>

/** Skill of the agent that forwards a decider's question to a person. */
export const escalationSkill = 'escalation'

/** The tag of tasks that a decision created. */
export const decisionTag = 'decision'

export const deciderNames = ['rules', 'model'] as const
export type DeciderName = (typeof deciderNames)[number]

/** Limits of a goal that its guard enforces. Absent limits have their defaults. */
export const goalLimitsSchema = z.strictObject({
  /** Number of tasks, without questions to people. */
  tasks: z.int().min(1).max(10_000).exactOptional(),
  /** Length of the longest dependency chain, in tasks. */
  depth: z.int().min(1).max(10_000).exactOptional(),
  /** Consecutive rounds without progress: failed tasks, or red verdicts of the same kind. */
  rounds: z.int().min(1).max(1000).exactOptional(),
  /** Minimum remaining budget for another task to start. */
  moneyLeft: moneySchema.exactOptional(),
})
export type GoalLimits = z.infer<typeof goalLimitsSchema>

export const defaultLimits = { tasks: 500, depth: 200, rounds: 5 } as const

/** The goal of a run that a decider extends. */
export const goalSchema = z.object({
  text: z.string().min(1).max(10_000),
  decider: z.enum(deciderNames),
  /** A second model that gets every question of the decider. Its answers are recorded and change nothing. */
  shadow: z.string().min(1).max(200).optional(),
  limits: goalLimitsSchema.exactOptional(),
  /** Parts of the text that no task, gate or question covers. The run reports them as gaps. */
  notUnderstood: z.array(z.string()).max(100).exactOptional(),
})
export type Goal = z.infer<typeof goalSchema>

/** Reasons for a refusal by the guard. */
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

/** Token usage of a question; null when the server did not report it. */
export const tokensSchema = z.object({ input: z.number().nullable(), output: z.number().nullable() })
export type Tokens = z.infer<typeof tokensSchema>

/** A record of the decision ledger. */
export const decisionRecordSchema = z.object({
  runId: z.string(),
  /** From 1. */
  number: z.number(),
  /** Key of the task whose end led to this decision. */
  after: z.string(),
  at: z.number(),
  decider: z.enum(deciderNames),
  /** Model that answered; null for rules. */
  model: z.string().nullable(),
  prompt: z.string(),
  /** The unparsed answer of the decider. */
  raw: z.string(),
  /** The parsed answer; null when it is unreadable. */
  proposed: decisionSchema.nullable(),
  findings: z.array(guardFindingSchema),
  /** The executed decision: the proposal, or the escalation that replaced it. */
  decision: decisionSchema,
  /** Key of the created task; null if there is none. */
  createdTask: z.string().nullable(),
  spent: moneySumSchema.nullable(),
  /** Absent for rules, and in logs from before token counts. */
  tokens: tokensSchema.optional(),
})
export type DecisionRecord = z.infer<typeof decisionRecordSchema>

/** The decision of a goal's shadow model. */
export const shadowDecisionSchema = z.object({
  /** Number of the decider's own decision. */
  number: z.number(),
  at: z.number(),
  model: z.string().nullable(),
  /** Null without an answer; `failure` has the reason. */
  proposed: decisionSchema.nullable(),
  failure: z.string().nullable(),
  spent: moneySumSchema.nullable(),
})
export type ShadowDecision = z.infer<typeof shadowDecisionSchema>
/** A decision without its long texts, for lists. */
export const decisionSummarySchema = decisionRecordSchema.omit({ prompt: true, raw: true })
export type DecisionSummary = z.infer<typeof decisionSummarySchema>

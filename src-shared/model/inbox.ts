import { z } from 'zod'
import { agentKindSchema } from './agents/agent.ts'
import { approvalAnswerSchema, approvalKinds } from './approval.ts'
import { moneySumSchema } from './money.ts'
import { prioritySchema } from './task-definition.ts'

/** The risk of an approval, from reading to irreversible effects. The last two need a confirmation. */
export const riskTiers = ['read_only', 'reversible', 'spends_or_sends', 'destructive_or_secret'] as const
export type RiskTier = (typeof riskTiers)[number]

/** Characters of a search through the inbox. */
export const maxFindLength = 200

/** Why a gate is of its tier. */
export const riskCauses = [
  'reads',
  'simulation',
  'uses_result',
  'answers_agent',
  'changes_files',
  'works_here',
  'costs',
  'more_money',
  'maybe_twice',
  'not_repeatable',
  'runs_program',
  'goes_outside',
  'sends',
  'buys',
  'deletes',
  'secret',
  'unknown',
] as const
export type RiskCause = (typeof riskCauses)[number]

export const riskSchema = z.object({ tier: z.enum(riskTiers), causes: z.array(z.enum(riskCauses)) })
export type Risk = z.infer<typeof riskSchema>

/** Answers to a low risk can be undone for a moment, and several can be given together. */
export const isLowRisk = ({ tier }: Pick<Risk, 'tier'>): boolean =>
  tier === 'read_only' || tier === 'reversible'

/** The cost of an hour without an answer, from the waiting tasks. */
export const delaySchema = z.object({
  /** Larger is worse. */
  score: z.number(),
  /** Tasks that cannot go on before it is answered, besides its own. */
  held: z.number(),
  /** There are more than were counted. */
  isHeldAtLeast: z.boolean(),
  /** The most urgent of them, itself included. */
  priority: prioritySchema,
  /** The earliest deadline of them. */
  dueAt: z.number().nullable(),
  due: z.enum(['overdue', 'today', 'soon']).nullable(),
  /** The cost of the waiting work, as far as known and in one currency. */
  cost: moneySumSchema.nullable(),
})
export type Delay = z.infer<typeof delaySchema>

const placeSchema = z.object({
  runTitle: z.string(),
  projectId: z.string().nullable(),
  taskTitle: z.string(),
  /** True in a simulation, where no answer leads to real work. */
  isSimulated: z.boolean(),
  /** The agent that would do the task, did it, or asks; null when none was found. */
  agent: z.object({ id: z.string(), name: z.string(), kind: agentKindSchema }).nullable(),
})

/** A question that stands open, as a line of the inbox. */
export const inboxItemSchema = placeSchema.extend({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  runId: z.string(),
  taskKey: z.string(),
  question: z.string(),
  /** The hash of the content: an answer to other content is refused. */
  hash: z.string(),
  allows: z.array(approvalAnswerSchema),
  hasForm: z.boolean(),
  assignee: z.string().nullable(),
  quorum: z.number(),
  /** The people who approved, when several must. */
  voters: z.array(z.string()),
  postedAt: z.number(),
  expiresAt: z.number().nullable(),
  /** The cost of the task, for an approval before it. */
  cost: moneySumSchema.nullable(),
  risk: riskSchema,
  delay: delaySchema,
})
export type InboxItem = z.infer<typeof inboxItemSchema>

/** A question that is over, as a line of the history. */
export const answeredItemSchema = placeSchema.omit({ agent: true }).extend({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  runId: z.string(),
  taskKey: z.string(),
  question: z.string(),
  answer: approvalAnswerSchema.nullable(),
  closed: z.enum(['expired', 'withdrawn']).nullable(),
  answeredBy: z.string().nullable(),
  note: z.string().nullable(),
  answeredAt: z.number(),
})
export type AnsweredItem = z.infer<typeof answeredItemSchema>

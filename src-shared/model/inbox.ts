import { z } from 'zod'
import { agentKindSchema } from './agents/agent.ts'
import { approvalAnswerSchema, approvalKinds } from './approval.ts'
import { moneySumSchema } from './money.ts'
import { prioritySchema } from './task-definition.ts'

/** The risk of an approval, from reading to irreversible effects. The last two need a confirmation. */
export const riskTiers = ['read_only', 'reversible', 'spends_or_sends', 'destructive_or_secret'] as const
export type RiskTier = (typeof riskTiers)[number]

/** Maximum length of an Inbox search, in characters. */
export const maxFindLength = 200

/** Reasons for a gate's risk tier. */
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

/** Answers to low-risk approvals can be undone briefly and given in bulk. */
export const isLowRisk = ({ tier }: Pick<Risk, 'tier'>): boolean =>
  tier === 'read_only' || tier === 'reversible'

/** The effect of a delayed answer, from the waiting tasks. */
export const delaySchema = z.object({
  /** Higher is more urgent. */
  score: z.number(),
  /** Number of other tasks that the approval blocks. */
  held: z.number(),
  /** True: `held` is a lower bound. */
  isHeldAtLeast: z.boolean(),
  /** Highest priority among the blocked tasks and the approval's own. */
  priority: prioritySchema,
  /** Earliest deadline among them; null without a deadline. */
  dueAt: z.number().nullable(),
  due: z.enum(['overdue', 'today', 'soon']).nullable(),
  /** Estimated cost of the blocked tasks in one currency; null if unknown. */
  cost: moneySumSchema.nullable(),
})
export type Delay = z.infer<typeof delaySchema>

const placeSchema = z.object({
  runTitle: z.string(),
  projectId: z.string().nullable(),
  taskTitle: z.string(),
  /** True in a simulation, where no answer leads to real work. */
  isSimulated: z.boolean(),
  /** The agent that is assigned to the task, finished it or asks; null if there is none. */
  agent: z.object({ id: z.string(), name: z.string(), kind: agentKindSchema }).nullable(),
})

/** An open approval, as a row of the Inbox. */
export const inboxItemSchema = placeSchema.extend({
  approvalId: z.string(),
  kind: z.enum(approvalKinds),
  runId: z.string(),
  taskKey: z.string(),
  question: z.string(),
  /** Hash of the content. An answer with another hash is refused. */
  hash: z.string(),
  allows: z.array(approvalAnswerSchema),
  hasForm: z.boolean(),
  assignee: z.string().nullable(),
  quorum: z.number(),
  /** People who approved so far, if several approvals are required. */
  voters: z.array(z.string()),
  postedAt: z.number(),
  expiresAt: z.number().nullable(),
  /** Cost of the task, for an approval before the task; null if unknown. */
  cost: moneySumSchema.nullable(),
  risk: riskSchema,
  delay: delaySchema,
})
export type InboxItem = z.infer<typeof inboxItemSchema>

/** An answered approval, as a row of the history. */
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

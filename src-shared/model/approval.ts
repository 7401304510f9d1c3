import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { approvalIdSchema, runIdSchema } from '../ids.ts'

/**
 * `task_gate`: whether a task may start. `result_review`: whether a result may be used. `uncertain_outcome`: a crash
 * interrupted work that must not simply be repeated. `budget_top_up`: whether to increase a budget. `agent_question`:
 * a question from an agent. `permission`: whether an agent may do one specific action; its task continues either way.
 */
export const approvalKinds = [
  'task_gate',
  'result_review',
  'uncertain_outcome',
  'budget_top_up',
  'agent_question',
  'permission',
] as const
export type ApprovalKind = (typeof approvalKinds)[number]

export const approvalAnswers = [
  'approve',
  'edit',
  'reject',
  'respond',
  'hand_back',
  'happened',
  'run_again',
  'fail',
] as const
export const approvalAnswerSchema = z.enum(approvalAnswers)
export type ApprovalAnswer = z.infer<typeof approvalAnswerSchema>

/**
 * Possible answers of each kind. `edit` approves with changes. `hand_back` returns a person's task so that others can
 * do it.
 */
export const allowedAnswers: Record<ApprovalKind, readonly ApprovalAnswer[]> = {
  task_gate: ['approve', 'edit', 'reject'],
  result_review: ['approve', 'edit', 'run_again', 'reject'],
  uncertain_outcome: ['happened', 'run_again', 'fail'],
  budget_top_up: ['approve', 'reject'],
  agent_question: ['respond', 'hand_back', 'reject'],
  permission: ['approve', 'reject'],
}

export const formFieldSchema = z
  .strictObject({
    key: z.string().regex(/^(?!(constructor|prototype)$)[a-zA-Z][a-zA-Z0-9_]{0,63}$/, format('fieldKey')),
    label: z.string().min(1).max(200),
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    options: z.array(z.string().max(200)).max(100).optional(),
    required: z.boolean().default(false),
  })
  .refine(({ type, options = [] }) => type !== 'choice' || options.length > 0, format('choiceOptions'))
export type FormField = z.infer<typeof formFieldSchema>

/** A form to fill in. */
export const formSchema = z
  .array(formFieldSchema)
  .max(50)
  .refine((form) => new Set(form.map(({ key }) => key)).size === form.length, format('uniqueField'))

/** Name that a person signs with. Not authenticated: the app runs on the user's own machine. */
export const personSchema = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{C}+$/u, format('visibleName'))

const spanMs = z
  .int()
  .min(1000)
  .max(365 * 86_400_000)
export const gateSchema = z
  .strictObject({
    /** `after`: the result is reviewed, and dependents wait for the answer. */
    when: z.enum(['before', 'after']).default('before'),
    question: z.string().max(1000).optional(),
    /** Markdown. */
    description: z.string().max(20_000).optional(),
    form: formSchema.optional(),
    /** Number of different people who must approve. A single rejection rejects. */
    quorum: z.int().min(1).max(100).default(1),
    /** The only person who may answer. */
    assignee: personSchema.optional(),
    /** Milliseconds from posting until the approval expires; absent: never. An expiry never approves. */
    expiresInMs: spanMs.optional(),
    /** `escalate`: asks `escalateTo` once with a new deadline. The next expiry rejects. */
    onExpiry: z.enum(['reject', 'escalate']).default('reject'),
    escalateTo: personSchema.optional(),
    remindEveryMs: spanMs.optional(),
  })
  .refine(({ quorum, assignee }) => quorum === 1 || assignee === undefined, format('oneOrSeveral'))
  .refine(
    ({ onExpiry, escalateTo }) => onExpiry === 'reject' || escalateTo !== undefined,
    format('escalation'),
  )
export type Gate = z.infer<typeof gateSchema>

const voteSchema = z.object({
  by: z.string(),
  answer: approvalAnswerSchema,
  note: z.string().nullable(),
  at: z.number(),
})

export const approvalSchema = z.object({
  id: approvalIdSchema,
  kind: z.enum(approvalKinds),
  runId: runIdSchema,
  taskKey: z.string(),
  question: z.string(),
  /** Markdown. */
  description: z.string(),
  /** Subject as data: title and text of a task, a result, or an amount. The answer `edit` contains a changed copy. */
  subject: z.json(),
  allows: z.array(approvalAnswerSchema),
  form: z.array(formFieldSchema),
  quorum: z.number(),
  votes: z.array(voteSchema),
  assignee: z.string().nullable(),
  /** Hash of all fields above. An answer must contain it, and an answer to other content is refused. */
  hash: z.string(),
  postedAt: z.number(),
  expiresAt: z.number().nullable(),
  escalateTo: z.string().nullable(),
  remindEveryMs: z.number().nullable(),
  remindAt: z.number().nullable(),
  answer: approvalAnswerSchema.nullable(),
  note: z.string().nullable(),
  /** Form values, or the edited subject. */
  response: z.json(),
  answeredBy: z.string().nullable(),
  answeredAt: z.number().nullable(),
  /** Reason if the approval ended without an answer. */
  closed: z.enum(['expired', 'withdrawn']).nullable(),
})
export type Approval = z.infer<typeof approvalSchema>

/** An approval in API responses, with its run's simulation flag. */
export const approvalViewSchema = approvalSchema.extend({ isSimulated: z.boolean() })
export type ApprovalView = z.infer<typeof approvalViewSchema>

export const answerInputSchema = z.strictObject({
  approvalId: z.string(),
  /** Hash of the content that the person saw. An answer to other content is refused. */
  hash: z.string(),
  answer: approvalAnswerSchema,
  by: personSchema.default('me'),
  note: z.string().max(10_000).nullish(),
  /** Form values, the edited subject, or `{ amountMinor }` for a budget increase. */
  response: z.json().optional(),
  /** Client-generated id of the request. A repeat returns the first answer. */
  commandId: z.string().min(1).max(200).optional(),
})
export type AnswerInput = z.infer<typeof answerInputSchema>

import { z } from 'zod'
import { approvalIdSchema, runIdSchema } from '../ids.ts'

/**
 * `task_gate`: may this task start? `result_review`: may this result be used? `uncertain_outcome`: a crash cut off
 * work that must not be repeated blindly. `budget_top_up`: may more be spent? `agent_question`: an agent asks.
 * `permission`: may an agent do the one thing that is shown? Its task goes on either way.
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
 * The possible answers of each kind. `edit` approves with changes; `hand_back` lets the assigned person give the task
 * to others.
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
    key: z
      .string()
      .regex(
        /^(?!(constructor|prototype)$)[a-zA-Z][a-zA-Z0-9_]{0,63}$/,
        'a field key is letters, digits and _, and no word of JavaScript objects',
      ),
    label: z.string().min(1).max(200),
    type: z.enum(['text', 'number', 'boolean', 'choice']),
    options: z.array(z.string().max(200)).max(100).optional(),
    required: z.boolean().default(false),
  })
  .refine(({ type, options = [] }) => type !== 'choice' || options.length > 0, 'a choice has options')
export type FormField = z.infer<typeof formFieldSchema>

/** A form that somebody can fill in. */
export const formSchema = z
  .array(formFieldSchema)
  .max(50)
  .refine(
    (form) => new Set(form.map(({ key }) => key)).size === form.length,
    'every field has a key of its own',
  )

/** A person's name as they sign; nobody proves it on one's own machine. */
export const personSchema = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{C}+$/u, 'a name has no invisible characters')

const spanMs = z
  .int()
  .min(1000)
  .max(365 * 86_400_000)
export const gateSchema = z
  .strictObject({
    /** `after`: the result is shown, and what waits for the task waits for the answer. */
    when: z.enum(['before', 'after']).default('before'),
    question: z.string().max(1000).optional(),
    /** Markdown. */
    description: z.string().max(20_000).optional(),
    form: formSchema.optional(),
    /** How many different people must approve; one who rejects is enough. */
    quorum: z.int().min(1).max(100).default(1),
    /** The only person who may answer. */
    assignee: personSchema.optional(),
    /** From when it is posted; absent: it waits as long as it takes. An expiry never approves. */
    expiresInMs: spanMs.optional(),
    /** `escalate` asks `escalateTo` with a fresh clock, once; after that an expiry rejects. */
    onExpiry: z.enum(['reject', 'escalate']).default('reject'),
    escalateTo: personSchema.optional(),
    remindEveryMs: spanMs.optional(),
  })
  .refine(
    ({ quorum, assignee }) => quorum === 1 || assignee === undefined,
    'a gate for several people has no one person to answer it',
  )
  .refine(
    ({ onExpiry, escalateTo }) => onExpiry === 'reject' || escalateTo !== undefined,
    'a gate that escalates names a person in escalateTo',
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
  /** The subject as data: the title and text of a task, a result, or an amount. With `edit`, a changed copy of it. */
  subject: z.json(),
  allows: z.array(approvalAnswerSchema),
  form: z.array(formFieldSchema),
  quorum: z.number(),
  votes: z.array(voteSchema),
  assignee: z.string().nullable(),
  /** The hash of all fields above: an answer contains it, and an answer to other content is refused. */
  hash: z.string(),
  postedAt: z.number(),
  expiresAt: z.number().nullable(),
  escalateTo: z.string().nullable(),
  remindEveryMs: z.number().nullable(),
  remindAt: z.number().nullable(),
  answer: approvalAnswerSchema.nullable(),
  note: z.string().nullable(),
  /** The values of the form, or the edited subject. */
  response: z.json(),
  answeredBy: z.string().nullable(),
  answeredAt: z.number().nullable(),
  /** How it ended without an answer. */
  closed: z.enum(['expired', 'withdrawn']).nullable(),
})
export type Approval = z.infer<typeof approvalSchema>

/** An approval as it goes over the wire: with the mark of its run. */
export const approvalViewSchema = approvalSchema.extend({ isSimulated: z.boolean() })
export type ApprovalView = z.infer<typeof approvalViewSchema>

export const answerInputSchema = z.strictObject({
  approvalId: z.string(),
  /** The hash of the content that the person saw: an answer to other content is refused. */
  hash: z.string(),
  answer: approvalAnswerSchema,
  by: personSchema.default('me'),
  note: z.string().max(10_000).nullish(),
  /** The form's values, the edited subject, or `{ amountMinor }` for more money. */
  response: z.json().optional(),
  /** Repeating the request under the same id gives the first answer. */
  commandId: z.string().min(1).max(200).optional(),
})
export type AnswerInput = z.infer<typeof answerInputSchema>

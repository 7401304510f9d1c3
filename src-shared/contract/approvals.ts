import { z } from 'zod'
import { answerInputSchema, approvalSchema, approvalViewSchema, personSchema } from '../model/approval.ts'
import { answeredItemSchema, inboxItemSchema, maxFindLength } from '../model/inbox.ts'
import { moneySumSchema } from '../model/money.ts'
import { taskStatusSchema } from '../model/task.ts'
import { refusalSchema } from '../refusal.ts'
import { get, post } from './builders.ts'
import { refusals } from './errors.ts'

export const answeredApprovalSchema = z.object({
  approvalId: z.string(),
  approval: approvalSchema.nullable(),
  /** Reason why this answer was refused; null if it was accepted. */
  refusal: refusalSchema.nullable(),
})
export type AnsweredApproval = z.infer<typeof answeredApprovalSchema>

/** Consequences of an answer, as far as the graph shows. Names at most 20 tasks. */
export const consequencesSchema = z.object({
  approve: z.object({
    frees: z.array(z.string()),
    /** Number of all direct and indirect dependents. */
    leadsTo: z.number(),
    longestPathMs: z.number(),
    /** Known cost of this task and all its dependents; null if unknown or in several currencies. */
    cost: moneySumSchema.nullable(),
    unknownCosts: z.number(),
  }),
  reject: z.object({ skips: z.array(z.string()), skipsCount: z.number() }),
})
export type Consequences = z.infer<typeof consequencesSchema>

/** The result of a dependency. */
export const upstreamSchema = z.object({
  taskKey: z.string(),
  title: z.string(),
  status: taskStatusSchema,
  agentId: z.string().nullable(),
  /** Beginning of the result; empty if there is none. */
  text: z.string(),
  /** True if the result is longer than `text`. */
  isCut: z.boolean(),
})
export type Upstream = z.infer<typeof upstreamSchema>

export const approvalDetailSchema = z.object({
  approval: approvalSchema,
  /** Null once the approval has ended. */
  item: inboxItemSchema.nullable(),
  runTitle: z.string(),
  taskTitle: z.string(),
  isSimulated: z.boolean(),
  consequences: consequencesSchema.nullable(),
  /** Titles by task key, for the tasks in the consequences and the subject. */
  names: z.record(z.string(), z.string()),
  /** At most 20. */
  upstream: z.array(upstreamSchema),
})
export type ApprovalDetail = z.infer<typeof approvalDetailSchema>

/** Open approvals, ranked, and past answers. */
export const inboxContract = {
  list: get('/v1/inbox', 'List open approvals by the cost of their delay, highest first').output(
    z.array(inboxItemSchema),
  ),
  get: get('/v1/inbox/{approvalId}', 'Get an approval with everything needed to answer it', [
    'E_APPROVAL_UNKNOWN',
  ])
    .input(z.strictObject({ approvalId: z.string() }))
    .output(approvalDetailSchema),
  history: get(
    '/v1/inbox/history',
    'List answered approvals, newest first; `after` is `next` of the previous page',
  )
    .input(
      z
        .strictObject({
          /** Search text for the question, note, answering person, task and run. */
          find: z.string().max(maxFindLength).default(''),
          after: z.string().max(500).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        })
        .prefault({}),
    )
    .output(z.object({ items: z.array(answeredItemSchema), next: z.string().nullable() })),
}

const answerRefusals = refusals(
  'E_APPROVAL_UNKNOWN',
  'E_APPROVAL_DECIDED',
  'E_APPROVAL_EXPIRED',
  'E_STATE',
  'E_STALE',
  'E_REQUIRED',
  'E_TYPE',
  'E_UNKNOWN_FIELD',
)

/** Read, answer and delegate approvals. The procedures belong to the area `runs`. */
export const approvalsContract = {
  answerApproval: post('/v1/approvals/{approvalId}/answer', 'Answer an approval')
    .errors(answerRefusals)
    .input(answerInputSchema)
    .output(approvalSchema),
  answerApprovals: post('/v1/approvals/answers', 'Answer several approvals independently')
    .input(z.strictObject({ answers: z.array(answerInputSchema).min(1).max(1000) }))
    .output(z.array(answeredApprovalSchema)),
  delegateApproval: post('/v1/approvals/{approvalId}/delegate', 'Delegate an approval to another person', [
    'E_APPROVAL_UNKNOWN',
    'E_APPROVAL_DECIDED',
    'E_APPROVAL_EXPIRED',
    'E_STATE',
  ])
    .input(z.strictObject({ approvalId: z.string(), by: personSchema.default('me'), to: personSchema }))
    .output(approvalSchema),
  getApproval: get('/v1/approvals/{approvalId}', 'Get an approval and the effect of each answer', [
    'E_APPROVAL_UNKNOWN',
  ])
    .input(z.strictObject({ approvalId: z.string() }))
    .output(z.object({ approval: approvalViewSchema, consequences: consequencesSchema.nullable() })),
  listApprovals: get('/v1/approvals', 'List open approvals, oldest first').output(
    z.array(approvalViewSchema),
  ),
}

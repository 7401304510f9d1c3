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
  /** Why this one was not taken; null when it was. */
  refusal: refusalSchema.nullable(),
})
export type AnsweredApproval = z.infer<typeof answeredApprovalSchema>

/** The consequences of an answer, as far as the graph tells. At most 20 tasks are named. */
export const consequencesSchema = z.object({
  approve: z.object({
    frees: z.array(z.string()),
    /** All tasks that come after it. */
    leadsTo: z.number(),
    longestPathMs: z.number(),
    /** The cost of this task and all later ones, as far as known and in one currency. */
    cost: moneySumSchema.nullable(),
    unknownCosts: z.number(),
  }),
  reject: z.object({ skips: z.array(z.string()), skipsCount: z.number() }),
})
export type Consequences = z.infer<typeof consequencesSchema>

/** The results that a task builds on. */
export const upstreamSchema = z.object({
  taskKey: z.string(),
  title: z.string(),
  status: taskStatusSchema,
  agentId: z.string().nullable(),
  /** The beginning of its result; empty where it has none. */
  text: z.string(),
  /** There is more of it than `text`. */
  isCut: z.boolean(),
})
export type Upstream = z.infer<typeof upstreamSchema>

export const approvalDetailSchema = z.object({
  approval: approvalSchema,
  /** Null once it is over. */
  item: inboxItemSchema.nullable(),
  runTitle: z.string(),
  taskTitle: z.string(),
  isSimulated: z.boolean(),
  consequences: consequencesSchema.nullable(),
  /** Titles of the tasks that the consequences and the subject name, by their key. */
  names: z.record(z.string(), z.string()),
  /** At most 20. */
  upstream: z.array(upstreamSchema),
})
export type ApprovalDetail = z.infer<typeof approvalDetailSchema>

/** Everything that waits for a person, weighed, and what was answered before. */
export const inboxContract = {
  list: get('/v1/inbox', 'What waits for a person, by what waiting costs, the dearest first').output(
    z.array(inboxItemSchema),
  ),
  get: get('/v1/inbox/{approvalId}', 'A gate with all that a person needs to answer it', [
    'E_APPROVAL_UNKNOWN',
  ])
    .input(z.strictObject({ approvalId: z.string() }))
    .output(approvalDetailSchema),
  history: get(
    '/v1/inbox/history',
    'Gates that are over, newest first; `after` is the `next` of the page before',
  )
    .input(
      z
        .strictObject({
          /** In the question, the note, who answered, the task and the run. */
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

/** Reads, answers and delegates an approval. The procedures are in the area `runs`. */
export const approvalsContract = {
  answerApproval: post('/v1/approvals/{approvalId}/answer', 'Answer a gate')
    .errors(answerRefusals)
    .input(answerInputSchema)
    .output(approvalSchema),
  answerApprovals: post('/v1/approvals/answers', 'Answer several gates, each by itself')
    .input(z.strictObject({ answers: z.array(answerInputSchema).min(1).max(1000) }))
    .output(z.array(answeredApprovalSchema)),
  delegateApproval: post('/v1/approvals/{approvalId}/delegate', 'Let another person answer', [
    'E_APPROVAL_UNKNOWN',
    'E_APPROVAL_DECIDED',
    'E_APPROVAL_EXPIRED',
    'E_STATE',
  ])
    .input(z.strictObject({ approvalId: z.string(), by: personSchema.default('me'), to: personSchema }))
    .output(approvalSchema),
  getApproval: get('/v1/approvals/{approvalId}', 'A gate, and what each answer leads to', [
    'E_APPROVAL_UNKNOWN',
  ])
    .input(z.strictObject({ approvalId: z.string() }))
    .output(z.object({ approval: approvalViewSchema, consequences: consequencesSchema.nullable() })),
  listApprovals: get('/v1/approvals', 'Gates that wait for an answer, oldest first').output(
    z.array(approvalViewSchema),
  ),
}

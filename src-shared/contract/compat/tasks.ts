import { z } from 'zod'
import { amountMajorSchema, currencySchema, transactionKinds } from '../../model/money.ts'
import { taskResultSchema } from '../../model/runs/attempt.ts'
import { freshlyAnswered, get, post } from '../builders.ts'
import { buildRefusals } from '../errors.ts'

/**
 * The task API with the names of the seed documents. A request is a run: the run id is the task id, and `<run
 * id>.<task key>` the id of a subtask. Amounts are in major units with at most two decimals, times ISO 8601 in UTC.
 */
const seedTaskStatuses = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED'] as const

export const taskRequestSchema = z.strictObject({
  title: z.string().trim().min(1).max(500),
  /** Short command name. Stored, and used as the request if there is no message. */
  command: z.string().trim().min(1).max(80).optional(),
  user_message: z.string().max(100_000).nullish(),
  /** Data passed to every agent with its task. */
  context: z.record(z.string(), z.json()).nullish(),
  /** Maximum cost, for all subtasks together. */
  cost: amountMajorSchema.default(0),
  /** Cap for all agents together. */
  budget: amountMajorSchema.optional(),
  /** Absent: the currency of the project's budget, else USD. */
  currency: currencySchema.optional(),
  requires_approval: z.boolean().default(false),
  project_id: z.string().min(1).max(200).nullish(),
  project_folder: z.string().max(4096).optional(),
})
export type TaskRequest = z.infer<typeof taskRequestSchema>

const seedSubtaskSchema = z.object({
  id: z.string(),
  title: z.string(),
  command: z.string().nullable(),
  description: z.string(),
  status: z.enum(seedTaskStatuses),
  /** Distinguishes `skipped` and `cancelled`, which the API maps to `COMPLETED` or `FAILED`. */
  status_detail: z.enum(['skipped', 'cancelled']).nullable(),
  result: taskResultSchema.nullable(),
  error: z.string().nullable(),
  /** Reason why the subtask waits. */
  reason: z.string().nullable(),
  agent: z.string().nullable(),
  /** How the request was understood. Confidence `low`: no word named the work, so research is assumed. */
  intent: z.object({ agent_type: z.string(), confidence: z.string() }).nullable(),
  depends_on: z.array(z.string()),
  project_id: z.string().nullable(),
  approval: z
    .object({
      id: z.string(),
      status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN']),
      question: z.string(),
      hash: z.string(),
      answered_by: z.string().nullable(),
    })
    .nullable(),
  /** Settled cost; null before the first payment. The amount may be 0.00. */
  transaction: z.object({ amount: z.string(), currency: z.string(), created_at: z.string() }).nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
})
export type SeedSubtask = z.infer<typeof seedSubtaskSchema>

export const seedTaskSchema = seedSubtaskSchema.extend({ subtasks: z.array(seedSubtaskSchema) })
export type SeedTask = z.infer<typeof seedTaskSchema>

export const seedTransactionSchema = z.object({
  id: z.number(),
  task_id: z.string(),
  kind: z.enum(transactionKinds),
  amount: z.string(),
  currency: z.string(),
  created_at: z.string(),
})
export type SeedTransaction = z.infer<typeof seedTransactionSchema>

export const auditEntrySchema = z.object({
  /** Sequence number of the underlying event. */
  seq: z.number(),
  created_at: z.string(),
  task_id: z.string(),
  action: z.string(),
  details: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

const idInput = z.strictObject({ id: z.string() })
const page = { limit: z.coerce.number().int().min(1).max(500).default(50) }

export const maxWaitSeconds = 30

export const tasksContract = {
  create: post(
    '/v1/tasks',
    'Submit a request; with `Prefer: wait=SECONDS` or `?wait=`, the response waits for the result, at most 30 s',
    ['E_BUDGET', 'E_TYPE', ...buildRefusals],
  )
    .meta(freshlyAnswered)
    .input(taskRequestSchema)
    .output(seedTaskSchema),
  list: get('/v1/tasks', 'List requests, newest first; `before` is an id', ['E_NOT_FOUND'])
    .input(z.strictObject({ ...page, before: z.string().optional() }).prefault({}))
    .output(z.array(seedTaskSchema)),
  get: get('/v1/tasks/{id}', 'Get a request or one of its subtasks')
    .input(idInput.extend({ wait: z.coerce.number().min(0).max(maxWaitSeconds).optional() }))
    .output(seedTaskSchema),
  listTransactions: get('/v1/tasks/{id}/transactions', 'List transactions of a request, newest first')
    .input(idInput.extend({ ...page, before: z.coerce.number().int().min(0).optional() }))
    .output(z.array(seedTransactionSchema)),
  listAudit: get(
    '/v1/tasks/{id}/audit',
    'List events of a request in order; a page holds the newest events before `before`',
  )
    .input(idInput.extend({ ...page, before: z.coerce.number().int().min(0).optional() }))
    .output(z.array(auditEntrySchema)),
}

import { z } from 'zod'
import { approvalSchema } from '../model/approval.ts'
import { answeredItemSchema, inboxItemSchema } from '../model/inbox.ts'
import { taskStatusSchema } from '../model/task.ts'
import { get } from './builders.ts'
import { consequencesSchema } from './runs/runs.ts'

/** What a task builds on: what came before it, as far as it said something. */
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
          find: z.string().max(200).default(''),
          after: z.string().max(500).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        })
        .prefault({}),
    )
    .output(z.object({ items: z.array(answeredItemSchema), next: z.string().nullable() })),
}

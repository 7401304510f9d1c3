import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { agentSchema, maxAgents, scorecardSchema } from '../model/agent.ts'
import { approvalAnswerSchema, approvalSchema } from '../model/approval.ts'
import { attemptViewSchema, logLineSchema } from '../model/attempt.ts'
import { runViewSchema } from '../model/run.ts'
import { taskViewSchema } from '../model/task.ts'
import { refusals } from './errors.ts'
import { buildRequestSchema, buildResponseSchema } from './seed.ts'

const runInput = z.strictObject({ runId: z.string() })

/** Everything of a run that changed after `after`; applying it by key is idempotent. `seq` is where to resume. */
export const runChangeSchema = z.object({
  seq: z.number(),
  run: runViewSchema,
  tasks: z.array(taskViewSchema),
})
export type RunChange = z.infer<typeof runChangeSchema>

export const taskDetailSchema = z.object({
  task: taskViewSchema,
  attempts: z.array(attemptViewSchema),
  scorecard: scorecardSchema.nullable(),
  approval: approvalSchema.nullable(),
})
export type TaskDetail = z.infer<typeof taskDetailSchema>

export const startedRunSchema = z.object({ runId: z.string(), build: buildResponseSchema })

export const runsContract = {
  start: oc
    .route({ method: 'POST', path: '/v1/runs', summary: 'Run a plan or a sample' })
    .errors(
      refusals(
        'E_NOT_FOUND',
        'E_REQUIRED',
        'E_IDEMPOTENCY_MISMATCH',
        'E_DEP_CYCLE',
        'E_PLAN_SIZE',
        'E_DEP_UNKNOWN',
        'E_DUPLICATE_ID',
      ),
    )
    .input(
      z.strictObject({
        planId: z.string().optional(),
        sampleId: z.string().optional(),
        request: buildRequestSchema.optional(),
        /** A run whose plan, as it was then, is run once more. */
        againRunId: z.string().optional(),
        /** Ids of the only agents that may take part; absent: the whole roster. */
        crew: z.array(z.string()).min(1).optional(),
        /** Agents to add to the roster with this run, or to replace there; without a crew they are it. */
        roster: z.array(agentSchema.strict()).min(1).max(maxAgents).optional(),
        /** The caller's id of this request: repeating it returns the first answer. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(startedRunSchema),
  list: oc
    .route({ method: 'GET', path: '/v1/runs', summary: 'Runs, newest first' })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }).prefault({}))
    .output(z.array(runViewSchema)),
  get: oc
    .route({ method: 'GET', path: '/v1/runs/{runId}', summary: 'A run and its tasks' })
    .errors(refusals('E_NOT_FOUND'))
    .input(runInput)
    .output(runChangeSchema),
  watch: oc
    .route({ method: 'GET', path: '/v1/runs/{runId}/changes', summary: 'Changes of a run as they happen' })
    .errors(refusals('E_NOT_FOUND'))
    .input(runInput.extend({ after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(runChangeSchema)),
  getTask: oc
    .route({ method: 'GET', path: '/v1/runs/{runId}/tasks/{taskKey}', summary: 'A task with its attempts' })
    .errors(refusals('E_NOT_FOUND'))
    .input(runInput.extend({ taskKey: z.string() }))
    .output(taskDetailSchema),
  watchLog: oc
    .route({
      method: 'GET',
      path: '/v1/runs/{runId}/log',
      summary: 'Log lines: what there is, then as they come',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(
      runInput.extend({ taskKey: z.string().optional(), after: z.coerce.number().int().min(0).default(0) }),
    )
    .output(eventIterator(logLineSchema)),
  cancel: oc
    .route({ method: 'POST', path: '/v1/runs/{runId}/cancel', summary: 'Stop a run' })
    .errors(refusals('E_NOT_FOUND', 'E_STATE'))
    .input(runInput)
    .output(runViewSchema),
  answerApproval: oc
    .route({ method: 'POST', path: '/v1/approvals/{approvalId}/answer', summary: 'Answer a gate' })
    .errors(refusals('E_APPROVAL_UNKNOWN', 'E_APPROVAL_DECIDED', 'E_STATE'))
    .input(
      z.strictObject({
        approvalId: z.string(),
        answer: approvalAnswerSchema,
        note: z.string().max(10_000).optional(),
      }),
    )
    .output(approvalSchema),
  listApprovals: oc
    .route({ method: 'GET', path: '/v1/approvals', summary: 'Gates that wait for an answer, oldest first' })
    .output(z.array(approvalSchema)),
}

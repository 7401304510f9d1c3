import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { maxAgents, newAgentSchema, scorecardSchema } from '../../model/agents/agent.ts'
import { approvalSchema } from '../../model/approval.ts'
import { artifactDetailSchema, artifactViewSchema } from '../../model/artifact.ts'
import { instantSchema } from '../../model/instant.ts'
import { projectIdSchema } from '../../model/project.ts'
import { attemptViewSchema, inputPartSchema, logLineSchema } from '../../model/runs/attempt.ts'
import { runViewSchema } from '../../model/runs/run.ts'
import { runFilterSchema, runGroupCountsSchema, runPlaceSchema } from '../../model/runs/run-search.ts'
import { taskViewSchema } from '../../model/task.ts'
import {
  prioritySchema,
  taskChangesSchema,
  taskDefinitionSchema,
  taskKindSchema,
} from '../../model/task-definition.ts'
import { get, patch, post, query } from '../builders.ts'
import { buildRequestSchema, buildResponseSchema } from '../compat/seed.ts'
import { buildRefusals } from '../errors.ts'
import { runLogContract } from './run-log.ts'
import { runSummaryContract } from './run-summary.ts'
import { runTimesContract } from './run-times.ts'

const runInput = z.strictObject({ runId: z.string() })
const taskInput = runInput.extend({ taskKey: z.string() })

/** A task to add. Absent fields have the same defaults as in a plan. */
const newTaskSchema = taskDefinitionSchema
  .extend({
    key: z.string().min(1).max(200),
    kind: taskKindSchema.default('task'),
    title: z.string().min(1).max(500),
    description: z.string().max(100_000).default(''),
    requiredSkills: z.array(z.string().min(1).max(100)).max(100).default([]),
    dependsOn: z.array(z.string()).max(10_000).default([]),
    parent: z.string().nullable().default(null),
    priority: prioritySchema.default('medium'),
    dueAt: instantSchema.nullable().default(null),
    tags: z.array(z.string().max(100)).max(100).default([]),
    requiresApproval: z.boolean().default(false),
  })
  .strict()

/** All changes of a run after `after`. Applying them by key is idempotent. Resume from `seq`. */
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

/** An input that an agent received. */
export const sentInputSchema = z.object({
  at: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  /** Null: the stored file is missing or damaged. */
  parts: z.array(inputPartSchema).nullable(),
})
export type SentInput = z.infer<typeof sentInputSchema>

const startedRunSchema = z.object({ runId: z.string(), build: buildResponseSchema })

export const runsContract = {
  ...runLogContract,
  ...runSummaryContract,
  ...runTimesContract,
  start: post('/v1/runs', 'Start a run of a plan or a sample', ['E_REQUIRED', ...buildRefusals])
    .input(
      z.strictObject({
        planId: z.string().optional(),
        sampleId: z.string().optional(),
        templateId: z.string().optional(),
        request: buildRequestSchema.optional(),
        /** Id of a run to repeat, with the plan as it was then. */
        againRunId: z.string().optional(),
        /**
         * With `againRunId`: `failed` repeats only tasks that are not done, and their dependents. Other results are
         * reused.
         */
        redo: z.enum(['all', 'failed']).default('all'),
        /** With `againRunId`: repeats these tasks and their dependents, in addition to tasks that are not done. */
        fromTasks: z.array(z.string()).max(1000).optional(),
        /**
         * Tasks whose title or description differs from the plan in this run. With `againRunId`, these tasks run
         * again.
         */
        edits: z
          .array(taskChangesSchema.pick({ title: true, description: true }).extend({ taskKey: z.string() }))
          .max(1000)
          .optional(),
        /** Overrides the assigned agents of the plan for this run. Null: the best agent. */
        pins: z
          .array(z.strictObject({ taskKey: z.string(), agentId: z.string().min(1).max(100).nullable() }))
          .max(1000)
          .optional(),
        /** Runs a simulation: only simulated agents and people take part, and no real work is done. */
        simulate: z.boolean().default(false),
        /** Ids of the agents that may take part; absent: all registered agents. */
        crew: z.array(z.string()).min(1).optional(),
        /** Agents to register with this run or to replace. Without `crew`, only these agents take part. */
        roster: z.array(newAgentSchema).min(1).max(maxAgents).optional(),
        /** Project of the run if the plan names none. The run then also uses the project's folder. */
        projectId: projectIdSchema.optional(),
        /** Client-generated id of this request. A repeat returns the first response. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(startedRunSchema),
  list: get('/v1/runs', 'List runs, newest first')
    .input(
      z
        .strictObject({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          projectId: z.string().optional(),
        })
        .prefault({}),
    )
    .output(z.array(runViewSchema)),
  find: query('/v1/runs/search', 'Search runs, newest first, in pages')
    .input(
      z.strictObject({
        filter: runFilterSchema.prefault({}),
        /** Position of the last run on the previous page. */
        below: runPlaceSchema.nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(runViewSchema)),
  count: query('/v1/runs/count', 'Count matching runs by outcome')
    .input(z.strictObject({ filter: runFilterSchema.prefault({}) }))
    .output(runGroupCountsSchema),
  get: get('/v1/runs/{runId}', 'Get a run and its tasks').input(runInput).output(runChangeSchema),
  watch: get('/v1/runs/{runId}/changes', 'Stream changes of a run')
    .input(runInput.extend({ after: z.coerce.number().int().min(0).default(0) }))
    // The engine builds this value from its own state. Validating 5,000 tasks again would take a fifth of the time to
    // open a run.
    .output(eventIterator(described(runChangeSchema))),
  getTask: get('/v1/runs/{runId}/tasks/{taskKey}', 'Get a task with its attempts')
    .input(runInput.extend({ taskKey: z.string() }))
    .output(taskDetailSchema),
  listInputs: get(
    '/v1/runs/{runId}/tasks/{taskKey}/attempts/{attempt}/inputs',
    'Get the exact input of an attempt, without secrets; empty if the agent gets the task unchanged',
  )
    .input(taskInput.extend({ attempt: z.coerce.number().int().min(1) }))
    .output(z.array(sentInputSchema)),
  listArtifacts: get('/v1/runs/{runId}/artifacts', 'List the newest files of a run, or all files of a task')
    .input(runInput.extend({ taskKey: z.string().optional() }))
    .output(z.array(artifactViewSchema)),
  getArtifact: get('/v1/runs/{runId}/tasks/{taskKey}/artifact', 'Get a file of a task with its text')
    .input(taskInput.extend({ name: z.string().max(300) }))
    .output(artifactDetailSchema),
  watchLog: get('/v1/runs/{runId}/log', 'Stream log lines')
    .input(
      runInput.extend({ taskKey: z.string().optional(), after: z.coerce.number().int().min(0).default(0) }),
    )
    .output(eventIterator(logLineSchema)),
  cancel: post('/v1/runs/{runId}/cancel', 'Stop a run', ['E_STATE']).input(runInput).output(runViewSchema),
  editTask: patch(
    '/v1/runs/{runId}/tasks/{taskKey}',
    'Change an open task: priority and due date; before its start also its text and assigned agent',
    ['E_STATE'],
  )
    .input(taskInput.extend(taskChangesSchema.shape))
    .output(taskViewSchema),
  rankAgents: get(
    '/v1/runs/{runId}/tasks/{taskKey}/agents',
    'Rank agents for a task of a run, with the reasons against each other agent',
  )
    .input(taskInput)
    .output(scorecardSchema),
  cancelTask: post(
    '/v1/runs/{runId}/tasks/{taskKey}/cancel',
    'Cancel a task and its children; with `branch`, also its dependents',
    ['E_STATE'],
  )
    .input(taskInput.extend({ branch: z.boolean().default(false) }))
    .output(taskViewSchema),
  unblockTask: post(
    '/v1/runs/{runId}/tasks/{taskKey}/unblock',
    'Clear the block that an agent reported for a task',
    ['E_STATE'],
  )
    .input(taskInput)
    .output(taskViewSchema),
  // Receipts of repeated calls contain the operation name, so the old name must stay.
  hurryTask: post('/v1/runs/{runId}/tasks/{taskKey}/retry', 'Retry a failed task immediately', ['E_STATE'])
    .input(taskInput)
    .output(taskViewSchema),
  addTasks: post('/v1/runs/{runId}/tasks', 'Add tasks to an active run', [
    'E_STATE',
    'E_DEP_CYCLE',
    'E_DEP_UNKNOWN',
    'E_DUPLICATE_ID',
    'E_PLAN_SIZE',
    'E_FORMAT',
  ])
    .input(
      runInput.extend({
        tasks: z.array(newTaskSchema).min(1).max(10_000),
        links: z
          .array(z.strictObject({ taskKey: z.string(), dependsOn: z.string() }))
          .max(10_000)
          .default([]),
      }),
    )
    .output(runChangeSchema),
  pause: post('/v1/runs/{runId}/pause', 'Pause a run; running tasks finish', ['E_STATE'])
    .input(runInput)
    .output(runViewSchema),
  resume: post('/v1/runs/{runId}/resume', 'Resume a paused run', ['E_STATE'])
    .input(runInput)
    .output(runViewSchema),
}

/** Documents the schema in the contract but skips validation, for values that the engine has just built. */
export function described<Value extends z.ZodType>(schema: Value): Value {
  const standard = schema['~standard']
  const trusting = { ...standard, validate: (value: unknown) => ({ value }) }
  return Object.create(schema, { '~standard': { value: trusting } })
}

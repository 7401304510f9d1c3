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

/** A task as it is added: what is left out is as in a plan that says nothing of it. */
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

/** An input that an agent received. */
export const sentInputSchema = z.object({
  at: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  /** Null: the file that it was kept in is gone or damaged. */
  parts: z.array(inputPartSchema).nullable(),
})
export type SentInput = z.infer<typeof sentInputSchema>

const startedRunSchema = z.object({ runId: z.string(), build: buildResponseSchema })

export const runsContract = {
  ...runLogContract,
  ...runSummaryContract,
  ...runTimesContract,
  start: post('/v1/runs', 'Run a plan or a sample', ['E_REQUIRED', ...buildRefusals])
    .input(
      z.strictObject({
        planId: z.string().optional(),
        sampleId: z.string().optional(),
        templateId: z.string().optional(),
        request: buildRequestSchema.optional(),
        /** A run whose plan, as it was then, is run once more. */
        againRunId: z.string().optional(),
        /** With `againRunId`: only what is not done, with what comes after it; results of the rest are taken over. */
        redo: z.enum(['all', 'failed']).default('all'),
        /** With `againRunId`: these tasks and what comes after them, beside what is not done. */
        fromTasks: z.array(z.string()).max(1000).optional(),
        /** Tasks with other words than the plan's in this run; with `againRunId` they are done again. */
        edits: z
          .array(taskChangesSchema.pick({ title: true, description: true }).extend({ taskKey: z.string() }))
          .max(1000)
          .optional(),
        /** Tasks that are for one agent in this run, whatever the plan says; null: for whoever is best. */
        pins: z
          .array(z.strictObject({ taskKey: z.string(), agentId: z.string().min(1).max(100).nullable() }))
          .max(1000)
          .optional(),
        /** Starts a simulation: only simulated agents and people work in it, and nothing of it is real. */
        simulate: z.boolean().default(false),
        /** Ids of the only agents that may take part; absent: the whole roster. */
        crew: z.array(z.string()).min(1).optional(),
        /** Agents to add to the roster with this run, or to replace there; without a crew they are it. */
        roster: z.array(newAgentSchema).min(1).max(maxAgents).optional(),
        /** Where it belongs when its plan names no project; with it the project's folder. */
        projectId: projectIdSchema.optional(),
        /** The caller's id of this request: repeating it returns the first answer. */
        commandId: z.string().min(1).max(200).optional(),
      }),
    )
    .output(startedRunSchema),
  list: get('/v1/runs', 'Runs, newest first')
    .input(
      z
        .strictObject({
          limit: z.coerce.number().int().min(1).max(500).default(100),
          projectId: z.string().optional(),
        })
        .prefault({}),
    )
    .output(z.array(runViewSchema)),
  find: query('/v1/runs/search', 'Runs that fit, newest first, page by page')
    .input(
      z.strictObject({
        filter: runFilterSchema.prefault({}),
        /** The last one of the page before. */
        below: runPlaceSchema.nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(runViewSchema)),
  count: query('/v1/runs/count', 'How many runs fit, by what became of them')
    .input(z.strictObject({ filter: runFilterSchema.prefault({}) }))
    .output(runGroupCountsSchema),
  get: get('/v1/runs/{runId}', 'A run and its tasks').input(runInput).output(runChangeSchema),
  watch: get('/v1/runs/{runId}/changes', 'Changes of a run as they happen')
    .input(runInput.extend({ after: z.coerce.number().int().min(0).default(0) }))
    // Made by the engine out of what it holds: looking through 5,000 tasks once more would be a fifth of opening them.
    .output(eventIterator(described(runChangeSchema))),
  getTask: get('/v1/runs/{runId}/tasks/{taskKey}', 'A task with its attempts')
    .input(runInput.extend({ taskKey: z.string() }))
    .output(taskDetailSchema),
  listInputs: get(
    '/v1/runs/{runId}/tasks/{taskKey}/attempts/{attempt}/inputs',
    'Exactly what an attempt was sent, without secrets; empty where it is handed the task as it stands',
  )
    .input(taskInput.extend({ attempt: z.coerce.number().int().min(1) }))
    .output(z.array(sentInputSchema)),
  listArtifacts: get(
    '/v1/runs/{runId}/artifacts',
    'The files that a run made, each name in its newest form, or all those of one task',
  )
    .input(runInput.extend({ taskKey: z.string().optional() }))
    .output(z.array(artifactViewSchema)),
  getArtifact: get('/v1/runs/{runId}/tasks/{taskKey}/artifact', 'One file that a task made, with its text')
    .input(taskInput.extend({ name: z.string().max(300) }))
    .output(artifactDetailSchema),
  watchLog: get('/v1/runs/{runId}/log', 'Log lines: what there is, then as they come')
    .input(
      runInput.extend({ taskKey: z.string().optional(), after: z.coerce.number().int().min(0).default(0) }),
    )
    .output(eventIterator(logLineSchema)),
  cancel: post('/v1/runs/{runId}/cancel', 'Stop a run', ['E_STATE']).input(runInput).output(runViewSchema),
  editTask: patch(
    '/v1/runs/{runId}/tasks/{taskKey}',
    'Change a task that is not over: priority, due date, and before it starts its text and the one agent that it is for',
    ['E_STATE'],
  )
    .input(taskInput.extend(taskChangesSchema.shape))
    .output(taskViewSchema),
  rankAgents: get(
    '/v1/runs/{runId}/tasks/{taskKey}/agents',
    'Who could do a task of a run now, best first, and what keeps the others from it',
  )
    .input(taskInput)
    .output(scorecardSchema),
  cancelTask: post(
    '/v1/runs/{runId}/tasks/{taskKey}/cancel',
    'Cancel a task and, of a group, what is below it; with `branch` also all that waits for it',
    ['E_STATE'],
  )
    .input(taskInput.extend({ branch: z.boolean().default(false) }))
    .output(taskViewSchema),
  unblockTask: post(
    '/v1/runs/{runId}/tasks/{taskKey}/unblock',
    'Say that what its agent reported does not hold a task any more',
    ['E_STATE'],
  )
    .input(taskInput)
    .output(taskViewSchema),
  // Receipts of repeated calls contain the name of the operation, so an old name stays.
  hurryTask: post(
    '/v1/runs/{runId}/tasks/{taskKey}/retry',
    'Try a task that failed again now, not when its time has come',
    ['E_STATE'],
  )
    .input(taskInput)
    .output(taskViewSchema),
  addTasks: post('/v1/runs/{runId}/tasks', 'Add tasks to a live run', [
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
  pause: post('/v1/runs/{runId}/pause', 'Start nothing more of a run for now', ['E_STATE'])
    .input(runInput)
    .output(runViewSchema),
  resume: post('/v1/runs/{runId}/resume', 'Go on with a paused run', ['E_STATE'])
    .input(runInput)
    .output(runViewSchema),
}

/** The same shape to whoever reads the contract; a value that the engine has just made is not looked through again. */
export function described<Value extends z.ZodType>(schema: Value): Value {
  const standard = schema['~standard']
  const trusting = { ...standard, validate: (value: unknown) => ({ value }) }
  return Object.create(schema, { '~standard': { value: trusting } })
}

import { z } from 'zod'
import { charterSchema } from '../../model/agents/agent.ts'
import { moneySchema } from '../../model/money.ts'
import { taskResultSchema } from '../../model/runs/attempt.ts'
import { prioritySchema } from '../../model/task-definition.ts'
import { freshlyAnswered, get, post, query } from '../builders.ts'

/**
 * The API of document 004, in its own terms. External workers need no other API. A task id is `<run id>/<task key>`,
 * URL-encoded in paths. Times are ISO 8601 in UTC; durations are in milliseconds unless noted.
 */
export const workStatuses = ['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'CANCELLED'] as const
export type WorkStatus = (typeof workStatuses)[number]
export const workPriorities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const

const priorityWord = z
  .string()
  .transform((word) => word.toLowerCase())
  .pipe(prioritySchema)

/** Time without a report after which the lease ends, in milliseconds. Default: ten minutes. */
const leaseMs = z.int().min(5_000).max(86_400_000)
export const defaultLeaseMs = 600_000

/** The token returned by `execute`, valid only for reports on that attempt. */
const taskTokenSchema = z.string().min(1).max(200)

export const workTaskSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  status: z.enum(workStatuses),
  priority: z.enum(workPriorities),
  dueDate: z.string().nullable(),
  tags: z.array(z.string()),
  requiredSkills: z.array(z.string()),
  dependsOn: z.array(z.string()),
  agentId: z.string().nullable(),
  /** Reason for waiting, or for the final status. */
  reason: z.string().nullable(),
  createdAt: z.string(),
})
export type WorkTask = z.infer<typeof workTaskSchema>

export const workTaskDetailSchema = workTaskSchema.extend({
  progress: z.number().nullable(),
  /** Latest message from the worker. */
  message: z.string().nullable(),
  metadata: z.json(),
  result: taskResultSchema.nullable(),
})

export const workContextSchema = z.object({
  task: workTaskSchema,
  agent: z.object({
    id: z.string(),
    name: z.string(),
    role: z.string().nullable(),
    discipline: z.string().nullable(),
    capabilities: z.array(z.string()),
    endpoint: z.string().nullable(),
  }),
  charter: charterSchema.nullable(),
  dependencies: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.enum(workStatuses),
      result: taskResultSchema.nullable(),
    }),
  ),
  /** Tasks of the same group, or with a common tag or dependency. */
  relatedTasks: z.array(z.object({ id: z.string(), title: z.string(), status: z.enum(workStatuses) })),
  project: z.object({ id: z.string().nullable(), folder: z.string().nullable() }),
  /** The run of the task. */
  channel: z.object({ id: z.string(), title: z.string() }),
  memory: z.array(
    z.object({ id: z.string(), type: z.string(), content: z.json(), tags: z.array(z.string()) }),
  ),
})
export type WorkContext = z.infer<typeof workContextSchema>

const instant = z.iso.datetime({ offset: true })
const workMetricsSchema = z
  .strictObject({ startedAt: instant, completedAt: instant, duration: z.number().min(0) })
  .partial()

export const executionSchema = z.discriminatedUnion('status', [
  z.object({
    taskId: z.string(),
    status: z.literal('in_progress'),
    output: workContextSchema,
    metrics: z.object({ startedAt: z.string() }),
    /** Required in every report on this attempt. */
    token: z.string(),
    /** End of the lease. Without a report by then, the task moves to its next attempt. */
    leaseUntil: z.string(),
  }),
  z.object({
    taskId: z.string(),
    status: z.literal('blocked'),
    error: z.string(),
    metrics: z.object({ startedAt: z.string() }),
  }),
])

const progressReceiptSchema = z.object({
  taskId: z.string(),
  status: z.enum(workStatuses),
  progress: z.number(),
  message: z.string().nullable(),
  metadata: z.json(),
  leaseUntil: z.string().nullable(),
})

const artifactSchema = z.strictObject({ type: z.string().min(1).max(100), content: z.json() })

export const completionInputSchema = z.strictObject({
  taskId: z.string(),
  token: taskTokenSchema,
  status: z.enum(['completed', 'failed', 'blocked']),
  output: z.json().optional(),
  error: z.string().min(1).max(10_000).optional(),
  metrics: workMetricsSchema.optional(),
  artifacts: z.array(artifactSchema).max(1000).optional(),
  /** Total cost of the attempt. */
  spent: moneySchema.strict().optional(),
})
export type CompletionInput = z.infer<typeof completionInputSchema>

export const taskExecutionResultSchema = z.object({
  taskId: z.string(),
  status: z.enum(['completed', 'failed', 'blocked']),
  output: z.json().optional(),
  error: z.string().optional(),
  metrics: workMetricsSchema,
  artifacts: z.array(artifactSchema).optional(),
})
export type TaskExecutionResult = z.infer<typeof taskExecutionResultSchema>

/** Statistics of an agent for tasks that ended between `start` and `end`. `byStatus` also counts open tasks. */
export const executionStatsSchema = z.object({
  agentId: z.string(),
  start: z.string(),
  end: z.string(),
  byStatus: z.record(z.enum(workStatuses), z.number()),
  completed: z.number(),
  failed: z.number(),
  /** Completed tasks as a percentage (0-100) of completed and failed ones; 0 if none ended. */
  successRate: z.number(),
  /** Average working time of completed tasks in seconds; 0 if there are none. */
  averageCompletionTime: z.number(),
  /** Completed tasks per hour. */
  throughput: z.number(),
  /** Time that ended tasks waited, in seconds by cause. */
  waiting: z.object({
    dependencies: z.number(),
    approval: z.number(),
    queue: z.number(),
    retry: z.number(),
    question: z.number(),
    review: z.number(),
    budget: z.number(),
  }),
})

const agentInput = z.strictObject({ agentId: z.string() })
const taskInput = z.strictObject({ taskId: z.string() })

export const workContract = {
  selectNextTask: query('/v1/work/agents/{agentId}/select', 'Get the best task that this agent can start now')
    .input(
      agentInput.extend({
        /** Only tasks with all of these tags. */
        requireTags: z.array(z.string().max(100)).max(100).default([]),
        /** Maximum number of `candidates` to return. Does not limit how many tasks are considered. */
        limit: z.int().min(1).max(1000).default(1),
        maxPriority: priorityWord.optional(),
        minPriority: priorityWord.optional(),
      }),
    )
    .output(
      z.object({
        task: workTaskSchema.nullable(),
        /** Best first. `task` is the first candidate. */
        candidates: z.array(workTaskSchema),
        /** Reason if there is no task. */
        reason: z.string().nullable(),
      }),
    ),
  prepareTaskContext: get(
    '/v1/work/agents/{agentId}/tasks/{taskId}/context',
    'Get the context of a task for an agent',
    ['E_STATE'],
  )
    .input(agentInput.extend(taskInput.shape))
    .output(workContextSchema),
  executeTask: post(
    '/v1/work/agents/{agentId}/tasks/{taskId}/execute',
    'Claim a task; returns its context and a token, or the reason why it is blocked',
    ['E_STATE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .meta(freshlyAnswered)
    .input(agentInput.extend(taskInput.shape).extend({ leaseMs: leaseMs.default(defaultLeaseMs) }))
    .output(executionSchema),
  getTask: get('/v1/work/tasks/{taskId}', 'Get a task with its latest report')
    .input(taskInput)
    .output(workTaskDetailSchema),
  updateTaskProgress: post('/v1/work/tasks/{taskId}/progress', 'Report progress and extend the lease', [
    'E_RANGE',
    'E_STALE',
  ])
    .input(
      taskInput.extend({
        token: taskTokenSchema,
        /** Percentage, 0-100. */
        progress: z.number(),
        /** `BLOCKED` ends the attempt: `message` gives the reason, and a person unblocks the task. */
        status: z.enum(['IN_PROGRESS', 'BLOCKED']).default('IN_PROGRESS'),
        message: z.string().max(10_000).optional(),
        metadata: z.json().optional(),
        /** Total cost of the attempt so far. */
        spent: moneySchema.strict().optional(),
        leaseMs: leaseMs.optional(),
      }),
    )
    .output(progressReceiptSchema),
  completeTask: post(
    '/v1/work/tasks/{taskId}/complete',
    'Complete an attempt; its dependents are released in the same transaction',
    ['E_STALE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .input(completionInputSchema)
    .output(taskExecutionResultSchema),
  getExecutionStats: get(
    '/v1/work/agents/{agentId}/stats',
    'Get the work of an agent in a period, given as dates or instants',
    ['E_DATE', 'E_RANGE'],
  )
    .input(agentInput.extend({ start: z.string().max(40).optional(), end: z.string().max(40).optional() }))
    .output(executionStatsSchema),
}

import { z } from 'zod'
import { charterSchema } from '../../model/agents/agent.ts'
import { moneySchema } from '../../model/money.ts'
import { taskResultSchema } from '../../model/runs/attempt.ts'
import { prioritySchema } from '../../model/task-definition.ts'
import { freshlyAnswered, get, post, query } from '../builders.ts'

/**
 * Document 004 at its own words: a worker that pulls its work lives on this alone. A task is named `<run id>/<task
 * key>`, url-encoded in a path. Instants are ISO 8601 in UTC, durations milliseconds unless said otherwise.
 */
export const workStatuses = ['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'CANCELLED'] as const
export type WorkStatus = (typeof workStatuses)[number]
export const workPriorities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const

const priorityWord = z
  .string()
  .transform((word) => word.toLowerCase())
  .pipe(prioritySchema)

/** How long a worker may say nothing: ten minutes when it does not say. */
const leaseMs = z.int().min(5_000).max(86_400_000)
export const defaultLeaseMs = 600_000

/** The token that `execute` returned, which allows reports on that attempt only. */
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
  /** Why it waits, or why it ended as it did. */
  reason: z.string().nullable(),
  createdAt: z.string(),
})
export type WorkTask = z.infer<typeof workTaskSchema>

export const workTaskDetailSchema = workTaskSchema.extend({
  progress: z.number().nullable(),
  /** The newest that its worker said. */
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
  /** The run it belongs to. */
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
    /** Goes with everything that is said of this attempt. */
    token: z.string(),
    /** Without a word until then, the task goes to its next attempt. */
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
  /** All that the attempt cost. */
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

/** Statistics of an agent about tasks that ended between `start` and `end`; `byStatus` also counts its open tasks. */
export const executionStatsSchema = z.object({
  agentId: z.string(),
  start: z.string(),
  end: z.string(),
  byStatus: z.record(z.enum(workStatuses), z.number()),
  completed: z.number(),
  failed: z.number(),
  /** 0-100: completed of completed and failed; 0 when nothing ended. */
  successRate: z.number(),
  /** Seconds of work of completed tasks; 0 when there is none. */
  averageCompletionTime: z.number(),
  /** Completed tasks per hour. */
  throughput: z.number(),
  /** Seconds that its ended tasks waited, by cause. */
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
  selectNextTask: query(
    '/v1/work/agents/{agentId}/select',
    'The best task that this agent could start now, of all of them',
  )
    .input(
      agentInput.extend({
        /** A task must carry all of them. */
        requireTags: z.array(z.string().max(100)).max(100).default([]),
        /** How many `candidates` to name; it does not limit how many are looked at. */
        limit: z.int().min(1).max(1000).default(1),
        maxPriority: priorityWord.optional(),
        minPriority: priorityWord.optional(),
      }),
    )
    .output(
      z.object({
        task: workTaskSchema.nullable(),
        /** Best first; the task is the first of them. */
        candidates: z.array(workTaskSchema),
        /** Why there is none. */
        reason: z.string().nullable(),
      }),
    ),
  prepareTaskContext: get(
    '/v1/work/agents/{agentId}/tasks/{taskId}/context',
    'All that an agent needs to know for a task',
    ['E_STATE'],
  )
    .input(agentInput.extend(taskInput.shape))
    .output(workContextSchema),
  executeTask: post(
    '/v1/work/agents/{agentId}/tasks/{taskId}/execute',
    'Take a task: its context and a token, or what blocks it',
    ['E_STATE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .meta(freshlyAnswered)
    .input(agentInput.extend(taskInput.shape).extend({ leaseMs: leaseMs.default(defaultLeaseMs) }))
    .output(executionSchema),
  getTask: get('/v1/work/tasks/{taskId}', 'A task with the newest that its worker said')
    .input(taskInput)
    .output(workTaskDetailSchema),
  updateTaskProgress: post('/v1/work/tasks/{taskId}/progress', 'Say how far it is; extends the lease', [
    'E_RANGE',
    'E_STALE',
  ])
    .input(
      taskInput.extend({
        token: taskTokenSchema,
        /** 0-100. */
        progress: z.number(),
        /** `BLOCKED` ends the attempt: `message` says what holds it, and a person unblocks it. */
        status: z.enum(['IN_PROGRESS', 'BLOCKED']).default('IN_PROGRESS'),
        message: z.string().max(10_000).optional(),
        metadata: z.json().optional(),
        /** All that it cost so far. */
        spent: moneySchema.strict().optional(),
        leaseMs: leaseMs.optional(),
      }),
    )
    .output(progressReceiptSchema),
  completeTask: post(
    '/v1/work/tasks/{taskId}/complete',
    'End an attempt; what waited for the task is free in the same transaction',
    ['E_STALE', 'E_IDEMPOTENCY_MISMATCH'],
  )
    .input(completionInputSchema)
    .output(taskExecutionResultSchema),
  getExecutionStats: get(
    '/v1/work/agents/{agentId}/stats',
    'What an agent did in a span of time, given as dates or instants',
    ['E_DATE', 'E_RANGE'],
  )
    .input(agentInput.extend({ start: z.string().max(40).optional(), end: z.string().max(40).optional() }))
    .output(executionStatsSchema),
}

import { z } from 'zod'
import { runIdSchema } from '../ids.ts'
import { gateSchema } from './approval.ts'
import { checksSchema } from './check.ts'
import { accountKeySchema, moneySchema, moneySumSchema } from './money.ts'
import { taskResultSchema } from './runs/attempt.ts'

export const taskStatuses = [
  'blocked',
  'todo',
  'awaiting_approval',
  'in_progress',
  'awaiting_input',
  'done',
  'failed',
  'skipped',
  'cancelled',
] as const
export const taskStatusSchema = z.enum(taskStatuses)
export type TaskStatus = z.infer<typeof taskStatusSchema>

export const endedStatuses = ['done', 'failed', 'skipped', 'cancelled'] as const
const terminalStatuses: ReadonlySet<TaskStatus> = new Set(endedStatuses)
export const isTerminal = (status: TaskStatus): boolean => terminalStatuses.has(status)

/** Open, and nobody works on it. */
export const isWaiting = ({ status }: { readonly status: TaskStatus }): boolean =>
  !isTerminal(status) && status !== 'in_progress'

export const noTaskCounts = (): Record<TaskStatus, number> => ({
  ...{ blocked: 0, todo: 0, awaiting_approval: 0, in_progress: 0, awaiting_input: 0 },
  ...{ done: 0, failed: 0, skipped: 0, cancelled: 0 },
})

export const priorities = ['critical', 'high', 'medium', 'low'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

/** Characters of a task's key. A longer id from outside is cut (`boundedKey`). */
export const maxTaskKeyLength = 200

/** A `group` has children and no agent: it opens when its dependencies are met and is done when its children are. */
export const taskKinds = ['task', 'group'] as const
export const taskKindSchema = z.enum(taskKinds)

/**
 * Join of a task over its dependencies, once all of them have ended:
 * - `all_succeeded`: every dependency is done.
 * - `none_failed`: at least one is done and none failed unhandled. A failure is handled when a dependent with the
 *   condition `failure` finished.
 * - `any`: at least one is done.
 * - `always`: however they ended.
 */
export const joins = ['all_succeeded', 'none_failed', 'any', 'always'] as const
export const joinSchema = z.enum(joins)
export type Join = z.infer<typeof joinSchema>

/** ISO 8601 with an offset; the instant lies within `instantSchema`, which an offset alone can leave. */
export const isoInstantSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => instantSchema.safeParse(Date.parse(text)).success, 'the year is from 0 to 9999 in UTC')

/** Milliseconds since 1970, UTC, from the year 0 to the year 9999. */
export const instantSchema = z.int().min(-62_167_219_200_000).max(253_402_300_799_999)

/** How often and when a failed task is tried again. Delays grow by `factor` and are shortened by up to half at random. */
export const retrySchema = z.strictObject({
  maxAttempts: z.int().min(1).max(100),
  firstMs: z.int().min(0).max(86_400_000).default(1000),
  factor: z.number().min(1).max(10).default(2),
  maxMs: z
    .int()
    .min(0)
    .max(7 * 86_400_000)
    .default(60_000),
})
export type Retry = z.infer<typeof retrySchema>

const limitMs = z
  .int()
  .min(1)
  .max(365 * 86_400_000)
/** The five clocks of a task; one that is absent never runs out. */
export const timeoutsSchema = z.strictObject({
  /** Ready and not started. */
  queuedMs: limitMs.optional(),
  /** Started and no sign of life yet. */
  startingMs: limitMs.optional(),
  /** Between two signs of life. */
  silentMs: limitMs.optional(),
  /** From its start, whatever it says. */
  wallMs: limitMs.optional(),
  /** Waiting for a person's answer to the agent's question. */
  personMs: limitMs.optional(),
})
export type Timeouts = z.infer<typeof timeoutsSchema>

/**
 * A task as a plan defines it. `key` is unique in its plan; `dependsOn` and `parent` name keys of the same plan.
 * Settings that a plan does not use are absent.
 */
export const taskDefinitionSchema = z.object({
  key: z.string(),
  kind: taskKindSchema,
  title: z.string(),
  description: z.string(),
  requiredSkills: z.array(z.string()),
  /** The id of the one agent that may do it; absent: whoever is best. */
  pin: z.string().min(1).max(100).optional(),
  dependsOn: z.array(z.string()),
  parent: z.string().nullable(),
  priority: prioritySchema,
  dueAt: instantSchema.nullable(),
  tags: z.array(z.string()),
  requiresApproval: z.boolean(),
  /** How its gate behaves, or a gate after the work; absent: a plain gate before it, if it requires approval. */
  gate: gateSchema.optional(),
  /** When it runs: `success` (also when absent), `failure`, `always`, or an expression over its dependencies. */
  condition: z.string().max(2000).optional(),
  /** Join over its dependencies; absent: `none_failed` behind a conditional branch, else `all_succeeded`. */
  join: joinSchema.optional(),
  retry: retrySchema.optional(),
  timeouts: timeoutsSchema.optional(),
  /** What one attempt costs at most; absent: what its agent says. */
  cost: moneySchema.optional(),
  /** Of a group: the cap for everything below it. */
  budget: moneySchema.optional(),
  /** Of a group in a plan: the plan whose tasks are put below it when it is built. */
  subPlan: z.string().optional(),
  /** What it takes, for the longest path; absent: a minute. */
  estimateMs: z.int().min(0).optional(),
  /** What is looked at before its result counts; absent: its agent is taken at its word. */
  doneWhen: checksSchema.optional(),
  /** Done before the plan is run: a run starts with it as done. Means nothing for a group. */
  isDone: z.literal(true).optional(),
})
export type TaskDefinition = z.infer<typeof taskDefinitionSchema>

/** What may be changed of a task that is not over. */
export const taskChangesSchema = z.strictObject({
  title: z.string().min(1).max(500).optional(),
  description: z.string().max(100_000).optional(),
  priority: prioritySchema.optional(),
  dueAt: instantSchema.nullable().optional(),
  /** Null: whoever is best may do it. */
  pin: z.string().min(1).max(100).nullable().optional(),
})
export type TaskChanges = z.infer<typeof taskChangesSchema>

/** What may be changed where a gate is answered: what it shows. */
export const gateEditSchema = taskChangesSchema.omit({ pin: true })

interface Fields extends Required<Omit<TaskChanges, 'pin'>>, Pick<TaskChanges, 'pin'> {}

/** The same fields as they are. */
export const fieldsBefore = (task: Fields, changes: TaskChanges): TaskChanges => ({
  ...(changes.title !== undefined && { title: task.title }),
  ...(changes.description !== undefined && { description: task.description }),
  ...(changes.priority !== undefined && { priority: task.priority }),
  ...(changes.dueAt !== undefined && { dueAt: task.dueAt }),
  ...(changes.pin !== undefined && { pin: task.pin ?? null }),
})

export const skipCodes = ['condition', 'failed_dependency', 'branch_not_taken'] as const
export const cancelCodes = ['rejected', 'expired', 'cancelled', 'run_cancelled', 'over_budget'] as const

/** Why a task that is not moving is not moving: exactly one first reason (E7). */
export const waitReasonSchema = z.object({
  code: z.enum([
    'dependency',
    'failure_handler',
    'failed_child',
    'group',
    'approval',
    'question',
    'paused',
    'review_limit',
    'no_agent',
    'external',
    'backoff',
    'budget',
    'agent_busy',
    'run_limit',
    'global_limit',
    'reported',
    'carried',
    'done_before',
    ...skipCodes,
    ...cancelCodes,
  ]),
  message: z.string(),
  /** With `carried`: the run that its result was taken over from. */
  runId: z.string().optional(),
  /** With `budget`: which cap holds it. */
  account: accountKeySchema.optional(),
})
export type WaitReason = z.infer<typeof waitReasonSchema>

/** A task as it is stored: older logs hold amounts and deadlines from before their bounds. */
export const storedTaskSchema = taskDefinitionSchema.extend({
  dueAt: z.int().nullable(),
  cost: moneySumSchema.optional(),
  budget: moneySumSchema.optional(),
})

/** A task of a run as the interface sees it. */
export const taskViewSchema = storedTaskSchema.extend({
  runId: runIdSchema,
  /** Place in the plan, from 0: the stable order of lists. */
  position: z.number(),
  status: taskStatusSchema,
  reason: waitReasonSchema.nullable(),
  agentId: z.string().nullable(),
  attempts: z.number(),
  /** 0-100 as last reported by the running attempt. */
  progress: z.number().nullable(),
  approvalId: z.string().nullable(),
  createdAt: z.number(),
  readyAt: z.number().nullable(),
  /** It is not tried again before this. */
  notBefore: z.number().nullable(),
  /** Of a group, or of a task whose result others are built from. */
  result: taskResultSchema.nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  changedSeq: z.number(),
})
export type TaskView = z.infer<typeof taskViewSchema>

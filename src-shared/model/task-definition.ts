import { z } from 'zod'
import { gateSchema } from './approval.ts'
import { checksSchema } from './check.ts'
import { instantSchema } from './instant.ts'
import { moneySchema } from './money.ts'

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
  /** The maximum cost of one attempt; absent: the price of its agent. */
  cost: moneySchema.optional(),
  /** For a group: the cap for everything below it. */
  budget: moneySchema.optional(),
  /** For a group in a plan: the plan whose tasks are inserted below it when a run is built. */
  subPlan: z.string().optional(),
  /** The estimated duration, for the critical path; absent: one minute. */
  estimateMs: z.int().min(0).optional(),
  /** The checks of its result; absent: the result is not checked. */
  doneWhen: checksSchema.optional(),
  /** Done before the plan is run: a run starts with it as done. Means nothing for a group. */
  isDone: z.literal(true).optional(),
})
export type TaskDefinition = z.infer<typeof taskDefinitionSchema>

/** The fields of an open task that can be changed. */
export const taskChangesSchema = z.strictObject({
  title: z.string().min(1).max(500).optional(),
  description: z.string().max(100_000).optional(),
  priority: prioritySchema.optional(),
  dueAt: instantSchema.nullable().optional(),
  /** Null: whoever is best may do it. */
  pin: z.string().min(1).max(100).nullable().optional(),
})
export type TaskChanges = z.infer<typeof taskChangesSchema>

/** The fields that can be edited in an approval. */
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

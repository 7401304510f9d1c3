import { z } from 'zod'
import { gateSchema } from './approval.ts'
import { checksSchema } from './check.ts'
import { instantSchema } from './instant.ts'
import { moneySchema } from './money.ts'

export const priorities = ['critical', 'high', 'medium', 'low'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

/** Maximum length of a task key, in characters. A longer external id is cut (`boundedKey`). */
export const maxTaskKeyLength = 200

/** A `group` has children and no agent. It opens when its dependencies are met, and finishes with its last child. */
export const taskKinds = ['task', 'group'] as const
export const taskKindSchema = z.enum(taskKinds)

/**
 * How the finished dependencies of a task decide whether it runs:
 * - `all_succeeded`: every dependency is done.
 * - `none_failed`: at least one is done and none failed unhandled. A failure is handled when a dependent with the
 * condition `failure` finished.
 * - `any`: at least one is done.
 * - `always`: in any case.
 */
export const joins = ['all_succeeded', 'none_failed', 'any', 'always'] as const
export const joinSchema = z.enum(joins)
export type Join = z.infer<typeof joinSchema>

/** Retries of a failed task. The delay grows by `factor` and is reduced by up to half at random. */
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
/** Timeouts of a task. Absent: no limit. */
export const timeoutsSchema = z.strictObject({
  /** From ready to started. */
  queuedMs: limitMs.optional(),
  /** From the start to the first output. */
  startingMs: limitMs.optional(),
  /** Between two outputs. */
  silentMs: limitMs.optional(),
  /** From the start to the end, regardless of output. */
  wallMs: limitMs.optional(),
  /** From a question of the agent to a person's answer. */
  personMs: limitMs.optional(),
})
export type Timeouts = z.infer<typeof timeoutsSchema>

/**
 * A task as a plan defines it. `key` is unique in its plan; `dependsOn` and `parent` name keys of the same plan.
 * Unused settings are absent.
 */
export const taskDefinitionSchema = z.object({
  key: z.string(),
  kind: taskKindSchema,
  title: z.string(),
  description: z.string(),
  requiredSkills: z.array(z.string()),
  /** Id of the assigned agent. Absent: best match. */
  pin: z.string().min(1).max(100).optional(),
  dependsOn: z.array(z.string()),
  parent: z.string().nullable(),
  priority: prioritySchema,
  dueAt: instantSchema.nullable(),
  tags: z.array(z.string()),
  requiresApproval: z.boolean(),
  /** Timing and form of the gate. Absent: a plain gate before the task, if approval is required. */
  gate: gateSchema.optional(),
  /** When the task runs: `success` (the default), `failure`, `always`, or an expression over its dependencies. */
  condition: z.string().max(2000).optional(),
  /** Join over the dependencies. Absent: `none_failed` after a conditional branch, else `all_succeeded`. */
  join: joinSchema.optional(),
  retry: retrySchema.optional(),
  timeouts: timeoutsSchema.optional(),
  /** Cost limit per attempt. Absent: the agent's price. */
  cost: moneySchema.optional(),
  /** For a group: budget of all descendants. */
  budget: moneySchema.optional(),
  /** For a group in a plan: id of the plan whose tasks are inserted into the group when a run is built. */
  subPlan: z.string().optional(),
  /** Estimated duration for the critical path. Absent: one minute. */
  estimateMs: z.int().min(0).optional(),
  /** Checks of the result. Absent: the result is not checked. */
  doneWhen: checksSchema.optional(),
  /** True: a run starts with this task as done. Ignored for a group. */
  isDone: z.literal(true).optional(),
})
export type TaskDefinition = z.infer<typeof taskDefinitionSchema>

/** The editable fields of an open task. */
export const taskChangesSchema = z.strictObject({
  title: z.string().min(1).max(500).optional(),
  description: z.string().max(100_000).optional(),
  priority: prioritySchema.optional(),
  dueAt: instantSchema.nullable().optional(),
  /** Null: best match. */
  pin: z.string().min(1).max(100).nullable().optional(),
})
export type TaskChanges = z.infer<typeof taskChangesSchema>

/** The fields that can be edited in an approval. */
export const gateEditSchema = taskChangesSchema.omit({ pin: true })

interface Fields extends Required<Omit<TaskChanges, 'pin'>>, Pick<TaskChanges, 'pin'> {}

/** The current values of the changed fields. */
export const fieldsBefore = (task: Fields, changes: TaskChanges): TaskChanges => ({
  ...(changes.title !== undefined && { title: task.title }),
  ...(changes.description !== undefined && { description: task.description }),
  ...(changes.priority !== undefined && { priority: task.priority }),
  ...(changes.dueAt !== undefined && { dueAt: task.dueAt }),
  ...(changes.pin !== undefined && { pin: task.pin ?? null }),
})

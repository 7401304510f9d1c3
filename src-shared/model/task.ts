import { z } from 'zod'

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

export const terminalStatuses: ReadonlySet<TaskStatus> = new Set(['done', 'failed', 'skipped', 'cancelled'])
export const isTerminal = (status: TaskStatus): boolean => terminalStatuses.has(status)

export const priorities = ['critical', 'high', 'medium', 'low'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

/** A `group` has children and no agent: it opens when its dependencies are met and is done when its children are. */
export const taskKinds = ['task', 'group'] as const
export const taskKindSchema = z.enum(taskKinds)
export type TaskKind = z.infer<typeof taskKindSchema>

/** A task as a plan defines it. `key` is unique in its plan; `dependsOn` and `parent` name keys of the same plan. */
export const taskDefinitionSchema = z.object({
  key: z.string(),
  kind: taskKindSchema,
  title: z.string(),
  description: z.string(),
  requiredSkills: z.array(z.string()),
  dependsOn: z.array(z.string()),
  parent: z.string().nullable(),
  priority: prioritySchema,
  /** Milliseconds since 1970, UTC. */
  dueAt: z.number().nullable(),
  tags: z.array(z.string()),
  requiresApproval: z.boolean(),
})
export type TaskDefinition = z.infer<typeof taskDefinitionSchema>

/** Why a task that is not moving is not moving: exactly one first reason (E7). */
export const waitReasonSchema = z.object({
  code: z.enum([
    'dependency',
    'group',
    'approval',
    'no_agent',
    'agent_busy',
    'run_limit',
    'global_limit',
    'failed_dependency',
    'rejected',
    'run_cancelled',
  ]),
  message: z.string(),
})
export type WaitReason = z.infer<typeof waitReasonSchema>

/** A task of a run as the interface sees it. */
export const taskViewSchema = taskDefinitionSchema.extend({
  runId: z.string(),
  /** Place in the plan, from 0: the stable order of lists. */
  position: z.number(),
  status: taskStatusSchema,
  reason: waitReasonSchema.nullable(),
  agentId: z.string().nullable(),
  attempts: z.number(),
  /** 0-100 as last reported by the running attempt. */
  progress: z.number().nullable(),
  approvalId: z.string().nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  changedSeq: z.number(),
})
export type TaskView = z.infer<typeof taskViewSchema>

import { z } from 'zod'
import { runIdSchema } from '../ids.ts'
import { accountKeySchema, moneySumSchema } from './money.ts'
import { taskResultSchema } from './runs/attempt.ts'
import { taskDefinitionSchema } from './task-definition.ts'

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

/** Open and not being worked on. */
export const isWaiting = ({ status }: { readonly status: TaskStatus }): boolean =>
  !isTerminal(status) && status !== 'in_progress'

export const noTaskCounts = (): Record<TaskStatus, number> => ({
  ...{ blocked: 0, todo: 0, awaiting_approval: 0, in_progress: 0, awaiting_input: 0 },
  ...{ done: 0, failed: 0, skipped: 0, cancelled: 0 },
})

export const skipCodes = ['condition', 'failed_dependency', 'branch_not_taken'] as const
export const cancelCodes = ['rejected', 'expired', 'cancelled', 'run_cancelled', 'over_budget'] as const

/** The first reason why a task is not progressing; there is exactly one (E7). */
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
  /** With `carried`: the run whose result is reused. */
  runId: z.string().optional(),
  /** With `budget`: the account that lacks money. */
  account: accountKeySchema.optional(),
})
export type WaitReason = z.infer<typeof waitReasonSchema>

/** A stored task. Older logs contain amounts and deadlines outside of today's limits. */
export const storedTaskSchema = taskDefinitionSchema.extend({
  dueAt: z.int().nullable(),
  cost: moneySumSchema.optional(),
  budget: moneySumSchema.optional(),
})

/** A task of a run in the API. */
export const taskViewSchema = storedTaskSchema.extend({
  runId: runIdSchema,
  /** Position in the plan, from 0, for a stable order. */
  position: z.number(),
  status: taskStatusSchema,
  reason: waitReasonSchema.nullable(),
  agentId: z.string().nullable(),
  attempts: z.number(),
  /** Percent, as last reported by the running attempt; null if never reported. */
  progress: z.number().nullable(),
  approvalId: z.string().nullable(),
  createdAt: z.number(),
  readyAt: z.number().nullable(),
  /** Earliest time of the next attempt; null: immediately. */
  notBefore: z.number().nullable(),
  /** The result of a group, or of a task with dependents; null otherwise. */
  result: taskResultSchema.nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  changedSeq: z.number(),
})
export type TaskView = z.infer<typeof taskViewSchema>

import { z } from 'zod'
import { playedWaysSchema } from '../../model/dry-run-branches.ts'
import { moneySumSchema } from '../../model/money.ts'
import { planDraftSchema } from '../../model/plan-finding.ts'
import { query } from '../builders.ts'

export const dryTaskSchema = z.object({
  taskKey: z.string(),
  /** Agent that the task would be assigned to; null if there is none, with the `reason`. */
  agentId: z.string().nullable(),
  reason: z.string().nullable(),
  /** Milliseconds from the start of the run; null: the task would never start. */
  startMs: z.number().nullable(),
  /** Milliseconds that the task would be ready but wait for a free slot. */
  waitMs: z.number(),
  /** Estimate of the task, or the typical duration of its agent, in milliseconds. */
  durationMs: z.number(),
  /** Maximum cost of one attempt. */
  price: z.union([z.enum(['free', 'unknown']), moneySumSchema]),
  /** True if a person would be asked, before or after the task. */
  asksPerson: z.boolean(),
})
export type DryTask = z.infer<typeof dryTaskSchema>

export const dryRunSchema = z.object({
  /** Tasks without groups, in plan order. */
  tasks: z.array(dryTaskSchema),
  /** End of all tasks that can start, in milliseconds, assuming no failures and no waiting for people. */
  endMs: z.number(),
  /** The maximum cost, one amount for each currency. */
  costs: z.array(moneySumSchema),
  /** Tasks that run and tasks that are skipped, for each condition met and not met. */
  branches: playedWaysSchema,
})
export type DryRun = z.infer<typeof dryRunSchema>

export const planDryRunContract = {
  dryRun: query(
    '/v1/plans/dry-run',
    'Dry run: agents, times and costs of a plan, if it ran now; nothing runs and no model is called',
    ['E_TYPE', 'E_DEP_UNKNOWN', 'E_DEP_CYCLE', 'E_DUPLICATE_ID', 'E_PLAN_SIZE', 'E_TOO_DEEP'],
  )
    .input(
      z.strictObject({
        document: planDraftSchema,
        /** Dry run of a simulation instead of a real run. */
        simulate: z.boolean().default(false),
      }),
    )
    .output(dryRunSchema),
}

import { z } from 'zod'
import { playedWaysSchema } from '../../model/dry-run-branches.ts'
import { moneySumSchema } from '../../model/money.ts'
import { planDraftSchema } from '../../model/plan-finding.ts'
import { query } from '../builders.ts'

export const dryTaskSchema = z.object({
  taskKey: z.string(),
  /** The agent that would be promised the task; null without one, and `reason` tells why. */
  agentId: z.string().nullable(),
  reason: z.string().nullable(),
  /** From the start of the run; null: it would never start. */
  startMs: z.number().nullable(),
  /** How long it would be ready and wait for a free slot. */
  waitMs: z.number(),
  /** Its estimate, or what its agent usually takes. */
  durationMs: z.number(),
  /** The maximum of one attempt. */
  price: z.union([z.enum(['free', 'unknown']), moneySumSchema]),
  /** A person would be asked, before it or after. */
  asksPerson: z.boolean(),
})
export type DryTask = z.infer<typeof dryTaskSchema>

export const dryRunSchema = z.object({
  /** Groups left out, in the order of the plan. */
  tasks: z.array(dryTaskSchema),
  /** The end of all tasks that can start, if nothing fails, without the time that people take. */
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
    'Who would do what, when and for how much, if a plan were run now; nothing is run and no model asked',
    ['E_TYPE', 'E_DEP_UNKNOWN', 'E_DEP_CYCLE', 'E_DUPLICATE_ID', 'E_PLAN_SIZE', 'E_TOO_DEEP'],
  )
    .input(
      z.strictObject({
        document: planDraftSchema,
        /** How a simulation of it would go. */
        simulate: z.boolean().default(false),
      }),
    )
    .output(dryRunSchema),
}

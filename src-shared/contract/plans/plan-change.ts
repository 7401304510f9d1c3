import { z } from 'zod'
import { planDraftSchema, planDraftViewSchema } from '../../model/plan-finding.ts'
import { query } from '../builders.ts'

export const changedPlanSchema = z.object({
  /** The plan as it would be; nothing of it is kept. */
  document: planDraftViewSchema,
  /** Questions about ambiguous parts. */
  openQuestions: z.array(z.string()),
  /** `provider/model`, or null: read by rules. */
  model: z.string().nullable(),
  /** Skipped parts with reasons, or a model without an answer. */
  notes: z.array(z.string()),
})
export type ChangedPlan = z.infer<typeof changedPlanSchema>

export const planChangeContract = {
  change: query(
    '/v1/plans/change',
    'What a change that is described in words makes of a plan; nothing of it is kept',
    ['E_TYPE'],
  )
    .input(z.strictObject({ document: planDraftSchema, change: z.string().trim().min(1).max(10_000) }))
    .output(changedPlanSchema),
}

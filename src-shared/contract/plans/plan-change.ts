import { z } from 'zod'
import { planDraftSchema, planDraftViewSchema } from '../../model/plan-finding.ts'
import { query } from '../builders.ts'

export const changedPlanSchema = z.object({
  /** The changed plan, which is not saved. */
  document: planDraftViewSchema,
  /** Questions about ambiguous parts. */
  openQuestions: z.array(z.string()),
  /** `provider/model`; null: interpreted by rules. */
  model: z.string().nullable(),
  /** Skipped parts with reasons, or a note that the model did not answer. */
  notes: z.array(z.string()),
})
export type ChangedPlan = z.infer<typeof changedPlanSchema>

export const planChangeContract = {
  change: query('/v1/plans/change', 'Preview a change by instruction; nothing is stored', ['E_TYPE'])
    .input(z.strictObject({ document: planDraftSchema, change: z.string().trim().min(1).max(10_000) }))
    .output(changedPlanSchema),
}

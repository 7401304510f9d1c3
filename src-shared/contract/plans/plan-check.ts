import { z } from 'zod'
import { maxAgents, newAgentSchema } from '../../model/agents/agent.ts'
import { playedWaysSchema } from '../../model/dry-run-branches.ts'
import { planDraftSchema, planDraftViewSchema, planFindingSchema } from '../../model/plan-finding.ts'
import { post, query } from '../builders.ts'

/** The plan that is meant: exactly one of the first three. */
const subject = {
  /** A published plan, or a draft. */
  planId: z.string().optional(),
  /** A plan as `GET /v1/plans/{planId}` shows it; it may have faults that keep it from being run. */
  document: planDraftSchema.optional(),
  /** A plan file of Switchyard, as `build` takes it; what cannot be read of it is found, and the rest is looked at. */
  request: z.record(z.string(), z.unknown()).optional(),
  /** The agents to hold it against in place of those that are here. */
  roster: z.array(newAgentSchema).min(1).max(maxAgents).optional(),
}

interface Named {
  readonly planId?: string | undefined
  readonly document?: unknown
  readonly request?: unknown
}

const namesOne = ({ planId, document, request }: Named): boolean =>
  [planId, document, request].filter((each) => each !== undefined).length === 1

const oneOnly = { message: 'give one of planId, document and request', path: ['document'] }

const checkSchema = z
  .strictObject({
    ...subject,
    /** Also play every condition both ways. */
    withBranches: z.boolean().optional(),
  })
  .refine(namesOne, oneOnly)

const fixSchema = z
  .strictObject({
    ...subject,
    /** Ids of fixes, as the check names them. */
    fixes: z.array(z.string().max(20_000)).max(10_000).optional(),
    /** Every fix that takes nothing away that may have been meant. */
    allSafe: z.boolean().optional(),
    /** With `allSafe`: also drop the dependency of each cycle that goes against the order of the plan. */
    cycles: z.boolean().optional(),
    /** Keep the changed plan as a new one; what is published never changes. */
    publish: z.boolean().optional(),
  })
  .refine(namesOne, oneOnly)
  .refine(({ fixes, allSafe = false }) => fixes !== undefined || allSafe, {
    message: 'give fixes, allSafe: true, or both',
    path: ['fixes'],
  })

export const planCheckSchema = z.object({
  title: z.string(),
  findings: z.array(planFindingSchema),
  /** Null where it was not asked for, and for a plan with errors. */
  branches: playedWaysSchema.nullable(),
})
export type PlanCheck = z.infer<typeof planCheckSchema>

export const planMendedSchema = z.object({
  document: planDraftViewSchema,
  /** Ids of the applied fixes; a fix whose problem another fix solved is not among them. */
  applied: z.array(z.string()),
  /** The remaining problems. */
  findings: z.array(planFindingSchema),
  /** Null where it was not to be published. */
  planId: z.string().nullable(),
})
export type PlanMended = z.infer<typeof planMendedSchema>

export const planCheckContract = {
  check: query(
    '/v1/plans/check',
    'What is amiss in a plan before it is run, with ways to mend it; nothing of it is kept',
    ['E_NOT_FOUND', 'E_TYPE', 'E_FILE'],
  )
    .input(checkSchema)
    .output(planCheckSchema),
  fix: post('/v1/plans/fix', 'Mend a plan; kept only as a new plan, and only where that is asked for', [
    'E_NOT_FOUND',
    'E_TYPE',
    'E_FILE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(fixSchema)
    .output(planMendedSchema),
}

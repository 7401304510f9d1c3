import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { maxAgents, newAgentSchema } from '../../model/agents/agent.ts'
import { playedWaysSchema } from '../../model/dry-run-branches.ts'
import { planDraftSchema, planDraftViewSchema, planFindingSchema } from '../../model/plan-finding.ts'
import { post, query } from '../builders.ts'

/** The plan to check: exactly one of `planId`, `document` and `request`. */
const subject = {
  /** Id of a published plan or a draft. */
  planId: z.string().optional(),
  /** A plan in the format of `GET /v1/plans/{planId}`, possibly with errors that prevent a run. */
  document: planDraftSchema.optional(),
  /** A Switchyard plan file, as `build` accepts it. Unreadable parts become findings, and the rest is checked. */
  request: z.record(z.string(), z.unknown()).optional(),
  /** Agents to check the plan against, instead of the registered ones. */
  roster: z.array(newAgentSchema).min(1).max(maxAgents).optional(),
}

interface Named {
  readonly planId?: string | undefined
  readonly document?: unknown
  readonly request?: unknown
}

const namesOne = ({ planId, document, request }: Named): boolean =>
  [planId, document, request].filter((each) => each !== undefined).length === 1

const oneOnly = { message: format('onePlan'), path: ['document'] }

const checkSchema = z
  .strictObject({
    ...subject,
    /** Also simulate every condition both met and not met. */
    withBranches: z.boolean().optional(),
  })
  .refine(namesOne, oneOnly)

const fixSchema = z
  .strictObject({
    ...subject,
    /** Ids of fixes from a plan check. */
    fixes: z.array(z.string().max(20_000)).max(10_000).optional(),
    /** Apply all safe fixes: those that remove nothing the author may have intended. */
    allSafe: z.boolean().optional(),
    /** With `allSafe`: also remove one dependency of each cycle, the one that contradicts the order of the plan. */
    cycles: z.boolean().optional(),
    /** Publish the changed plan as a new plan. A published plan never changes. */
    publish: z.boolean().optional(),
  })
  .refine(namesOne, oneOnly)
  .refine(({ fixes, allSafe = false }) => fixes !== undefined || allSafe, {
    message: format('someFixes'),
    path: ['fixes'],
  })

export const planCheckSchema = z.object({
  title: z.string(),
  findings: z.array(planFindingSchema),
  /** Null if not requested, or if the plan has errors. */
  branches: playedWaysSchema.nullable(),
})
export type PlanCheck = z.infer<typeof planCheckSchema>

export const planMendedSchema = z.object({
  document: planDraftViewSchema,
  /** Ids of applied fixes. A fix is not listed if another fix already solved its problem. */
  applied: z.array(z.string()),
  /** The remaining problems. */
  findings: z.array(planFindingSchema),
  /** Null if not published. */
  planId: z.string().nullable(),
})
export type PlanMended = z.infer<typeof planMendedSchema>

export const planCheckContract = {
  check: query('/v1/plans/check', 'Check a plan for problems, with their fixes; nothing is stored', [
    'E_NOT_FOUND',
    'E_TYPE',
    'E_FILE',
  ])
    .input(checkSchema)
    .output(planCheckSchema),
  fix: post('/v1/plans/fix', 'Apply fixes to a plan; the result is stored only on request, as a new plan', [
    'E_NOT_FOUND',
    'E_TYPE',
    'E_FILE',
    'E_IDEMPOTENCY_MISMATCH',
  ])
    .input(fixSchema)
    .output(planMendedSchema),
}

import type { DryRun } from '#shared/contract/plan-dry-run.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError } from '#shared/refusal.ts'
import { dryRun } from '../planning/dry-run/dry-run.ts'
import { findPlanFault } from '../planning/plan-fault.ts'
import type { Services } from './context.ts'

/** As of now: who is here, what they do and what was learned of them. Roles come along with a run that has no crew. */
export function dryRunPlan({ engine, roles, clock }: Services, plan: PlanDocument): DryRun {
  const fault = findPlanFault(plan)
  if (fault !== null) throw new RefusalError(fault)
  const { agents, aliases } = engine.state
  const added = plan.crew === null ? roles.filter(({ id }) => !agents.has(id)) : []
  const candidacies = [...agents.values(), ...added.map((agent) => ({ agent, running: 0, promised: 0 }))]
  return dryRun(plan, { candidacies, aliases, at: clock.now() })
}

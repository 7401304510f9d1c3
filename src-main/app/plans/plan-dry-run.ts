import type { DryRun } from '#shared/contract/plans/plan-dry-run.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'
import { standIn } from '../../assignment/simulation.ts'
import { createAgentState } from '../../engine/state.ts'
import { dryRun } from '../../planning/dry-run/dry-run.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'

/** As of now: who is here, what they do and what was learned of them. Roles come along with a run that has no crew. */
export function dryRunPlan(
  { engine, roles, clock }: Services,
  plan: PlanDocument,
  isSimulated: boolean,
): DryRun {
  const fault = findPlanFault(plan)
  if (fault !== null) throw new RefusalError(fault)
  const { agents, aliases } = engine.state
  const more = isSimulated ? [standIn] : plan.crew === null ? roles : []
  const added = more.filter(({ id }) => !agents.has(id))
  const candidacies = [...agents.values(), ...added.map((agent) => createAgentState(agent, aliases))]
  return dryRun(plan, { candidacies, aliases, isSimulated, at: clock.now() })
}

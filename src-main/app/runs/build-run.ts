import type { CommandOf } from '#shared/commands.ts'
import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import type { PlanId, RunId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import type { Outcome } from '../../engine/rules/rule.ts'
import { expandSubPlans } from '../../planning/sub-plans.ts'
import type { AppOptions } from '../options.ts'
import { requireFolder } from '../plans/folders.ts'
import { withId } from '../use-case.ts'

export interface BuildInput {
  readonly plan: PlanDocument
  /** Id of the published plan, if the plan is published. */
  readonly planId?: PlanId | undefined
  readonly roster?: readonly Agent[] | undefined
  readonly goal?: Goal
  readonly carried?: NonNullable<CommandOf<'run.build'>['carried']>
  readonly isSimulated?: boolean
  /** See `run.build`. */
  readonly unpaid?: string | undefined
  /** Command id under which the caller may repeat the request; null: not repeatable. */
  readonly commandId: string | null
}

/** Starts a run of the plan, with embedded plans expanded. */
export async function buildRun(
  { engine, store, newId, roles }: AppOptions,
  { plan: named, planId, roster = [], goal, carried = [], isSimulated = false, ...rest }: BuildInput,
): Promise<Outcome> {
  const { unpaid, commandId } = rest
  const findPlan = (id: string) => (store.plans.find(id) ?? store.plans.findNewestOfKey(id))?.document ?? null
  const plan = expandSubPlans(named, findPlan)
  if (!plan.ok) return plan
  const command = {
    type: 'run.build',
    ...({ runId: `run_${newId()}`, memoryId: `mem_${newId()}` } as const),
    plan: plan.value,
    ...(planId !== undefined && { planId }),
    roster,
    roles,
    ...(goal !== undefined && { goal }),
    ...(carried.length > 0 && { carried }),
    ...(isSimulated && { isSimulated }),
    ...(unpaid !== undefined && { unpaid }),
  } as const
  return engine.dispatch(command, withId(commandId))
}

const maxPartLength = 400

/** Records parts of the request that no task covers as gaps of the run. */
export async function leaveOut(
  { engine }: Pick<AppOptions, 'engine'>,
  runId: RunId,
  uncoveredParts: readonly string[],
): Promise<void> {
  const parts = uncoveredParts.map((part) => ({
    name: cutAtWord(part, maxPartLength),
    message: words.goalNotes.notCovered,
  }))
  if (parts.length > 0) await engine.dispatch({ type: 'run.leave_out', runId, parts })
}

/** Converts a parsed plan file to a plan; a refusal if its project folder is invalid. */
export function planOfInput(request: BuildRequest): Result<PlanDocument, Refusal> {
  const folder = requireFolder(request.project_folder ?? null, 'project_folder')
  return folder.ok ? ok(planOfRequest(request, folder.value)) : folder
}

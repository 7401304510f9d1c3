import { present } from '#shared/assert.ts'
import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import { type PlanId, planIdSchema, type RunId } from '#shared/ids.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { decisionTag, type Goal } from '#shared/model/decisions/decision.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { StoredRun } from '../../store/tables/runs.ts'
import { requireDistinctIds } from '../agents/roster.ts'
import type { AppOptions } from '../options.ts'
import { type InputOf, records, requireFound } from '../use-case.ts'
import { buildRun, planOfInput } from './build-run.ts'
import { carriedOf } from './reused-results.ts'

type Pin = NonNullable<StartInput['pins']>[number]

type Edit = NonNullable<StartInput['edits']>[number]

type StartInput = InputOf<'runs', 'start'>

export interface StartedRun {
  readonly runId: RunId
  readonly build: BuildResponse
}

/** Starts a run of a plan, a sample, a template or a plan file, or repeats an earlier run. */
export async function startRun(
  options: AppOptions,
  input: StartInput,
  commandId: string | null,
): Promise<Result<StartedRun, Refusal>> {
  const { roster } = input
  const distinct = requireDistinctIds((roster ?? []).map(({ id }) => id))
  if (!distinct.ok) return distinct
  const again = findAgain(options, input)
  if (!again.ok) return again
  const named = planOf(options, input, again.value)
  if (!named.ok) return named
  const placed = placedIn(options, named.value, input.projectId)
  const crew = input.crew ?? roster?.map(({ id }) => id) ?? placed.crew
  const goal = again.value?.goal ?? null
  const isSimulated = input.simulate || isSimulation(options, input, again.value)
  const fault = isSimulated ? findGoalFault(goal) : findCrewFault(options, { crew, roster })
  if (fault !== null) return err(fault)
  const carried = carriedOf(options, input)
  if (!carried.ok) return carried
  const outcome = await buildRun(options, {
    plan: { ...placed, crew: crew === null ? null : [...crew] },
    planId: planIdOf(input, again.value),
    roster,
    ...(goal !== null && { goal }),
    carried: carried.value,
    isSimulated,
    commandId,
  })
  if (!outcome.ok) return outcome
  const { runId, build } = outcome.value
  return ok({ runId: present(runId, 'id of the new run'), build: present(build, 'answer for the new run') })
}

/** The earlier run to repeat; null: the input names something else. */
const findAgain = ({ store }: AppOptions, { againRunId }: StartInput): Result<StoredRun | null, Refusal> =>
  againRunId === undefined ? ok(null) : requireFound(store.runs.find(againRunId), records.run(againRunId))

function planOf(
  options: AppOptions,
  input: StartInput,
  again: StoredRun | null,
): Result<PlanDocument, Refusal> {
  const named = namedPlan(options, input, again)
  if (!named.ok) return named
  const edited = withEdits(named.value, input.edits)
  return edited.ok ? withPins(edited.value, input.pins) : edited
}

function namedPlan(
  options: AppOptions,
  { planId, sampleId, templateId, request }: StartInput,
  again: StoredRun | null,
): Result<PlanDocument, Refusal> {
  const { store, samples, templates } = options
  if (request !== undefined) return planOfInput(request)
  if (planId !== undefined) return documentOf(store.plans.find(planId), records.plan(planId))
  if (again !== null) return ok(planOfRun(options, again))
  const idOf = (wanted: string) => (sample: SampleView) => sample.id === wanted
  if (sampleId !== undefined) return documentOf(samples().find(idOf(sampleId)), records.sample(sampleId))
  if (templateId !== undefined)
    return documentOf(templates().find(idOf(templateId)), records.template(templateId))
  return refuse('E_REQUIRED', 'run_source_missing', { field: 'planId' })
}

function documentOf(
  kept: { readonly document: PlanDocument } | null | undefined,
  what: string,
): Result<PlanDocument, Refusal> {
  const found = requireFound(kept, what)
  return found.ok ? ok(found.value.document) : found
}

/** The plan as the run has it, regardless of later changes to the published plan. */
function planOfRun({ store }: AppOptions, row: StoredRun): PlanDocument {
  const { planKey: key, title, projectId, projectFolder, parallelLimit, crew, reviewLimit, timeZone } = row
  const { workspace } = row
  const [created] = store.events.listAfter(row.createdSeq - 1, 1)
  const budget = created?.body.type === 'run.created' ? created.body.budget : null
  const all = store.tasks.listOfRun(row.id).map(({ definition }) => definition)
  // Tasks created by a decider are excluded, because the repeated goal creates them again.
  const tasks = row.goal === null ? all : all.filter(({ tags }) => !tags.includes(decisionTag))
  const facts = {
    ...{ key, title, projectId, projectFolder, parallelLimit },
    ...(budget !== null && { budget }),
    ...(reviewLimit !== null && { reviewLimit }),
    ...(workspace !== 'folder' && { workspace }),
    ...(timeZone !== null && { timeZone }),
  }
  return { ...facts, crew: crew === null ? null : [...crew], source: 'switchyard', tasks }
}

/** A plan without a project gets the project in which it is started. */
function placedIn({ store }: AppOptions, plan: PlanDocument, projectId: string | undefined): PlanDocument {
  if (plan.projectId !== null || projectId === undefined) return plan
  const folder = plan.projectFolder ?? store.projects.find(projectId)?.folder ?? null
  return { ...plan, projectId, projectFolder: folder }
}

/** The plan with a person's edits of titles and descriptions, for this run only. */
function withEdits(plan: PlanDocument, edits: readonly Edit[] = []): Result<PlanDocument, Refusal> {
  if (edits.length === 0) return ok(plan)
  const editOf = new Map(edits.map((edit) => [edit.taskKey, edit]))
  const tasks = plan.tasks.map((task) => {
    const { title = task.title, description = task.description } = editOf.get(task.key) ?? {}
    editOf.delete(task.key)
    return { ...task, title, description }
  })
  const [stray] = editOf.keys()
  if (stray === undefined) return ok({ ...plan, tasks })
  return refuse('E_NOT_FOUND', 'edited_task_not_found', { task: stray, field: 'edits' })
}

/** The plan with a person's assignments of tasks to agents, for this run only. */
function withPins(plan: PlanDocument, pins: readonly Pin[] = []): Result<PlanDocument, Refusal> {
  if (pins.length === 0) return ok(plan)
  const pinOf = new Map(pins.map(({ taskKey, agentId }) => [taskKey, agentId]))
  const tasks = plan.tasks.map(({ pin: before, ...task }) => {
    const pin = pinOf.has(task.key) ? pinOf.get(task.key) : before
    pinOf.delete(task.key)
    return { ...task, ...(typeof pin === 'string' && { pin }) }
  })
  const [stray] = pinOf.keys()
  if (stray === undefined) return ok({ ...plan, tasks })
  return refuse('E_NOT_FOUND', 'assigned_task_not_found', { task: stray, field: 'pins' })
}

/** Plan version of the run, which never changes. A repeated run keeps the version of the earlier run. */
function planIdOf({ planId, edits = [] }: StartInput, again: StoredRun | null): PlanId | undefined {
  // An edited plan is not a published version.
  if (edits.length > 0) return undefined
  return planIdSchema.safeParse(again === null ? planId : again.planId).data
}

/**
 * True for a sample that ships as a simulation, and for a repeated simulation. Its results never count as real work.
 */
const isSimulation = ({ samples }: AppOptions, { sampleId }: StartInput, again: StoredRun | null): boolean =>
  again === null
    ? samples().some(({ id, isSimulation: isPlayed }) => id === sampleId && isPlayed)
    : again.isSimulated

interface Crew {
  readonly crew: readonly string[] | null
  readonly roster: readonly Agent[] | undefined
}

/** Refuses a run with only simulated agents unless it is a simulation, because it would wait forever. */
function findCrewFault({ engine }: AppOptions, { crew, roster = [] }: Crew): Refusal | null {
  if (crew === null || crew.length === 0) return null
  const added = new Map(roster.map((agent) => [agent.id, agent]))
  const agents = crew.map((id) => added.get(id) ?? engine.state.agents.get(id)?.agent)
  if (!agents.every((agent) => agent !== undefined && isSimulatedAgent(agent))) return null
  return refusal('E_STATE', 'run_only_simulated_agents', { field: 'simulate' })
}

/** A goal cannot be simulated: it has no plan, and its decider would ask a model and pay for it. */
const findGoalFault = (goal: Goal | null): Refusal | null =>
  goal === null ? null : refusal('E_STATE', 'goal_not_simulated', { field: 'simulate' })

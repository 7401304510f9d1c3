import type { ImportReport, ListedPlan, PlanVersion } from '#shared/contract/plans/plans.ts'
import { type PlanId, planIdSchema } from '#shared/ids.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { nameSkills } from '../../engine/skill-names.ts'
import { exportPlan } from '../../planning/exporters/export-plan.ts'
import type { AskedGoal, Scoped } from '../../planning/scope/scope-plan.ts'
import type { AppOptions } from '../options.ts'
import { runView } from '../runs/views.ts'
import { type InputOf, isRepeated, requireFound, type UseCases, withId } from '../use-case.ts'
import { requireFolder } from './folders.ts'
import { checkPlan, documentOf, dryRunPlan, fixPlan } from './plan-check.ts'
import { readPlan } from './read-plan.ts'

/** Published plans: import, versions, changes, checks and fixes. */
export function createPlans(options: AppOptions): UseCases<'plans'> {
  const { store, engine, samples, templates, changePlan } = options
  return {
    import: (input, { commandId }) => importPlans(options, input, commandId),
    list: () => ok(listPlans(options)),
    get: ({ planId }) => requireFound(store.plans.find(planId), `Plan ${planId}`),
    listVersions: ({ planId }) => listVersions(options, planId),
    export({ planId, format }) {
      const document = documentOf(options, { planId })
      if (!document.ok) return document
      const { text, fileName, losses } = exportPlan(document.value, format)
      return ok({ format, text, fileName, losses: [...losses] })
    },
    async publish({ replaces, ...rest }, { commandId }) {
      const replaced = replaces === undefined ? null : requireListed(options, replaces, commandId)
      if (replaced?.ok === false) return replaced
      const input = { ...rest, ...(replaced !== null && { replaces: replaced.value }) }
      const planIds = await publish(options, input, commandId)
      return planIds.ok ? ok({ planIds: planIds.value }) : planIds
    },
    async remove({ planId: id }, { commandId }) {
      const listed = requireListed(options, id, commandId)
      if (!listed.ok) return listed
      const planId = listed.value
      const outcome = await engine.dispatch({ type: 'plans.remove', planId }, withId(commandId))
      return outcome.ok ? ok({ planId }) : outcome
    },
    async restore({ planId: id }, { commandId }) {
      const newest = requireNewest(options, id)
      if (!newest.ok) return newest
      const planId = newest.value
      const outcome = await engine.dispatch({ type: 'plans.restore', planId }, withId(commandId))
      return outcome.ok ? ok({ planId }) : outcome
    },
    async change(input, { signal }) {
      const { document, openQuestions, model, notes } = await changePlan(input, signal)
      return ok({ document, openQuestions: [...openQuestions], model, notes: [...notes] })
    },
    dryRun: ({ document, simulate }) => dryRunPlan(options, document, simulate),
    check: (input) => checkPlan(options, input),
    /** Fixes a plan. If `publish` is set, stores the result as a new plan. */
    async fix({ publish: isKept = false, ...input }, { commandId }) {
      const fixed = fixPlan(options, input)
      if (!fixed.ok || !isKept) return fixed.ok ? ok({ ...fixed.value, planId: null }) : fixed
      const { document } = fixed.value
      const kept = await publish(options, { documents: [document], warnings: [] }, commandId)
      return kept.ok ? ok({ ...fixed.value, planId: kept.value[0] ?? null }) : kept
    },
    listSamples: () => ok([...samples()]),
    listTemplates: () => ok([...templates()]),
  }
}

function listPlans(options: AppOptions): ListedPlan[] {
  const { store } = options
  const lastRuns = store.runs.listLastOfLines()
  return store.plans.list().map((plan) => {
    const run = store.runs.find(lastRuns.get(plan.line) ?? '')
    return { ...plan, lastRun: run === null ? null : runView(options, run) }
  })
}

function listVersions(options: AppOptions, planId: string): Result<PlanVersion[], Refusal> {
  const { store } = options
  const versions = store.plans.listVersions(planId)
  const newest = requireFound(versions[0], `Plan ${planId}`)
  if (!newest.ok) return newest
  const runs = store.runs.listOfLine(planId)
  return ok(
    versions.map((version) => ({
      ...version,
      runs: runs.filter((run) => run.planId === version.id).map((run) => runView(options, run)),
    })),
  )
}

type ImportInput = InputOf<'plans', 'import'>

async function importPlans(
  options: AppOptions,
  input: ImportInput,
  commandId: string | null,
): Promise<Result<ImportReport, Refusal>> {
  const read = readPlan(input)
  if (!read.ok) return read
  const { format, plans, warnings } = read.value
  const folder = requireFolder(input.projectFolder ?? null, 'projectFolder')
  if (!folder.ok) return folder
  const chosen = plans.filter(({ document }) => input.only === undefined || document.key === input.only)
  if (chosen.length === 0) {
    const known = plans.map(({ document }) => document.key).join(', ')
    return refuse('E_NOT_FOUND', 'plan_not_in_file', { plan: input.only ?? '', known, field: 'only' })
  }
  const documents = chosen.map(({ document }) => ({ ...document, projectFolder: folder.value }))
  const kept = input.dryRun
    ? ok([])
    : await publish(options, { documents, warnings: [...warnings] }, commandId)
  if (!kept.ok) return kept
  return ok({
    format,
    plans: chosen.map(({ document, shape, withSubtasks }, index) => ({
      key: document.key,
      title: document.title,
      planId: kept.value[index] ?? null,
      ...shape,
      withSubtasks,
      ...(input.withDocuments && { document }),
    })),
    warnings: [...warnings],
  })
}

type PublishInput = InputOf<'plans', 'publish'>

/** Publishes all plans of a file, or none. */
async function publish(
  { engine, newId }: AppOptions,
  { documents, warnings, replaces, label }: PublishInput & { readonly replaces?: PlanId },
  commandId: string | null,
): Promise<Result<PlanId[], Refusal>> {
  const plans: { planId: PlanId; document: PlanDocument }[] = []
  for (const document of documents) {
    const folder = requireFolder(document.projectFolder, 'projectFolder')
    if (!folder.ok) return folder
    const kept = { ...withoutRepeats(document), projectFolder: folder.value }
    plans.push({ planId: `plan_${newId()}`, document: kept })
  }
  const command = {
    type: 'plans.publish',
    plans,
    warnings,
    ...(replaces !== undefined && { replaces }),
    ...(label !== undefined && { label }),
  } as const
  const outcome = await engine.dispatch(command, withId(commandId))
  return outcome.ok ? ok([...outcome.value.planIds]) : outcome
}

/** The plan to remove or replace. A repeated request finds the plan removed already and still gets its first answer. */
function requireListed(
  { store }: AppOptions,
  planId: string,
  commandId: string | null,
): Result<PlanId, Refusal> {
  const plan = requireFound(store.plans.find(planId), `Plan ${planId}`)
  if (!plan.ok) return plan
  if (plan.value.removedAt === null || isRepeated(store, commandId)) return ok(planIdSchema.parse(planId))
  return refuse('E_STATE', 'plan_replaced', { plan: planId, field: 'planId' })
}

/** Refuses older versions, because only the newest version of a plan is listed. */
function requireNewest({ store }: AppOptions, planId: string): Result<PlanId, Refusal> {
  const newest = requireFound(store.plans.listVersions(planId)[0], `Plan ${planId}`)
  if (!newest.ok) return newest
  if (newest.value.id === planId) return ok(planIdSchema.parse(planId))
  return refuse('E_STATE', 'plan_version_outdated', {
    plan: planId,
    version: newest.value.version,
    field: 'planId',
  })
}

/** Removes repeated dependencies. A draft may name a dependency twice; a published plan names each once. */
const withoutRepeats = (document: PlanDocument): PlanDocument => ({
  ...document,
  tasks: document.tasks.map((task) => ({ ...task, dependsOn: [...new Set(task.dependsOn)] })),
})

interface GoalToScope extends AskedGoal {
  readonly projectFolder: string | null
}

/** The plan of a goal, with a note for each skill that no agent has. */
export async function scopeGoal(
  { scope, engine: { state }, roles }: AppOptions,
  { projectFolder, ...asked }: GoalToScope,
  signal: AbortSignal | undefined,
): Promise<Result<Scoped, Refusal>> {
  const folder = requireFolder(projectFolder, 'project_folder')
  if (!folder.ok) return folder
  const scoped = await scope(asked, signal)
  const working = [...state.agents.values()].filter(({ agent }) => takesPart(agent, false))
  // A goal adds its roles to the available agents.
  const agents = [...roles, ...working.map(({ agent }) => agent)]
  const known = new Set(agents.flatMap((agent) => withNormalisedSkills(agent, state.aliases).skills))
  const required = scoped.plan.tasks.flatMap(({ required_skills: skills }) => skills)
  const gaps = nameSkills(state, required).filter((skill) => !known.has(skill))
  const notes = gaps.map(words.findings.noAgentFor)
  return ok({ ...scoped, notes: [...scoped.notes, ...notes] })
}

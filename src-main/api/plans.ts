import type { ImportReport } from '#shared/contract/plans/plans.ts'
import { type PlanId, planIdSchema } from '#shared/ids.ts'
import type { ImportWarning, PlanDocument, VersionLabel } from '#shared/model/plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { requireFolder } from '../app/plans/folders.ts'
import { checkPlan, documentOf, fixPlan } from '../app/plans/plan-check.ts'
import { dryRunPlan } from '../app/plans/plan-dry-run.ts'
import { type PlanInput, readPlan } from '../app/plans/read-plan.ts'
import { runView } from '../app/runs/views.ts'
import { exportPlan } from '../planning/exporters/export-plan.ts'
import type { Services } from './wire/context.ts'
import { found, isRepeated, procedures, unwrap, withId } from './wire/procedure.ts'

export const createPlanHandlers = (services: Services) => ({
  import: procedures.plans.import.handler(({ input, context }) =>
    importPlans(services, input, context.idempotencyKey),
  ),
  list: procedures.plans.list.handler(() => {
    const lastRuns = services.store.runs.listLastOfLines()
    return services.store.plans.list().map((plan) => {
      const run = services.store.runs.find(lastRuns.get(plan.line) ?? '')
      return { ...plan, lastRun: run === null ? null : runView(services, run) }
    })
  }),
  get: procedures.plans.get.handler(({ input: { planId } }) =>
    found(services.store.plans.find(planId), `Plan ${planId}`),
  ),
  listVersions: procedures.plans.listVersions.handler(({ input: { planId } }) => {
    const versions = services.store.plans.listVersions(planId)
    found(versions[0], `Plan ${planId}`)
    const runs = services.store.runs.listOfLine(planId)
    return versions.map((version) => ({
      ...version,
      runs: runs.filter((run) => run.planId === version.id).map((run) => runView(services, run)),
    }))
  }),
  export: procedures.plans.export.handler(({ input: { planId, format } }) => {
    const { text, fileName, losses } = exportPlan(documentOf(services, { planId }), format)
    return { format, text, fileName, losses: [...losses] }
  }),
  publish: procedures.plans.publish.handler(async ({ input, context: { idempotencyKey: id } }) => {
    const { documents, warnings, replaces, label } = input
    const replaced = replaces === undefined ? undefined : idOfListed(services, replaces, id)
    const publication = { documents, warnings, replaces: replaced, label, id }
    return { planIds: [...(await publish(services, publication))] }
  }),
  remove: procedures.plans.remove.handler(async ({ input, context: { idempotencyKey: id } }) => {
    const planId = idOfListed(services, input.planId, id)
    unwrap(await services.engine.dispatch({ type: 'plans.remove', planId }, withId(id)))
    return { planId }
  }),
  restore: procedures.plans.restore.handler(async ({ input, context: { idempotencyKey: id } }) => {
    const planId = requireNewest(services, input.planId)
    unwrap(await services.engine.dispatch({ type: 'plans.restore', planId }, withId(id)))
    return { planId }
  }),
  change: procedures.plans.change.handler(async ({ input: { document, change }, signal }) => {
    const {
      document: changed,
      openQuestions,
      model,
      notes,
    } = await services.changePlan({ document, change }, signal)
    return { document: changed, openQuestions: [...openQuestions], model, notes: [...notes] }
  }),
  dryRun: procedures.plans.dryRun.handler(({ input: { document, simulate } }) =>
    dryRunPlan(services, document, simulate),
  ),
  check: procedures.plans.check.handler(({ input }) => checkPlan(services, input)),
  fix: procedures.plans.fix.handler(({ input, context }) =>
    fixPlan(services, input, (document) =>
      publish(services, { documents: [document], warnings: [], id: context.idempotencyKey }),
    ),
  ),
  listSamples: procedures.plans.listSamples.handler(() => [...services.samples()]),
  listTemplates: procedures.plans.listTemplates.handler(() => [...services.templates()]),
})

interface ImportInput extends PlanInput {
  readonly only?: string | undefined
  readonly dryRun?: boolean | undefined
  readonly withDocuments?: boolean | undefined
  readonly projectFolder?: string | undefined
}

async function importPlans(services: Services, input: ImportInput, id: string | null): Promise<ImportReport> {
  const imported = unwrap(readPlan(input))
  const projectFolder = requireFolder(input.projectFolder ?? null, 'projectFolder')
  const chosen = imported.plans.filter(
    ({ document }) => input.only === undefined || document.key === input.only,
  )
  if (chosen.length === 0) {
    const known = imported.plans.map(({ document }) => document.key).join(', ')
    throw new RefusalError(
      refusal('E_NOT_FOUND', `There is no plan ${input.only} in the file.`, `It holds: ${known}.`, {
        field: 'only',
      }),
    )
  }
  const documents = chosen.map(({ document }) => ({ ...document, projectFolder }))
  const planIds = input.dryRun ? [] : await publish(services, { documents, warnings: imported.warnings, id })
  return {
    format: imported.format,
    plans: chosen.map(({ document, shape, withSubtasks }, index) => ({
      key: document.key,
      title: document.title,
      planId: planIds[index] ?? null,
      ...shape,
      withSubtasks,
      ...(input.withDocuments && { document }),
    })),
    warnings: [...imported.warnings],
  }
}

interface Publication {
  readonly documents: readonly PlanDocument[]
  readonly warnings: readonly ImportWarning[]
  readonly replaces?: PlanId | undefined
  readonly label?: VersionLabel | undefined
  readonly id: string | null
}

/** All plans of a file or none. */
async function publish(
  { engine, newId }: Services,
  { documents, warnings, replaces, label, id }: Publication,
) {
  const plans = documents.map((document) => ({
    planId: `plan_${newId()}` as const,
    document: {
      ...withoutRepeats(document),
      projectFolder: requireFolder(document.projectFolder, 'projectFolder'),
    },
  }))
  const command = {
    type: 'plans.publish',
    plans,
    warnings,
    ...(replaces !== undefined && { replaces }),
    ...(label !== undefined && { label }),
  } as const
  return unwrap(await engine.dispatch(command, withId(id))).planIds
}

/** The plan that is to go. A request that is repeated under its id finds it gone, and is answered as it was. */
function idOfListed({ store }: Services, planId: string, id: string | null): PlanId {
  const { removedAt } = found(store.plans.find(planId), `Plan ${planId}`)
  if (removedAt === null || isRepeated(store, id)) return planIdSchema.parse(planId)
  throw new RefusalError(
    refusal(
      'E_STATE',
      `Plan ${planId} was removed, or changed and kept anew, meanwhile.`,
      'Open the plan that is listed now.',
      { field: 'planId' },
    ),
  )
}

/** Of a line only the newest is listed. */
function requireNewest({ store }: Services, planId: string): PlanId {
  const newest = found(store.plans.listVersions(planId)[0], `Plan ${planId}`)
  if (newest.id === planId) return planIdSchema.parse(planId)
  throw new RefusalError(
    refusal(
      'E_STATE',
      `Plan ${planId} has a newer version, ${newest.version}.`,
      'Restore that one, or make a draft of this one.',
      { field: 'planId' },
    ),
  )
}

/** A draft may name a dependency twice; what is run knows each once. */
const withoutRepeats = (document: PlanDocument): PlanDocument => ({
  ...document,
  tasks: document.tasks.map((task) => ({ ...task, dependsOn: [...new Set(task.dependsOn)] })),
})

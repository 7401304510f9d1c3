import type { ImportReport } from '#shared/contract/plans.ts'
import type { ImportWarning, PlanDocument, PlanView } from '#shared/model/plan.ts'
import { listCycles } from '#shared/task-graph.ts'
import { importText } from '../planning/importers/detect.ts'
import type { Services } from './context.ts'
import { found, procedures, unwrap } from './procedure.ts'

export const createPlanHandlers = (services: Services) => ({
  import: procedures.plans.import.handler(({ input }) => importPlans(services, input)),
  list: procedures.plans.list.handler(() =>
    services.store.plans.list().map((row) => ({
      id: row.id,
      key: row.key,
      title: row.title,
      source: row.source,
      taskCount: row.task_count,
      runnable: row.runnable === 1,
      createdAt: row.created_at,
    })),
  ),
  get: procedures.plans.get.handler(({ input }) => {
    const plan = found(services.store.plans.find(input.planId), `Plan ${input.planId}`)
    return {
      ...planView(plan.id, plan.document, plan.createdAt),
      document: plan.document,
      warnings: plan.warnings,
    }
  }),
  listSamples: procedures.plans.listSamples.handler(() => [...services.samples]),
})

interface ImportInput {
  readonly text: string
  readonly fileName: string
  readonly dryRun?: boolean | undefined
  readonly projectFolder?: string | undefined
}

async function importPlans(services: Services, input: ImportInput): Promise<ImportReport> {
  const imported = unwrap(importText(input.text, { fileName: input.fileName }))
  const plans: ImportReport['plans'] = []
  for (const { document, shape, withSubtasks } of imported.plans) {
    const whole = { ...document, projectFolder: input.projectFolder ?? null }
    const planId = input.dryRun ? null : await publish(services, whole, imported.warnings)
    plans.push({ key: document.key, title: document.title, planId, ...shape, withSubtasks })
  }
  return { format: imported.format, plans, warnings: [...imported.warnings] }
}

async function publish(
  { engine, newId }: Services,
  document: PlanDocument,
  warnings: readonly ImportWarning[],
): Promise<string> {
  const planId = `plan_${newId()}` as const
  unwrap(await engine.dispatch({ type: 'plan.publish', planId, document, warnings }))
  return planId
}

const planView = (id: string, { key, title, source, tasks }: PlanDocument, createdAt: number): PlanView => ({
  id,
  key,
  title,
  source,
  taskCount: tasks.length,
  runnable: tasks.length > 0 && listCycles(tasks).length === 0,
  createdAt,
})

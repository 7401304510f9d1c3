import { performance } from 'node:perf_hooks'
import { readPlan } from '../../../src-main/app/plans/read-plan.ts'
import { findTaskFault } from '../../../src-main/engine/rules/build.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { planFiles, requireFormat, writePlan } from '../plan-texts.ts'
import { createWorkload } from '../workloads.ts'

/** From a text to a checked plan, like an import in the app. */
export async function runJob({ workload, tasks }: Job): Promise<Facts> {
  const format = requireFormat(workload)
  const { graph } = createWorkload('layers', tasks)
  const text = writePlan(format, graph)
  const start = performance.now()
  const cpu = process.cpuUsage()
  const imported = readPlan({ text, fileName: planFiles[format] })
  const readMs = performance.now() - start
  if (!imported.ok) throw new Error(imported.error.message)
  const [plan] = imported.value.plans
  if (plan === undefined) throw new Error('No plan was read')
  const { document, shape } = plan
  const fault = findPlanFault(document) ?? findTaskFault(document.tasks)
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const cpuMs = (user + system) / 1000
  if (fault !== null) throw new Error(fault.message)
  const edges = graph.reduce((sum, parents) => sum + parents.length, 0)
  if (shape.tasks !== tasks || shape.edges !== edges) {
    throw new Error(`${shape.tasks} tasks and ${shape.edges} edges were read of ${tasks} and ${edges}`)
  }
  return { wallMs, cpuMs, readMs, characters: text.length, rssMib: rssMib() }
}

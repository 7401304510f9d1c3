import { importText } from '../../src-main/planning/importers/detect.ts'
import { present } from '../../src-shared/assert.ts'
import { topologicalOrder } from '../../src-shared/task-graph.ts'

export interface RecordedTask {
  readonly key: string
  readonly title: string
  readonly dependsOn: readonly string[]
  /** Milliseconds at the requested scale, as an integer. */
  readonly durationMs: number
}

/** Tasks of a recorded workflow. `scale` is the factor of the recorded durations. */
export function readWorkflow(text: string, scale: number): RecordedTask[] {
  const imported = importText(text, { fileName: 'workflow.json' })
  if (!imported.ok) throw new Error(imported.error.message)
  const tasks = imported.value.plans.flatMap(({ document }) => document.tasks)
  return tasks.map(({ key, title, dependsOn, estimateMs }) => ({
    key,
    title,
    dependsOn,
    durationMs: Math.round(present(estimateMs, `runtime of ${key}`) * scale),
  }))
}

/** Total work and the longest path: lower bounds for any number of workers. */
export function measureWorkflow(tasks: readonly RecordedTask[]): { workMs: number; criticalMs: number } {
  const byKey = new Map(tasks.map((task) => [task.key, task]))
  const order = topologicalOrder(tasks.map((task) => ({ ...task, parent: null })))
  const endsAt = new Map<string, number>()
  for (const key of present(order, 'order of the tasks')) {
    const { dependsOn, durationMs } = present(byKey.get(key), `task ${key}`)
    endsAt.set(key, durationMs + Math.max(0, ...dependsOn.map((from) => endsAt.get(from) ?? 0)))
  }
  return {
    workMs: tasks.reduce((sum, { durationMs }) => sum + durationMs, 0),
    criticalMs: Math.max(0, ...endsAt.values()),
  }
}

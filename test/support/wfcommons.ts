import { z } from 'zod'
import { present } from '../../src-shared/assert.ts'
import { topologicalOrder } from '../../src-shared/task-graph.ts'

/** WfFormat 1.5, as much of it as a rehearsal needs. */
const instanceSchema = z.object({
  name: z.string(),
  workflow: z.object({
    specification: z.object({
      tasks: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          parents: z.array(z.string()),
          children: z.array(z.string()),
        }),
      ),
    }),
    execution: z.object({
      tasks: z.array(z.object({ id: z.string(), runtimeInSeconds: z.number().nonnegative() })),
    }),
  }),
})

export interface RecordedTask {
  readonly key: string
  readonly title: string
  readonly dependsOn: readonly string[]
  /** Whole milliseconds at the asked scale. */
  readonly durationMs: number
}

/** The tasks of a recorded workflow; `scale` turns recorded time into rehearsed time. */
export function readWorkflow(text: string, scale: number): RecordedTask[] {
  const { specification, execution } = instanceSchema.parse(JSON.parse(text)).workflow
  const runtimes = new Map(execution.tasks.map(({ id, runtimeInSeconds }) => [id, runtimeInSeconds]))
  const parents = new Map(specification.tasks.map((task) => [task.id, new Set(task.parents)]))
  // An edge may be told by either end.
  for (const { id, children } of specification.tasks)
    for (const child of children) parents.get(child)?.add(id)
  return specification.tasks.map(({ id, name }) => ({
    key: id,
    title: name,
    dependsOn: [...present(parents.get(id), `parents of ${id}`)],
    durationMs: Math.round(present(runtimes.get(id), `runtime of ${id}`) * 1000 * scale),
  }))
}

/** The whole work and the longest path through it: what no number of workers can beat. */
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

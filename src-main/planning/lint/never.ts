import { canHold } from './can-hold.ts'
import { keyAt, type PlanGraph } from './plan-graph.ts'

/**
 * Which tasks can never run: their condition cannot hold, or what they need never runs. Looked at again whenever
 * something they wait for turns out to be one: at most once for each dependency.
 */
export function findNever(graph: PlanGraph): ReadonlySet<number> {
  const never = new Set<number>()
  const dependents: number[][] = graph.tasks.map(() => [])
  for (const [to, list] of graph.dependencies.entries()) for (const from of list) dependents[from]?.push(to)
  const waiting = [...graph.tasks.keys()].reverse()
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    if (never.has(task) || canRun(graph, task, never)) continue
    never.add(task)
    for (const next of dependents[task] ?? []) waiting.push(next)
    for (const child of graph.children[task] ?? []) waiting.push(child)
  }
  return never
}

function canRun(graph: PlanGraph, task: number, never: ReadonlySet<number>): boolean {
  if (never.has(graph.parents[task] ?? -1)) return false
  const condition = graph.tasks[task]?.condition
  const before = graph.dependencies[task] ?? []
  if (condition === undefined) return !before.some((each) => never.has(each))
  return canHoldIn(graph, task, never)
}

/** Whether its own condition leaves it a chance, given what can never run. */
export function canHoldIn(graph: PlanGraph, task: number, never: ReadonlySet<number> = new Set()): boolean {
  const { condition = 'success', dependsOn = [] } = graph.tasks[task] ?? {}
  return canHold(condition, {
    keys: [...new Set(dependsOn)],
    isNever: (key) => never.has(graph.indexOf.get(key) ?? -1),
  })
}

export const keysOf = (graph: PlanGraph, tasks: Iterable<number>): string[] =>
  [...tasks].map((task) => keyAt(graph, task))

import type { Join, TaskDefinition } from '#shared/model/task-definition.ts'
import { findBehindBranch, hasOwnCondition, joinOf } from '#shared/task-joins.ts'
import { type Fate, fateOf, keysIn } from './can-hold.ts'
import { none } from './parents.ts'
import { keyAt, type PlanGraph } from './plan-graph.ts'
import { inverted } from './reach.ts'

/** Result of each condition by task, ignoring all other conditions. */
export function fatesIn({ named }: PlanGraph): ReadonlyMap<number, Fate> {
  const fates = new Map<number, Fate>()
  for (const { index, task } of named) {
    if (task.condition === undefined) continue
    fates.set(index, fateOf(task.condition, { keys: [...new Set(task.dependsOn)] }))
  }
  return fates
}

/**
 * Tasks that can never run because of their condition or a dependency. A task is rechecked when a dependency turns out
 * to be such a task and this can matter. Examples: dependencies in its condition, and the first and last of the others.
 */
export function findNever(graph: PlanGraph, fates: ReadonlyMap<number, Fate>): ReadonlySet<number> {
  const never = new Set<number>()
  const dependents = inverted(graph.dependencies)
  const waiting = [...fates.keys()].filter((task) => fates.get(task) !== 'may_hold')
  const behindBranch = findBehindBranch(graph.tasks)
  const joinAt = (task: TaskDefinition) => joinOf(task, behindBranch)
  const isTelling = createTelling(graph, joinAt)
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    if (never.has(task) || canRun(graph, task, { fates, never, joinAt })) continue
    never.add(task)
    for (const next of dependents[task] ?? []) if (isTelling(next, task)) waiting.push(next)
    for (const child of graph.children[task] ?? []) waiting.push(child)
  }
  return never
}

/** Whether a dependency that can never run may change the result of a task. Call once for each such dependency. */
function createTelling(graph: PlanGraph, joinAt: JoinAt): (task: number, dependency: number) => boolean {
  const lost = new Int32Array(graph.tasks.length)
  const known = new Map<number, Named>()
  return (task, dependency) => {
    const definition = graph.tasks[task]
    if (definition === undefined) return false
    const isJoined = !hasOwnCondition(definition)
    if (isJoined && joinAt(definition) === 'all_succeeded') return true
    const { keys, others } = known.get(task) ?? namedBy(graph, task, definition.condition ?? '')
    known.set(task, { keys, others })
    if (keys.has(keyAt(graph, dependency))) return true
    const count = (lost[task] ?? 0) + 1
    lost[task] = count
    return (!isJoined && count === 1) || count === others
  }
}

interface Named {
  readonly keys: ReadonlySet<string>
  /** Number of dependencies that are not in `keys`. */
  readonly others: number
}

function namedBy(graph: PlanGraph, task: number, condition: string): Named {
  const keys = keysIn(condition)
  const others = graph.dependencies[task]?.filter((each) => !keys.has(keyAt(graph, each))).length ?? 0
  return { keys, others }
}

interface Known {
  readonly fates: ReadonlyMap<number, Fate>
  readonly never: ReadonlySet<number>
  readonly joinAt: JoinAt
}

type JoinAt = (task: TaskDefinition) => Join

/** Expects a task with an impossible condition, or with a dependency or group that can never run. */
function canRun(graph: PlanGraph, task: number, { fates, never, joinAt }: Known): boolean {
  const definition = graph.tasks[task]
  if (definition === undefined || never.has(graph.parents[task] ?? none)) return false
  const { condition, dependsOn } = definition
  if (!hasOwnCondition(definition)) {
    const dependencies = graph.dependencies[task] ?? []
    const join = joinAt(definition)
    if (join === 'always' || dependencies.length === 0) return true
    return join === 'all_succeeded'
      ? !dependencies.some((each) => never.has(each))
      : !dependencies.every((each) => never.has(each))
  }
  if (fates.get(task) !== 'may_hold') return false
  const isNever = (key: string) => never.has(graph.indexOf.get(key) ?? -1)
  return fateOf(condition ?? '', { keys: [...new Set(dependsOn)], isNever }) === 'may_hold'
}

export const keysOf = (graph: PlanGraph, tasks: Iterable<number>): string[] =>
  [...tasks].map((task) => keyAt(graph, task))

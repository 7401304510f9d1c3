import type { Join, TaskDefinition } from '#shared/model/task.ts'
import { findBehindBranch, hasOwnCondition, joinOf } from '#shared/task-joins.ts'
import { parseCondition } from '../../scheduling/condition.ts'
import type { Condition } from '../../scheduling/condition-syntax.ts'
import { none } from '../lint/parents.ts'
import { keyAt, type PlanGraph } from '../lint/plan-graph.ts'
import { type End, knownValue } from './known-value.ts'

/** Assumptions of one way through a plan. Every other task that starts succeeds, and every gate is approved. */
export interface Way {
  /** Keys of tasks that fail if they start. */
  readonly fails: ReadonlySet<string>
  /** Conditions that are met or not, as they are printed. */
  readonly assumed: ReadonlyMap<string, boolean>
}

export interface Branches {
  readonly graph: PlanGraph
  /** Conditions that can be read, by the place of their task. */
  readonly conditions: ReadonlyMap<number, Condition>
  readonly joins: readonly Join[]
  /** Places of the tasks that handle a failure of each task: those with the condition `failure`. */
  readonly handlers: ReadonlyMap<number, readonly number[]>
}

export function branchesOf(graph: PlanGraph): Branches {
  const behindBranch = findBehindBranch(graph.tasks)
  const conditions = new Map<number, Condition>()
  const handlers = new Map<number, number[]>()
  for (const { index, task } of graph.named) {
    if (!hasOwnCondition(task)) continue
    const parsed = parseCondition(task.condition ?? '', { dependencies: task.dependsOn })
    if (parsed.ok) conditions.set(index, parsed.value)
    if (task.condition?.trim() !== 'failure') continue
    for (const from of graph.dependencies[index] ?? [])
      handlers.set(from, [...(handlers.get(from) ?? []), index])
  }
  return { graph, conditions, joins: graph.tasks.map((task) => joinOf(task, behindBranch)), handlers }
}

/** The end of each task in this way, by its place in the plan. */
export function playWay(branches: Branches, way: Way): readonly End[] {
  const { graph } = branches
  const ends: End[] = graph.tasks.map(() => 'open')
  const isDecided = new Uint8Array(graph.tasks.length)
  /** Skipped because of a failure, which fails the group of the task. */
  const isLost = new Uint8Array(graph.tasks.length)
  const played: Played = { branches, way, ends, isDecided, isLost }
  for (const point of graph.order) {
    const index = graph.ownerOf(point)
    const task = graph.tasks[index]
    if (task === undefined) continue
    if (point !== index) {
      if (ends[index] === 'done' && isGroupLost(played, index)) ends[index] = 'failed'
      continue
    }
    const start = startOf(played, index, task)
    const fails = start === 'done' && way.fails.has(task.key)
    ends[index] = fails ? 'failed' : start
    isDecided[index] = 1
    if (start === 'skipped' && isSkipLost(played, index)) isLost[index] = 1
  }
  return ends
}

interface Played {
  readonly branches: Branches
  readonly way: Way
  readonly ends: End[]
  readonly isDecided: Uint8Array
  readonly isLost: Uint8Array
}

/** `done`: the task starts. */
function startOf(played: Played, index: number, task: TaskDefinition): End {
  const { branches, way, ends } = played
  const { graph, conditions } = branches
  const group = graph.parents[index] ?? none
  const ofGroup = group === none ? 'done' : ends[group]
  if (ofGroup === 'skipped') return 'skipped'
  const dependencies = graph.dependencies[index] ?? []
  const condition = conditions.get(index)
  const known = () => new Map(dependencies.map((each) => [keyAt(graph, each), ends[each] ?? 'open'] as const))
  const isAsked = hasOwnCondition(task)
  const values = [
    !isAsked || (condition !== undefined && knownValue(condition, { ends: known(), assumed: way.assumed })),
    isAsked && task.join === undefined
      ? true
      : joined(played, branches.joins[index] ?? 'all_succeeded', dependencies),
  ]
  if (values.includes(false)) return 'skipped'
  return values.includes(null) || ofGroup === 'open' ? 'open' : 'done'
}

/** Null: a dependency is open. */
function joined(played: Played, join: Join, dependencies: readonly number[]): boolean | null {
  const { ends } = played
  const hasEnd = (...wanted: readonly End[]) =>
    dependencies.some((each) => wanted.includes(ends[each] ?? 'open'))
  if (dependencies.length === 0 || join === 'always') return true
  if (join === 'all_succeeded') return hasEnd('failed', 'skipped') ? false : hasEnd('open') ? null : true
  const isUnhandled = (each: number) => ends[each] === 'failed' && !isHandled(played, each)
  if (join === 'none_failed' && dependencies.some(isUnhandled)) return false
  if (hasEnd('done')) return true
  return hasEnd('open') ? null : false
}

/** A dependent with the condition `failure` finishes, of the task itself or of a group around it. */
function isHandled({ branches, ends, isDecided }: Played, index: number): boolean {
  const { graph, handlers } = branches
  for (let at = index; at !== none; at = graph.parents[at] ?? none) {
    if (handlers.get(at)?.some((each) => isDecided[each] === 1 && ends[each] === 'done')) return true
  }
  return false
}

const isGroupLost = ({ branches: { graph }, ends, isLost }: Played, group: number): boolean =>
  graph.children[group]?.some((child) => ends[child] === 'failed' || isLost[child] === 1) ?? false

function isSkipLost({ branches, ends, isLost }: Played, index: number): boolean {
  const { graph, conditions } = branches
  if (conditions.has(index)) return false
  return (graph.dependencies[index] ?? []).some((each) => ends[each] === 'failed' || isLost[each] === 1)
}

import type { ConditionValue, PlayedWay, PlayedWays } from '#shared/model/dry-run-branches.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { Join, TaskDefinition } from '#shared/model/task-definition.ts'
import { findBehindBranch, hasOwnCondition, isConditional, joinOf } from '#shared/task-joins.ts'
import { parseCondition, usesResults } from '../../scheduling/condition.ts'
import type { Condition } from '../../scheduling/condition-grammar.ts'
import { none } from '../lint/parents.ts'
import { graphOf, keyAt, type PlanGraph } from '../lint/plan-graph.ts'
import { assume, type End, knownValue } from './known-value.ts'

const maxConditions = 50
/** Tasks looked at for all conditions together: about a second. */
const maxLookedAt = 400_000
/** Dependencies of one task that are made to fail, one at a time. */
const maxFailed = 6

/** Plays every condition both ways: met and not met, where the plan allows it. Ways that are the same are one. */
export function listWays(plan: Pick<PlanDocument, 'tasks'>): PlayedWays {
  const conditional = plan.tasks.filter(isConditional)
  if (conditional.length === 0) return { ways: [], conditionsLeftOut: 0 }
  const graph = graphOf(plan)
  const branches = branchesOf(graph)
  const most = Math.max(1, Math.floor(maxLookedAt / plan.tasks.length / maxFailed))
  const indexes = graph.order.filter((point) => branches.conditions.has(point) && isPlayed(branches, point))
  const chosen = indexes.slice(0, Math.min(maxConditions, most))
  const found = createFound(branches)
  found.add(base, [])
  for (const index of chosen) {
    for (const isMet of [true, false]) found.show(index, isMet)
  }
  return {
    ways: found.list().filter(({ shows }) => shows.length > 0),
    conditionsLeftOut: indexes.length - chosen.length,
  }
}

const isPlayed = ({ graph }: Branches, index: number): boolean => isConditional(graph.tasks[index] ?? {})

const base: Candidate = { fails: new Set(), assumed: new Map(), assumes: [] }

interface Candidate extends Way {
  readonly assumes: readonly ConditionValue[]
}

function createFound(branches: Branches) {
  const { graph, conditions } = branches
  const ways = new Map<string, { way: Candidate; ends: readonly End[]; shows: ConditionValue[] }>()
  const add = (way: Candidate, shows: readonly ConditionValue[]) => {
    const name = JSON.stringify([[...way.fails], way.assumes])
    const known = ways.get(name) ?? { way, ends: playWay(branches, way), shows: [] }
    ways.set(name, known)
    known.shows.push(...shows)
    return known.ends
  }
  const isShown = (index: number, isMet: boolean, ends: readonly End[]) =>
    ends[index] === (isMet ? 'done' : 'skipped')

  /** The way with the fewest assumptions in which the condition is met, or not: a failure before an assumption. */
  const show = (index: number, isMet: boolean) => {
    const taskKey = keyAt(graph, index)
    const value = { taskKey, isMet }
    for (const { way, ends } of ways.values()) if (isShown(index, isMet, ends)) return add(way, [value])
    const dependencies = (graph.dependencies[index] ?? []).slice(0, maxFailed)
    const starts = [base, ...[...ways.values()].map(({ way }) => way)].slice(0, maxFailed)
    const condition = conditions.get(index)
    const candidates = starts.flatMap((start): Candidate[] => [
      ...dependencies.map((each) => ({ ...start, fails: new Set([...start.fails, keyAt(graph, each)]) })),
      ...(condition === undefined || !usesResults(condition)
        ? []
        : [
            {
              ...start,
              assumed: new Map([...start.assumed, ...assume(condition, isMet)]),
              assumes: [...start.assumes, value],
            },
          ]),
    ])
    for (const way of candidates.slice(0, maxFailed * 4)) {
      if (isShown(index, isMet, playWay(branches, way))) return add(way, [value])
    }
    return null
  }
  const list = (): PlayedWay[] =>
    [...ways.values()].map(({ way, ends, shows }) => {
      const keysWith = (...wanted: readonly End[]) =>
        graph.tasks.flatMap(({ key, kind }, index) =>
          kind === 'task' && wanted.includes(ends[index] ?? 'open') ? key : [],
        )
      return {
        ...{ fails: keysWith('failed').filter((key) => way.fails.has(key)), assumes: way.assumes, shows },
        ...{ runs: keysWith('done'), skipped: keysWith('skipped'), open: keysWith('open') },
      }
    })
  return { add, show, list }
}

/** Assumptions of one way through a plan. Every other task that starts succeeds, and every gate is approved. */
interface Way {
  /** Keys of tasks that fail if they start. */
  readonly fails: ReadonlySet<string>
  /** Conditions that are met or not, as they are printed. */
  readonly assumed: ReadonlyMap<string, boolean>
}

interface Branches {
  readonly graph: PlanGraph
  /** Conditions that can be read, by the place of their task. */
  readonly conditions: ReadonlyMap<number, Condition>
  readonly joins: readonly Join[]
  /** Places of the tasks that handle a failure of each task: those with the condition `failure`. */
  readonly handlers: ReadonlyMap<number, readonly number[]>
}

function branchesOf(graph: PlanGraph): Branches {
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
function playWay(branches: Branches, way: Way): readonly End[] {
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

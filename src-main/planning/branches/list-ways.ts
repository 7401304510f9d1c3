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
/** Limit on simulated tasks for all conditions of a plan; about one second of work. */
const maxLookedAt = 400_000
/** Limit on failing dependencies per task. The search tries one failing dependency at a time. */
const maxFailed = 6

/** Lists paths that cover both values of every condition, where the plan allows both. Equal paths appear once. */
export function listWays(plan: Pick<PlanDocument, 'tasks'>): PlayedWays {
  const conditional = plan.tasks.filter(isConditional)
  if (conditional.length === 0) return { ways: [], conditionsLeftOut: 0 }
  const graph = graphOf(plan)
  const branches = branchesOf(graph)
  const most = Math.max(1, Math.floor(maxLookedAt / plan.tasks.length / maxFailed))
  const indexes = graph.order.filter(
    (point) => branches.conditions.has(point) && isConditionalTask(branches, point),
  )
  const chosen = indexes.slice(0, Math.min(maxConditions, most))
  const search = createPathSearch(branches)
  search.add(base, [])
  for (const index of chosen) {
    for (const isMet of [true, false]) search.show(index, isMet)
  }
  return {
    ways: search.list().filter(({ shows }) => shows.length > 0),
    conditionsLeftOut: indexes.length - chosen.length,
  }
}

const isConditionalTask = ({ graph }: Branches, index: number): boolean =>
  isConditional(graph.tasks[index] ?? {})

const base: Candidate = { fails: new Set(), assumed: new Map(), assumes: [] }

interface Candidate extends Path {
  readonly assumes: readonly ConditionValue[]
}

function createPathSearch(branches: Branches) {
  const { graph, conditions } = branches
  const paths = new Map<string, { path: Candidate; ends: readonly End[]; shows: ConditionValue[] }>()
  const add = (path: Candidate, shows: readonly ConditionValue[]) => {
    const name = JSON.stringify([[...path.fails], path.assumes])
    const known = paths.get(name) ?? { path, ends: simulatePath(branches, path), shows: [] }
    paths.set(name, known)
    known.shows.push(...shows)
    return known.ends
  }
  const isShown = (index: number, isMet: boolean, ends: readonly End[]) =>
    ends[index] === (isMet ? 'done' : 'skipped')

  /**
   * Adds the path with the fewest assumptions that gives the condition this value. A failure is preferred to an
   * assumption.
   */
  const show = (index: number, isMet: boolean) => {
    const taskKey = keyAt(graph, index)
    const value = { taskKey, isMet }
    for (const { path, ends } of paths.values()) if (isShown(index, isMet, ends)) return add(path, [value])
    const dependencies = (graph.dependencies[index] ?? []).slice(0, maxFailed)
    const starts = [base, ...[...paths.values()].map(({ path }) => path)].slice(0, maxFailed)
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
    for (const path of candidates.slice(0, maxFailed * 4)) {
      if (isShown(index, isMet, simulatePath(branches, path))) return add(path, [value])
    }
    return null
  }
  const list = (): PlayedWay[] =>
    [...paths.values()].map(({ path, ends, shows }) => {
      const keysWith = (...wanted: readonly End[]) =>
        graph.tasks.flatMap(({ key, kind }, index) =>
          kind === 'task' && wanted.includes(ends[index] ?? 'open') ? key : [],
        )
      return {
        ...{ fails: keysWith('failed').filter((key) => path.fails.has(key)), assumes: path.assumes, shows },
        ...{ runs: keysWith('done'), skipped: keysWith('skipped'), open: keysWith('open') },
      }
    })
  return { add, show, list }
}

/** Assumptions of a path through a plan. Every other started task succeeds, and every approval is granted. */
interface Path {
  /** Keys of tasks that fail if they start. */
  readonly fails: ReadonlySet<string>
  /** Assumed values of conditions. Keys are printed conditions. */
  readonly assumed: ReadonlyMap<string, boolean>
}

interface Branches {
  readonly graph: PlanGraph
  /** Parsed conditions by task index. Conditions with syntax errors are missing. */
  readonly conditions: ReadonlyMap<number, Condition>
  readonly joins: readonly Join[]
  /** For each task index, the tasks with the condition `failure` that depend on it. */
  readonly failureHandlers: ReadonlyMap<number, readonly number[]>
}

function branchesOf(graph: PlanGraph): Branches {
  const behindBranch = findBehindBranch(graph.tasks)
  const conditions = new Map<number, Condition>()
  const failureHandlers = new Map<number, number[]>()
  for (const { index, task } of graph.named) {
    if (!hasOwnCondition(task)) continue
    const parsed = parseCondition(task.condition ?? '', { dependencies: task.dependsOn })
    if (parsed.ok) conditions.set(index, parsed.value)
    if (task.condition?.trim() !== 'failure') continue
    for (const from of graph.dependencies[index] ?? [])
      failureHandlers.set(from, [...(failureHandlers.get(from) ?? []), index])
  }
  return { graph, conditions, joins: graph.tasks.map((task) => joinOf(task, behindBranch)), failureHandlers }
}

/** Outcome of each task on this path, by task index. */
function simulatePath(branches: Branches, path: Path): readonly End[] {
  const { graph } = branches
  const ends: End[] = graph.tasks.map(() => 'open')
  const isDecided = new Uint8Array(graph.tasks.length)
  /** Skipped because of a failure. Such a skip fails the group of the task. */
  const isLostToFailure = new Uint8Array(graph.tasks.length)
  const state: PathState = { branches, path, ends, isDecided, isLostToFailure }
  for (const point of graph.order) {
    const index = graph.ownerOf(point)
    const task = graph.tasks[index]
    if (task === undefined) continue
    if (point !== index) {
      if (ends[index] === 'done' && isGroupLost(state, index)) ends[index] = 'failed'
      continue
    }
    const start = startOf(state, index, task)
    const fails = start === 'done' && path.fails.has(task.key)
    ends[index] = fails ? 'failed' : start
    isDecided[index] = 1
    if (start === 'skipped' && isSkipLost(state, index)) isLostToFailure[index] = 1
  }
  return ends
}

interface PathState {
  readonly branches: Branches
  readonly path: Path
  readonly ends: End[]
  readonly isDecided: Uint8Array
  readonly isLostToFailure: Uint8Array
}

/** `done` means that the task starts. */
function startOf(state: PathState, index: number, task: TaskDefinition): End {
  const { branches, path, ends } = state
  const { graph, conditions } = branches
  const group = graph.parents[index] ?? none
  const ofGroup = group === none ? 'done' : ends[group]
  if (ofGroup === 'skipped') return 'skipped'
  const dependencies = graph.dependencies[index] ?? []
  const condition = conditions.get(index)
  const known = () => new Map(dependencies.map((each) => [keyAt(graph, each), ends[each] ?? 'open'] as const))
  const isAsked = hasOwnCondition(task)
  const values = [
    !isAsked || (condition !== undefined && knownValue(condition, { ends: known(), assumed: path.assumed })),
    isAsked && task.join === undefined
      ? true
      : joined(state, branches.joins[index] ?? 'all_succeeded', dependencies),
  ]
  if (values.includes(false)) return 'skipped'
  return values.includes(null) || ofGroup === 'open' ? 'open' : 'done'
}

/** Null if a dependency is open. */
function joined(state: PathState, join: Join, dependencies: readonly number[]): boolean | null {
  const { ends } = state
  const hasEnd = (...wanted: readonly End[]) =>
    dependencies.some((each) => wanted.includes(ends[each] ?? 'open'))
  if (dependencies.length === 0 || join === 'always') return true
  if (join === 'all_succeeded') return hasEnd('failed', 'skipped') ? false : hasEnd('open') ? null : true
  const isUnhandled = (each: number) => ends[each] === 'failed' && !isHandled(state, each)
  if (join === 'none_failed' && dependencies.some(isUnhandled)) return false
  if (hasEnd('done')) return true
  return hasEnd('open') ? null : false
}

/** True if a dependent with the condition `failure` finishes, for the task or for a group that contains the task. */
function isHandled({ branches, ends, isDecided }: PathState, index: number): boolean {
  const { graph, failureHandlers } = branches
  for (let at = index; at !== none; at = graph.parents[at] ?? none) {
    if (failureHandlers.get(at)?.some((each) => isDecided[each] === 1 && ends[each] === 'done')) return true
  }
  return false
}

const isGroupLost = ({ branches: { graph }, ends, isLostToFailure }: PathState, group: number): boolean =>
  graph.children[group]?.some((child) => ends[child] === 'failed' || isLostToFailure[child] === 1) ?? false

function isSkipLost({ branches, ends, isLostToFailure }: PathState, index: number): boolean {
  const { graph, conditions } = branches
  if (conditions.has(index)) return false
  return (graph.dependencies[index] ?? []).some(
    (each) => ends[each] === 'failed' || isLostToFailure[each] === 1,
  )
}

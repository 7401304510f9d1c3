import type { PlanFinding } from '#shared/model/plan-finding.ts'
import { findBehindBranch, hasOwnCondition, isConditional, joinOf } from '#shared/task-joins.ts'
import { findingOf, listAll } from '../finding.ts'
import type { Check } from '../lint-scene.ts'
import { fatesIn } from '../never.ts'
import { keyAt, type NamedTask, type PlanGraph } from '../plan-graph.ts'

/** Links followed for all conditions together: some hundredths of a second. */
const maxSteps = 300_000

/**
 * Tasks that are skipped whenever a conditional task is. A warning where another join would start the task, a hint where
 * the task depends on nothing but the branch.
 */
export const checkBranches: Check = ({ graph }) => {
  const conditional = graph.named.filter(({ task }) => isConditional(task))
  if (conditional.length === 0) return []
  const fates = fatesIn(graph)
  const mayRun = conditional.filter(({ index }) => fates.get(index) === 'may_hold')
  const scene = sceneOf(graph)
  const named = new Set(graph.named.map(({ index }) => index))
  const budget = { left: maxSteps }
  const warned = new Set<number>()
  return mayRun.flatMap((branch) => {
    const skipped = skippedWith(scene, branch.index, budget).filter((index) => named.has(index))
    const cut = skipped.filter((index) => isCut(scene, index, new Set([branch.index, ...skipped])))
    const isNew = cut.filter((index) => !warned.has(index))
    for (const index of isNew) warned.add(index)
    const follows = skipped.filter((index) => !cut.includes(index) && graph.parents[index] !== branch.index)
    return [
      ...isNew.map((index) => cutFinding(graph, branch, index)),
      ...(follows.length === 0 ? [] : [followsFinding(graph, branch, follows)]),
    ]
  })
}

interface BranchScene {
  readonly graph: PlanGraph
  readonly dependents: readonly (readonly number[])[]
  readonly behindBranch: ReadonlySet<string>
}

function sceneOf(graph: PlanGraph): BranchScene {
  const dependents: number[][] = graph.tasks.map(() => [])
  for (const [to, list] of graph.dependencies.entries()) for (const from of list) dependents[from]?.push(to)
  return { graph, dependents, behindBranch: findBehindBranch(graph.tasks) }
}

/** Places of the tasks that are skipped whenever the branch is, without the branch itself. */
function skippedWith(scene: BranchScene, branch: number, budget: { left: number }): number[] {
  const { graph, dependents } = scene
  const skipped = new Set([branch])
  const waiting = [branch]
  for (let at = waiting.pop(); at !== undefined && budget.left > 0; at = waiting.pop()) {
    for (const child of graph.children[at] ?? []) {
      if (!skipped.has(child)) waiting.push(child)
      skipped.add(child)
    }
    for (const next of dependents[at] ?? []) {
      budget.left -= 1
      if (skipped.has(next) || !isSkipped(scene, next, skipped)) continue
      skipped.add(next)
      waiting.push(next)
    }
  }
  skipped.delete(branch)
  return [...skipped].sort((a, b) => a - b)
}

/** Asked of a task that depends on one of `skipped`. */
function isSkipped(
  { graph, behindBranch }: BranchScene,
  index: number,
  skipped: ReadonlySet<number>,
): boolean {
  const task = graph.tasks[index]
  if (task === undefined || hasOwnCondition(task)) return false
  const join = joinOf(task, behindBranch)
  if (join === 'always') return false
  return join === 'all_succeeded' || (graph.dependencies[index] ?? []).every((each) => skipped.has(each))
}

/** Another dependency is left that could start it: its join cuts it off. */
function isCut({ graph, behindBranch }: BranchScene, index: number, skipped: ReadonlySet<number>): boolean {
  const task = graph.tasks[index]
  const dependencies = graph.dependencies[index] ?? []
  const isJoinDecisive =
    task !== undefined && !hasOwnCondition(task) && dependencies.some((each) => skipped.has(each))
  return (
    isJoinDecisive &&
    joinOf(task, behindBranch) === 'all_succeeded' &&
    dependencies.some((each) => !skipped.has(each))
  )
}

function cutFinding(graph: PlanGraph, branch: NamedTask, index: number): PlanFinding {
  const key = keyAt(graph, index)
  const name = graph.nameOf(branch.task.key)
  const message = `Task ${graph.nameOf(key)} is skipped whenever ${name} is skipped: its join needs all dependencies to succeed.`
  const fix = {
    name: 'join_none_failed',
    title: 'Start it when no dependency failed',
    changes: [{ type: 'set', task: key, to: { join: 'none_failed' } } as const],
  }
  const about = { about: [key], taskKeys: [key, branch.task.key], message, fixes: [fix] }
  return findingOf({ code: 'skipped_with_branch', severity: 'warning', ...about })
}

function followsFinding(
  graph: PlanGraph,
  { task: { key } }: NamedTask,
  follows: readonly number[],
): PlanFinding {
  const keys = follows.map((index) => keyAt(graph, index))
  const [verb, end] = keys.length === 1 ? ['is', 'it depends'] : ['are', 'they depend']
  const message = `${listAll(keys, graph.nameOf)} ${verb} skipped whenever ${graph.nameOf(key)} is skipped: ${end} on nothing else.`
  return findingOf({
    code: 'follows_branch',
    severity: 'hint',
    about: [key],
    taskKeys: [...keys, key],
    message,
  })
}

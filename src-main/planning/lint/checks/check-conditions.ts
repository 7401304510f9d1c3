import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { findBehindBranch, hasOwnCondition, isConditional, joinOf } from '#shared/task-joins.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { parseCondition } from '../../../scheduling/condition.ts'
import { quoteUpTo } from '../../importers/warnings.ts'
import type { Fate } from '../can-hold.ts'
import { findingOf, listAll, settingFix, tasksNamed } from '../finding.ts'
import type { Check } from '../lint-context.ts'
import { fatesIn, findNever, keysOf } from '../never-runs.ts'
import { keyAt, type NamedTask, type PlanGraph } from '../plan-graph.ts'
import { inverted } from '../reach.ts'

/** Limit of links followed for all conditions together; takes some hundredths of a second. */
const maxSteps = 300_000

/**
 * Tasks that are skipped whenever a conditional task is skipped. A warning if another join would start the task; a
 * hint if the task depends only on the branch.
 */
export const checkBranches: Check = ({ graph }) => {
  const conditional = graph.named.filter(({ task }) => isConditional(task))
  if (conditional.length === 0) return []
  const fates = fatesIn(graph)
  const mayRun = conditional.filter(({ index }) => fates.get(index) === 'may_hold')
  const context = branchContextOf(graph)
  const named = new Set(graph.named.map(({ index }) => index))
  const budget = { left: maxSteps }
  const warned = new Set<number>()
  return mayRun.flatMap((branch) => {
    const skipped = skippedWith(context, branch.index, budget).filter((index) => named.has(index))
    const cut = skipped.filter((index) => isCut(context, index, new Set([branch.index, ...skipped])))
    const isNew = cut.filter((index) => !warned.has(index))
    for (const index of isNew) warned.add(index)
    const follows = skipped.filter((index) => !cut.includes(index) && graph.parents[index] !== branch.index)
    return [
      ...isNew.map((index) => cutFinding(graph, branch, index)),
      ...(follows.length === 0 ? [] : [followsFinding(graph, branch, follows)]),
    ]
  })
}

interface BranchContext {
  readonly graph: PlanGraph
  readonly dependents: readonly (readonly number[])[]
  readonly behindBranch: ReadonlySet<string>
}

function branchContextOf(graph: PlanGraph): BranchContext {
  return { graph, dependents: inverted(graph.dependencies), behindBranch: findBehindBranch(graph.tasks) }
}

/**
 * Indexes of the tasks that are skipped whenever the branch is skipped, in ascending order. Excludes the branch
 * itself.
 */
function skippedWith(context: BranchContext, branch: number, budget: { left: number }): number[] {
  const { graph, dependents } = context
  const skipped = new Set([branch])
  const waiting = [branch]
  for (let at = waiting.pop(); at !== undefined && budget.left > 0; at = waiting.pop()) {
    for (const child of graph.children[at] ?? []) {
      if (!skipped.has(child)) waiting.push(child)
      skipped.add(child)
    }
    for (const next of dependents[at] ?? []) {
      budget.left -= 1
      if (skipped.has(next) || !isSkipped(context, next, skipped)) continue
      skipped.add(next)
      waiting.push(next)
    }
  }
  skipped.delete(branch)
  return [...skipped].sort((a, b) => a - b)
}

/** Expects a task that depends on a task in `skipped`. */
function isSkipped(
  { graph, behindBranch }: BranchContext,
  index: number,
  skipped: ReadonlySet<number>,
): boolean {
  const task = graph.tasks[index]
  if (task === undefined || hasOwnCondition(task)) return false
  const join = joinOf(task, behindBranch)
  if (join === 'always') return false
  return join === 'all_succeeded' || (graph.dependencies[index] ?? []).every((each) => skipped.has(each))
}

/** Whether only its join skips the task: another dependency could still start it. */
function isCut({ graph, behindBranch }: BranchContext, index: number, skipped: ReadonlySet<number>): boolean {
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
  const message = words.findings.skippedWithBranch(graph.nameOf(key), name)
  const fix = { name: 'join_none_failed', title: words.fixes.joinNoneFailed }
  const fixes = [settingFix(key, { join: 'none_failed' }, fix)]
  const tasks = { task: key, taskKeys: [key, branch.task.key] }
  return findingOf({ code: 'skipped_with_branch', severity: 'warning', ...tasks, message, fixes })
}

function followsFinding(
  graph: PlanGraph,
  { task: { key } }: NamedTask,
  follows: readonly number[],
): PlanFinding {
  const keys = follows.map((index) => keyAt(graph, index))
  const names = listAll(keys, graph.nameOf)
  const message = words.findings.followsBranch(names, graph.nameOf(key), keys.length)
  return findingOf({ code: 'follows_branch', severity: 'hint', task: key, taskKeys: [...keys, key], message })
}

/** High enough to include an error at the end of a long condition. */
const maxQuoted = 500

/** Conditions that are invalid or never hold, and the tasks behind them. */
export const checkConditions: Check = ({ graph }) => {
  const fates = fatesIn(graph)
  if ([...fates.values()].every((fate) => fate === 'may_hold')) return []
  const found = graph.named.flatMap(
    ({ index, task }) => conditionFinding(graph, task, fates.get(index)) ?? [],
  )
  const own = new Set(found.flatMap(({ taskKeys }) => taskKeys))
  const behind = keysOf(graph, findNever(graph, fates)).filter((key) => !own.has(key))
  if (behind.length === 0) return found
  const message = words.findings.behindNever(tasksNamed(behind, graph))
  return [...found, findingOf({ code: 'behind_never', severity: 'warning', taskKeys: behind, message })]
}

function conditionFinding(
  { nameOf }: PlanGraph,
  task: TaskDefinition,
  fate: Fate | undefined,
): PlanFinding | null {
  const { key, condition = '', dependsOn } = task
  if (fate === undefined || fate === 'may_hold') return null
  const fixes = [
    {
      name: 'drop_condition',
      title: words.fixes.dropCondition(nameOf(key)),
      changes: [{ type: 'clear', task: key, setting: 'condition' } as const],
    },
  ]
  const about = { severity: 'error', task: key, fixes } as const
  const parsed = parseCondition(condition, { dependencies: dependsOn })
  if (!parsed.ok) {
    const message = words.findings.badCondition(nameOf(key), clip(parsed.error.message, maxQuoted))
    return findingOf({ code: 'bad_condition', ...about, message })
  }
  const dependencies = listAll(dependsOn, nameOf)
  const message = words.findings.neverRuns(nameOf(key), quoteUpTo(condition, maxQuoted), dependencies)
  return findingOf({ code: 'never_runs', ...about, message })
}

import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { findBehindBranch, hasOwnCondition, joinOf } from '#shared/task-joins.ts'
import { words } from '#shared/words/words.ts'
import { findingOf, listAll } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { none } from '../parents.ts'
import { keyAt, type NamedTask, type PlanGraph } from '../plan-graph.ts'
import { createReach, type Reach, reversed } from '../reach.ts'

/**
 * Dependencies that others imply. Finding all of them takes tasks × dependencies in the worst case, so the search is
 * limited. In a larger plan, only the first tasks are checked.
 * Only tasks that join by `all_succeeded` imply a dependency. Any other join, and a condition, depends on how each
 * dependency ended.
 */
export const checkRedundant: Check = ({ graph }) => {
  if (graph.against.length > 0) return []
  const behindBranch = findBehindBranch(graph.tasks)
  const isStrict = (task: TaskDefinition) =>
    !hasOwnCondition(task) && joinOf(task, behindBranch) === 'all_succeeded'
  const back = createReach(reversed({ ...graph, after: linksOfSuccess(graph, isStrict) }))
  return graph.named.flatMap(({ index, task }) =>
    isStrict(task) ? redundantOf({ graph, back }, { index, task }) : [],
  )
}

/** Links along which the success of a task implies the success of everything before it. */
function linksOfSuccess(graph: PlanGraph, isStrict: (task: TaskDefinition) => boolean): number[][] {
  const strict = graph.tasks.map(isStrict)
  return graph.after.map((list, from) =>
    list.filter((to) => {
      const isStart = to < graph.tasks.length
      return !isStart || strict[to] === true || graph.parents[to] === graph.ownerOf(from)
    }),
  )
}

interface Looking {
  readonly graph: LintContext['graph']
  readonly back: Reach
}

function redundantOf({ graph, back }: Looking, { index, task: { key } }: NamedTask): PlanFinding[] {
  const dependencies = graph.dependencies[index] ?? []
  const parent = graph.parents[index] ?? none
  const ends = dependencies.map(graph.endOf)
  const before = parent === none ? ends : [...ends, parent]
  if (dependencies.length === 0 || before.length < 2) return []
  const implied = new Set(back.listReached(before, ends) ?? [])
  const names = dependencies
    .filter((each) => implied.has(graph.endOf(each)))
    .map((each) => keyAt(graph, each))
  if (names.length === 0) return []
  const listed = listAll(names, graph.nameOf)
  const fix = {
    name: 'drop_dependencies',
    title: words.fixes.dropDependencies(listed, names.length),
    changes: [{ type: 'dependencies', task: key, drop: names, add: [] } as const],
  }
  const message = words.findings.redundantDependency(graph.nameOf(key), listed, names.length)
  const tasks = { task: key, taskKeys: [key, ...names] }
  return [findingOf({ code: 'redundant_dependency', severity: 'hint', ...tasks, message, fixes: [fix] })]
}

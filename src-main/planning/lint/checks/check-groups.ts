import type { PlanChange, PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { skillsOf } from '../able-agents.ts'
import { type FixDraft, findingOf, nameTask, settingFix } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { keyAt, type NamedTask } from '../plan-graph.ts'

/** Maximum number of dependencies that may replace a removed group. */
const maxTied = 100

/** Empty groups: they open and complete without any work. */
export const checkGroups: Check = (context) => {
  const { tasks, named } = context.graph
  // Compares `parent` by key, so that groups in a parent cycle do not count as empty.
  const parents = new Set(tasks.map(({ parent }) => parent))
  const empty = named.filter(
    ({ task: { key, kind, subPlan } }) => kind === 'group' && subPlan === undefined && !parents.has(key),
  )
  if (empty.length === 0) return []
  const dependents = dependentsIn(context)
  return empty.map((group) => emptyFinding(context, group, dependents[group.index] ?? []))
}

function dependentsIn({ graph }: LintContext): TaskDefinition[][] {
  const dependents: TaskDefinition[][] = graph.tasks.map(() => [])
  for (const { index, task } of graph.named) {
    for (const from of graph.dependencies[index] ?? []) dependents[from]?.push(task)
  }
  return dependents
}

function emptyFinding(
  context: LintContext,
  group: NamedTask,
  dependents: readonly TaskDefinition[],
): PlanFinding {
  const { key } = group.task
  const fixes: FixDraft[] = []
  if (canBeTask(context, group.task)) {
    const fix = { name: 'make_task', title: words.fixes.makeTask(nameTask(group.task)) }
    fixes.push(settingFix(key, { kind: 'task' }, fix))
  }
  if (canGo(context, group, dependents)) {
    const changes = takeOut(context, group, dependents)
    fixes.push({ name: 'remove_group', title: words.fixes.removeGroup(nameTask(group.task)), changes })
  }
  const message = words.findings.emptyGroup(nameTask(group.task))
  return findingOf({ code: 'empty_group', severity: 'warning', task: key, message, fixes })
}

/** Whether an agent can do the group's work as a task, and no setting is for groups only. */
function canBeTask({ agents }: LintContext, { requiredSkills, budget }: TaskDefinition): boolean {
  return budget === undefined && agents.listAble(skillsOf(agents, requiredSkills)).length > 0
}

/**
 * Whether the group can be removed: no condition or gate involves it, and its dependents can depend on its
 * dependencies instead.
 */
function canGo(
  { graph }: LintContext,
  { index, task }: NamedTask,
  dependents: readonly TaskDefinition[],
): boolean {
  const { condition, gate, requiresApproval } = task
  const before = graph.dependencies[index]?.length ?? 0
  return (
    condition === undefined &&
    gate === undefined &&
    !requiresApproval &&
    graph.tasks.length > 1 &&
    graph.named.length === graph.tasks.length &&
    graph.against.length === 0 &&
    dependents.length * before <= maxTied &&
    dependents.every((each) => each.condition === undefined)
  )
}

function takeOut(
  { graph }: LintContext,
  { index, task }: NamedTask,
  dependents: readonly TaskDefinition[],
): PlanChange[] {
  const add = (graph.dependencies[index] ?? []).map((from) => keyAt(graph, from))
  return [
    ...dependents.map(({ key }) => ({ type: 'dependencies', task: key, drop: [task.key], add }) as const),
    { type: 'remove', task: task.key },
  ]
}

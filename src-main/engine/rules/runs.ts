import type { CommandOf } from '#shared/commands.ts'
import { maxPlanTasks } from '#shared/model/plan.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { requireAlias } from '../../assignment/skills.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'
import { parseCondition, usesResults } from '../../scheduling/condition.ts'
import { isLookedAt } from '../run-state.ts'
import { isHeldIn } from '../skill-names.ts'
import type { RunState, TaskState } from '../state.ts'
import { isOpen } from '../transitions.ts'
import { assign, assignAll, isStillPromised } from './assign.ts'
import { findTaskFault, normaliseTask } from './build.ts'
import { joinIn } from './flow.ts'
import { refreshCommands } from './gates.ts'
import { findRosterFault } from './roster.ts'
import { noAnswer, type Rule, type Ruling, requireOpenRun } from './rule.ts'
import { cancelTasks } from './tasks.ts'

/** Registers agents, and assigns to them tasks that no agent could do before. */
export function registerAgents(rule: Rule, { agents }: CommandOf<'agents.register'>): Ruling {
  const fault = findRosterFault(rule.state, agents)
  if (fault !== null) return err(fault)
  for (const agent of agents) rule.emit({ type: 'agent.registered', agent })
  assignLeftOvers(rule)
  refreshCommands(rule)
}

/**
 * Enables or disables an agent. A disabled agent gets no new tasks, but its running tasks continue. Other fields do
 * not change.
 */
export function enableAgent(rule: Rule, { agentId, isEnabled }: CommandOf<'agents.enable'>): Ruling {
  const known = rule.state.agents.get(agentId)?.agent
  if (known === undefined) {
    return refuse('E_NOT_FOUND', 'agent_not_found', { agent: agentId, field: 'id' })
  }
  const isDifferent = isEnabled === (known.availability === 'offline')
  const availability = isEnabled ? 'online' : 'offline'
  if (isDifferent)
    return registerAgents(rule, { type: 'agents.register', agents: [{ ...known, availability }] })
}

/** True if no agent was found, or the promised agent can no longer do the task. */
function isUnpromised({ state }: Rule, run: RunState, task: TaskState): boolean {
  const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (agent === undefined) return true
  return task.status === 'todo' && !isStillPromised(run, task, agent)
}

function assignLeftOvers(rule: Rule): void {
  for (const run of rule.state.runs.values()) {
    for (const task of run.tasks.values()) {
      if (isOpen(task) && task.definition.kind === 'task' && isUnpromised(rule, run, task))
        assign(rule, run, task)
    }
  }
}

/** Adds or removes an alias of a skill, for everything that is built afterwards. */
export function aliasSkill(rule: Rule, { alias, skill }: CommandOf<'skills.alias'>): Ruling {
  if (skill === null) {
    if (!rule.state.aliases.has(alias)) {
      return refuse('E_NOT_FOUND', 'alias_not_found', { alias, field: 'alias' })
    }
    rule.emit({ type: 'skill.aliased', alias, skill })
    return
  }
  const added = requireAlias(rule.state.aliases, alias, skill, isHeldIn(rule.state))
  if (!added.ok) return added
  rule.emit({ type: 'skill.aliased', ...added.value })
}

/**
 * Publishes plans, which never change afterwards: a changed plan is a new version. With several plans, the first one
 * replaces the previous version.
 */
export function publishPlans(
  rule: Rule,
  { plans, warnings, replaces, label }: CommandOf<'plans.publish'>,
): Ruling {
  for (const [index, { planId, document }] of plans.entries()) {
    const runnable = (findPlanFault(document) ?? findTaskFault(document.tasks)) === null
    const before = index === 0 ? (replaces ?? null) : null
    rule.emit({
      type: 'plan.published',
      ...{ planId, document, runnable, warnings },
      replaces: before,
      label: label ?? null,
    })
  }
  if (replaces !== undefined) rule.emit({ type: 'plan.removed', planId: replaces })
  return ok({ ...noAnswer, planIds: plans.map(({ planId }) => planId) })
}

/** Removes a plan from the list. Runs have their own copy of their plan. */
export function removePlan(rule: Rule, { planId }: CommandOf<'plans.remove'>): undefined {
  rule.emit({ type: 'plan.removed', planId })
}

export function restorePlan(rule: Rule, { planId }: CommandOf<'plans.restore'>): undefined {
  rule.emit({ type: 'plan.restored', planId })
}

export function pauseRun(rule: Rule, { runId }: CommandOf<'run.pause'>): Ruling {
  const run = requireOpenRun(rule.state, runId)
  if (!run.ok) return run
  if (run.value.isPaused) {
    return refuse('E_STATE', 'run_already_paused', { run: runId })
  }
  rule.emit({ type: 'run.paused', runId })
}

export function resumeRun(rule: Rule, { runId }: CommandOf<'run.resume'>): Ruling {
  const run = requireOpenRun(rule.state, runId)
  if (!run.ok) return run
  if (!run.value.isPaused) return refuse('E_STATE', 'run_not_paused', { run: runId })
  rule.emit({ type: 'run.resumed', runId })
}

export function cancelRun(rule: Rule, { runId }: CommandOf<'run.cancel'>): Ruling {
  const run = requireOpenRun(rule.state, runId)
  if (!run.ok) return run
  rule.emit({ type: 'run.stopping', runId })
  const why = { code: 'run_cancelled', message: words.failures.runCancelled } as const
  cancelTasks(rule, run.value, { tasks: [...run.value.tasks.values()], ...why, isLast: true })
}

/**
 * Records parts of the request that no task covers, as gaps of the run at its end. Parts already recorded under the
 * same name do not change.
 */
export function leaveOut(rule: Rule, { runId, parts }: CommandOf<'run.leave_out'>): Ruling {
  const run = requireOpenRun(rule.state, runId)
  if (!run.ok) return run
  const known = new Set(run.value.leftOut.map(({ name }) => name))
  const added = parts.filter(({ name }) => !known.has(name))
  if (added.length > 0) rule.emit({ type: 'run.parts_left_out', runId, parts: added })
}

/** Adds tasks to a live run, and dependencies on them to tasks that have not started. */
export function addTasks(rule: Rule, { runId, tasks, links }: CommandOf<'tasks.add'>): Ruling {
  const open = requireOpenRun(rule.state, runId)
  if (!open.ok) return open
  const run = open.value
  const known = { tasks: tasks.map((task) => normaliseTask(rule.state, task)), links }
  const fault = findGrowthFault(run, known)
  if (fault !== null) return err(fault)
  growRun(rule, run, known)
}

/** Adds validated tasks, promises them to agents, and starts those that nothing holds. */
export function growRun(rule: Rule, run: RunState, { tasks, links }: Growth): void {
  rule.emit({ type: 'tasks.added', runId: run.id, tasks, links })
  const added = tasks.flatMap(({ key }) => run.tasks.get(key) ?? [])
  assignAll(
    rule,
    run,
    added.filter(({ definition }) => definition.kind === 'task'),
  )
  const linked = links.flatMap(({ taskKey }) => run.tasks.get(taskKey) ?? [])
  joinIn(rule, run, [...added, ...linked])
}

type Growth = Pick<CommandOf<'tasks.add'>, 'tasks' | 'links'>

function findGrowthFault(run: RunState, { tasks, links }: Growth): Refusal | null {
  const before = [...run.tasks.values()].map(({ definition }) => {
    const more = links.filter(({ taskKey }) => taskKey === definition.key).map(({ dependsOn }) => dependsOn)
    return { ...definition, dependsOn: [...definition.dependsOn, ...more] }
  })
  const { key, title, projectId, projectFolder, parallelLimit } = { ...run, key: run.planKey }
  const facts = {
    key,
    title,
    projectId,
    projectFolder,
    parallelLimit,
    crew: null,
    source: 'switchyard' as const,
  }
  return (
    requireRoom(run, tasks.length) ??
    requireLinkable(run, links) ??
    findPlanFault({ ...facts, tasks: [...before, ...tasks] }) ??
    findTaskFault(tasks) ??
    requireOpenParents(run, tasks) ??
    requireKeptResults(run, tasks)
  )
}

function requireRoom(run: RunState, count: number): Refusal | null {
  if (count > 0 && run.tasks.size + count <= maxPlanTasks) return null
  return count === 0
    ? refusal('E_PLAN_SIZE', 'no_task_given', { field: 'tasks' })
    : refusal('E_PLAN_SIZE', 'run_too_large', { most: maxPlanTasks, field: 'tasks' })
}

function requireLinkable(run: RunState, links: Growth['links']): Refusal | null {
  for (const { taskKey } of links) {
    const task = run.tasks.get(taskKey)
    if (task !== undefined && (task.status === 'blocked' || task.status === 'todo')) continue
    return task === undefined
      ? refusal('E_STATE', 'link_task_not_found', { task: taskKey, field: 'links' })
      : refusal('E_STATE', 'link_too_late', { task: taskKey, status: task.status, field: 'links' })
  }
  return null
}

function requireOpenParents(run: RunState, tasks: Growth['tasks']): Refusal | null {
  for (const { parent } of tasks) {
    const group = parent === null ? undefined : run.tasks.get(parent)
    if (group === undefined || group.endedAt === null) continue
    const { definition, status } = group
    return refusal('E_STATE', 'group_finished', { group: definition.key, status, field: 'parent' })
  }
  return null
}

/** Refuses a condition on a result that was not kept: it would silently evaluate without the result. */
function requireKeptResults(run: RunState, tasks: Growth['tasks']): Refusal | null {
  for (const { key, condition, dependsOn } of tasks) {
    const parsed = condition === undefined ? null : parseCondition(condition, { dependencies: dependsOn })
    if (parsed === null || !parsed.ok || !usesResults(parsed.value)) continue
    const lost = dependsOn
      .map((name) => run.tasks.get(name))
      .find((task) => task?.endedAt && !isLookedAt(task))
    if (lost === undefined) continue
    return refusal('E_STATE', 'condition_result_too_late', {
      task: key,
      dependency: lost.definition.key,
      field: 'condition',
    })
  }
  return null
}

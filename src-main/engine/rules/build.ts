import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import type { BuildResponse } from '#shared/contract/compat/seed.ts'
import { delegationKey } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { gateSchema } from '#shared/model/approval.ts'
import { simulationTag } from '#shared/model/memory.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { topologicalOrder } from '#shared/task-graph.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words } from '#shared/words/words.ts'
import { standIn, takesPart } from '../../assignment/simulation.ts'
import { normaliseSkills } from '../../assignment/skills.ts'
import { hasSkill } from '../../assignment/verify.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'
import { parseCondition } from '../../scheduling/condition.ts'
import { nameSkills } from '../skill-names.ts'
import type { EngineState, RunState } from '../state.ts'
import { isOpen } from '../transitions.ts'
import { assignAll } from './assign.ts'
import { followEnd, openFreed } from './flow.ts'
import { refreshCommands } from './gates.ts'
import { findRosterFault } from './roster.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

/**
 * Builds a run as in document 000: verify, pick and delegate each task in order. A task that no agent can do is kept
 * with the reason, and the others continue. The build log is a memory entry of the same transaction.
 */
export function build(
  rule: Rule,
  {
    runId,
    memoryId,
    plan,
    planId,
    roster = [],
    roles = [],
    goal,
    leftOut = [],
    carried = [],
    isSimulated = false,
    unpaid,
  }: CommandOf<'run.build'>,
): Outcome {
  const tasks = plan.tasks.map((task) => normaliseTask(rule.state, task))
  const order = topologicalOrder(tasks)
  const fault = findPlanFault(plan, order) ?? findTaskFault(tasks)
  if (fault !== null) return err(fault)
  const stray = findStray(tasks, carried)
  if (stray !== null) return err(stray)
  const stranger = findRosterFault(rule.state, roster) ?? findUnknownCrew(rule.state, plan, roster)
  if (stranger !== null) return err(stranger)
  for (const agent of roster) rule.emit({ type: 'agent.registered', agent })
  refreshCommands(rule)
  const more = isSimulated
    ? [standIn].filter(({ id }) => !rule.state.agents.has(id))
    : rolesFor(rule.state, { plan, tasks, roles, isGoal: goal !== undefined })
  for (const agent of more) rule.emit({ type: 'agent.registered', agent })
  const { key: planKey, title, projectId, projectFolder, parallelLimit, crew } = plan
  rule.emit({
    type: 'run.created',
    runId,
    planKey,
    planId: planId ?? null,
    title,
    projectId,
    projectFolder,
    workspace: plan.workspace ?? 'folder',
    parallelLimit,
    reviewLimit: plan.reviewLimit ?? null,
    timeZone: plan.timeZone ?? null,
    crew,
    budget: plan.budget ?? null,
    goal: goal ?? null,
    leftOut,
    isSimulated,
    tasks,
  })
  const run = present(rule.state.runs.get(runId), `run ${runId}`)

  const kept = new Map(carried.map((each) => [each.taskKey, each]))
  for (const key of order ?? []) {
    const each = kept.get(key)
    if (each !== undefined)
      rule.emit({ type: 'task.carried', runId, ...each, message: words.taskNotes.reused })
    else if (isDoneBefore(run, key))
      rule.emit({ type: 'task.done_before', runId, taskKey: key, message: words.taskNotes.doneBefore })
  }

  const delegated: BuildResponse['delegated_tasks'] = []
  const unassigned: { task_id: string; reason: string }[] = []
  const work = (order ?? [])
    .map((key) => present(run.tasks.get(key), `task ${key}`))
    .filter(({ definition: { kind }, status }) => kind === 'task' && status !== 'done')
  for (const [index, choice] of assignAll(rule, run, work).entries()) {
    const key = present(work[index], 'task').definition.key
    if (choice.agentId === null) unassigned.push({ task_id: key, reason: choice.reason })
    else
      delegated.push({
        task_id: key,
        assigned_agent: choice.agentId,
        delegation_task_id: delegationKey(key, 1),
      })
  }

  const status = delegated.length > 0 ? 'executing' : 'failed'
  const content = {
    plan_id: planKey,
    delegated_tasks: delegated,
    unassigned_tasks: unassigned,
    timestamp: seedTimestamp(rule.at),
    ...(isSimulated && { simulated: true }),
  }
  rule.emit({
    type: 'memory.remembered',
    memoryId,
    entry: {
      id: memoryId,
      agentId: 'orchestrator',
      type: 'build_log',
      content,
      tags: ['build_log', `plan:${planKey}`, ...(isSimulated ? [simulationTag] : [])],
      projectId,
      status,
      taskType: 'build',
      taskId: planKey,
      createdAt: rule.at,
      runId,
      taskKey: null,
      eventSeq: null,
    },
  })
  if (unpaid === undefined) openFreed(rule, run, [...run.tasks.values()])
  else endUnpaid(rule, run, unpaid)
  return ok({ ...noAnswer, runId, build: { status, delegated_tasks: delegated, memory_id: memoryId } })
}

function endUnpaid(rule: Rule, run: RunState, message: string): void {
  const work = [...run.tasks.values()].filter(isOpen)
  for (const { definition } of work) {
    const about = { runId: run.id, taskKey: definition.key }
    rule.emit({ type: 'task.cancelled', ...about, code: 'over_budget', message })
  }
  followEnd(rule, run, work)
}

const isDoneBefore = (run: RunState, key: string): boolean => {
  const definition = run.tasks.get(key)?.definition
  return definition?.kind === 'task' && definition.isDone === true
}

interface Wanted {
  readonly plan: PlanDocument
  /** Normalised tasks of the plan. */
  readonly tasks: readonly TaskDefinition[]
  readonly roles: readonly Agent[]
  readonly isGoal: boolean
}

/**
 * The unknown roles to register: those with a missing skill, and for a goal all of them, because its later tasks are
 * not known yet. None if the plan has a crew.
 */
function rolesFor({ agents, aliases }: EngineState, { plan, tasks, roles, isGoal }: Wanted): Agent[] {
  if (plan.crew !== null) return []
  const working = [...agents.values()].filter(({ agent }) => takesPart(agent, false))
  const missing = new Set(
    tasks
      .flatMap(({ requiredSkills }) => requiredSkills)
      .filter((skill) => !working.some((each) => hasSkill(each, skill))),
  )
  return roles.filter(
    ({ id, skills }) =>
      !agents.has(id) && (isGoal || normaliseSkills(skills, aliases).some((skill) => missing.has(skill))),
  )
}

/**
 * Refuses a reused result that matches no task of the plan. A group needs none, because its result follows from its
 * tasks.
 */
function findStray(
  tasks: readonly TaskDefinition[],
  carried: NonNullable<CommandOf<'run.build'>['carried']>,
): Refusal | null {
  const keys = new Set(tasks.flatMap(({ kind, key }) => (kind === 'task' ? [key] : [])))
  const stray = carried.find(({ taskKey }) => !keys.delete(taskKey))
  if (stray === undefined) return null
  return refusal('E_NOT_FOUND', 'reuse_task_not_found', { task: stray.taskKey, field: 'carried' })
}

/** Refuses a crew with unknown agents: its tasks would wait forever without a helpful reason. */
function findUnknownCrew(
  { agents }: EngineState,
  { crew }: PlanDocument,
  roster: readonly Agent[],
): Refusal | null {
  const unknown = crew?.find((id) => !agents.has(id) && !roster.some((agent) => agent.id === id))
  if (unknown === undefined) return null
  return refusal('E_NOT_FOUND', 'agent_not_found', { agent: unknown, field: 'crew' })
}

/** A task in the engine's form: skills named as in the roster, and no condition if it is the default. */
export function normaliseTask(state: EngineState, task: TaskDefinition): TaskDefinition {
  const { condition, requiredSkills, ...rest } = task
  if (condition === undefined && requiredSkills.length === 0) return task
  const isDefault = condition === undefined || isSuccess(condition)
  return { ...rest, requiredSkills: nameSkills(state, requiredSkills), ...(!isDefault && { condition }) }
}

function isSuccess(condition: string): boolean {
  const parsed = parseCondition(condition, { dependencies: [] })
  return parsed.ok && parsed.value.kind === 'outcome' && parsed.value.outcome === 'success'
}

/** The refusal of the first task with invalid settings; null if all are valid. */
export function findTaskFault(tasks: readonly TaskDefinition[]): Refusal | null {
  for (const { key, kind, condition, dependsOn, gate, budget } of tasks) {
    if (budget !== undefined && kind !== 'group') {
      return refusal('E_FORMAT', 'budget_on_task', { task: key, field: 'budget' })
    }
    const parsed = condition === undefined ? null : parseCondition(condition, { dependencies: dependsOn })
    if (parsed !== null && !parsed.ok) {
      const { code, message: why, hint } = parsed.error
      return refusal(code, 'task_condition_invalid', { task: key, why, hint, field: 'condition' })
    }
    const behaved = gate === undefined ? null : gateSchema.safeParse(gate)
    if (behaved?.success === false) {
      const [issue] = behaved.error.issues
      const why = describeIssue(issue?.message ?? '')
      return refusal('E_FORMAT', 'gate_invalid', { task: key, why, field: 'gate' })
    }
    if (kind === 'group' && gate?.when === 'after') {
      return refusal('E_FORMAT', 'review_of_group', { group: key, field: 'gate' })
    }
  }
  return null
}

/** Timestamp in the format of the seed's example, `2025-04-11T23:08:51.123456`: UTC, six fraction digits, no zone. */
const seedTimestamp = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}000`

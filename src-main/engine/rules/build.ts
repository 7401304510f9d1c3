import { present } from '#shared/assert.ts'
import type { Command } from '#shared/commands.ts'
import type { BuildResponse } from '#shared/contract/seed.ts'
import { delegationKey } from '#shared/ids.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { listCycles, listDangling, topologicalOrder } from '#shared/task-graph.ts'
import { rank, reasonForNobody } from '../../assignment/scorecard.ts'
import type { AgentState, EngineState, RunState, TaskState } from '../state.ts'
import { openFreed } from './flow.ts'
import type { Outcome, Rule } from './rule.ts'

export const maxTasks = 100_000

/** The first thing that keeps a plan from being run, or null. */
export function findPlanFault({ tasks }: PlanDocument): Refusal | null {
  return (
    requireSize(tasks.length) ??
    requireUniqueKeys(tasks) ??
    requireKnownKeys(tasks) ??
    requireGroups(tasks) ??
    requireNoCycle(tasks)
  )
}

function requireSize(count: number): Refusal | null {
  if (count > 0 && count <= maxTasks) return null
  const message =
    count === 0 ? 'The plan has no tasks.' : `The plan has ${count} tasks; the limit is ${maxTasks}.`
  return refusal('E_PLAN_SIZE', message, 'Give it between 1 and 100,000 tasks.', {
    field: 'tasks',
    limit: maxTasks,
  })
}

function requireUniqueKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const seen = new Set<string>()
  for (const { key } of tasks) {
    if (seen.has(key)) {
      return refusal('E_DUPLICATE_ID', `Two tasks have the id ${key}.`, 'Give each task its own id.', {
        field: 'tasks',
      })
    }
    seen.add(key)
  }
  return null
}

function requireKnownKeys(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listDangling(tasks)
  if (first === undefined) return null
  const message = `Task ${first.key} depends on ${first.dependsOn}, which is not in the plan.`
  return refusal('E_DEP_UNKNOWN', message, 'Add the task, or remove the dependency.', { field: 'depends_on' })
}

/** A child of what is no group would wait for ever. */
function requireGroups(tasks: PlanDocument['tasks']): Refusal | null {
  const groups = new Set(tasks.filter(({ kind }) => kind === 'group').map(({ key }) => key))
  const orphan = tasks.find(({ parent }) => parent !== null && !groups.has(parent))
  if (orphan === undefined) return null
  const message = `Task ${orphan.key} belongs to ${orphan.parent}, which is not a group of the plan.`
  return refusal('E_DEP_UNKNOWN', message, 'Add the group, or take the task out of it.', { field: 'parent' })
}

function requireNoCycle(tasks: PlanDocument['tasks']): Refusal | null {
  const [first] = listCycles(tasks)
  if (first === undefined) return null
  // A task that waits for itself is a path of one name; a path must show where it comes back to.
  const path = first.length === 1 ? [...first, ...first] : first
  const message = `The tasks wait for each other: ${path.join(' → ')}.`
  return refusal('E_DEP_CYCLE', message, 'Remove one of these dependencies.', { field: 'depends_on' })
}

type Build = Extract<Command, { type: 'run.build' }>

/**
 * Document 000: verify, pick, delegate, for each task in order; a task nobody can do is kept with its reason and the
 * rest goes on. The build log is a memory entry of the same transaction.
 */
export function build(rule: Rule, { runId, memoryId, plan }: Build): Outcome {
  const fault = findPlanFault(plan)
  if (fault !== null) return err(fault)
  const { key: planKey, title, projectId, projectFolder, parallelLimit, crew, tasks } = plan
  rule.emit({
    type: 'run.created',
    runId,
    planKey,
    title,
    projectId,
    projectFolder,
    parallelLimit,
    crew,
    tasks,
  })
  const run = present(rule.state.runs.get(runId), `run ${runId}`)

  const delegated: BuildResponse['delegated_tasks'] = []
  const unassigned: { task_id: string; reason: string }[] = []
  for (const key of topologicalOrder(tasks) ?? []) {
    const task = present(run.tasks.get(key), `task ${key}`)
    if (task.definition.kind === 'group') continue
    const choice = assign(rule, run, task)
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
  }
  rule.emit({
    type: 'memory.remembered',
    memoryId,
    entry: {
      id: memoryId,
      agentId: 'orchestrator',
      type: 'build_log',
      content,
      tags: ['build_log', `plan:${planKey}`],
      projectId,
      status,
      taskType: 'build',
      taskId: planKey,
      createdAt: rule.at,
      runId,
    },
  })
  openFreed(rule, run, [...run.tasks.values()])
  return ok({ runId, build: { status, delegated_tasks: delegated, memory_id: memoryId } })
}

type Choice = { readonly agentId: string } | { readonly agentId: null; readonly reason: string }

/** The agents that may do the tasks of a run. */
export const listCrew = (state: EngineState, run: RunState): AgentState[] =>
  [...state.agents.values()].filter(({ agent }) => run.crew === null || run.crew.includes(agent.id))

/** Promises the task to the best agent, or leaves it with the reason why there is none. */
export function assign(rule: Rule, run: RunState, task: TaskState): Choice {
  const scorecard = rank(listCrew(rule.state, run), task.definition.requiredSkills)
  const about = { runId: run.id, taskKey: task.definition.key, scorecard }
  if (scorecard.chosen === null) {
    const reason = reasonForNobody(scorecard)
    // Asked again with the same answer, there is nothing to tell.
    if (task.reason?.message !== reason) rule.emit({ type: 'task.unassigned', ...about, message: reason })
    return { agentId: null, reason }
  }
  rule.emit({ type: 'task.assigned', ...about, agentId: scorecard.chosen })
  return { agentId: scorecard.chosen }
}

/** The form of the seed's example, `2025-04-11T23:08:51.123456`: UTC, six digits, no zone. */
const seedTimestamp = (at: number): string => `${new Date(at).toISOString().slice(0, -1)}000`

import { assertNever, present } from '#shared/assert.ts'
import type { EventOf, TaskEvent } from '#shared/events.ts'
import type { RunId } from '#shared/ids.ts'
import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { TaskResult } from '#shared/model/runs/attempt.ts'
import type { WaitReason } from '#shared/model/task.ts'
import type { TaskChanges, TaskDefinition } from '#shared/model/task-definition.ts'
import { filesOf, keptOf, needsSuccess, noteJoining, requeue } from '../run-state.ts'
import type { EngineState, RunState, TaskState } from '../state.ts'
import { enterDone, moveTask, openTasks } from '../transitions.ts'
import { type TaskEventContext, touch } from './changed-rows.ts'
import { holdAgain, releaseGrants } from './money.ts'

export function projectTask(context: TaskEventContext, body: TaskEvent): void {
  const { event, run, task, touched } = context
  switch (body.type) {
    case 'task.assigned':
      return promise(context, body.agentId, null)
    case 'task.unassigned':
      return promise(context, null, { code: 'no_agent', message: body.message })
    case 'task.edited':
      task.definition = changed(task.definition, body.changes)
      touched.definitions.add(task)
      if (task.status === 'todo') requeue(run, task)
      holdAgain(context.state, task)
      return
    case 'task.unblocked':
      task.reason = null
      return
    case 'task.ready':
      return makeReady(context)
    case 'task.skipped':
    case 'task.cancelled': {
      const status = body.type === 'task.skipped' ? 'skipped' : 'cancelled'
      return endTask(context, status, { code: body.code, message: body.message })
    }
    case 'task.failed':
      return endTask(context, 'failed', null)
    case 'task.accepted':
      keepResult(context, body.result)
      task.result = body.result
      return endTask(context, 'done', null)
    case 'task.carried': {
      keepResult(context, body.result)
      task.result = body.result
      enterDone(run, task)
      closeTask(context, { code: 'carried', message: body.message, runId: body.fromRunId })
      // The task was never promised to this agent, so only record who produced the result.
      task.agentId = body.agentId
      return
    }
    case 'task.done_before': {
      const { message } = body
      task.result = { text: message, data: null }
      keepResult(context, task.result)
      enterDone(run, task)
      return closeTask(context, { code: 'done_before', message })
    }
    case 'task.hurried':
      task.notBefore = null
      return makeReady(context)
    case 'group.opened':
      moveTask(run, task, 'in_progress')
      task.startedAt = event.at
      return meet(run, task.children)
    case 'group.closed':
      task.result = body.result
      return endTask(
        context,
        body.status,
        body.message === null ? null : { code: 'failed_child', message: body.message },
      )
    default:
      return assertNever(body, 'event')
  }
}

function changed(definition: TaskDefinition, changes: TaskChanges): TaskDefinition {
  const { title = definition.title, description = definition.description } = changes
  const { priority = definition.priority, dueAt = definition.dueAt } = changes
  const { pin: before, ...rest } = definition
  const { pin = before ?? null } = changes
  return { ...rest, title, description, priority, dueAt, ...(pin !== null && { pin }) }
}

interface AboutMany<Type extends 'tasks.assigned' | 'tasks.ready'>
  extends Pick<TaskEventContext, 'event' | 'touched'> {
  readonly body: EventOf<Type>
}

export function promiseAll(state: EngineState, { body, ...heard }: AboutMany<'tasks.assigned'>): void {
  const contextOf = contextsIn(state, heard, body.runId)
  for (const { taskKey, agentId } of body.assignments) promise(contextOf(taskKey), agentId, null)
}

export function makeAllReady(state: EngineState, { body, ...heard }: AboutMany<'tasks.ready'>): void {
  const contextOf = contextsIn(state, heard, body.runId)
  for (const taskKey of body.taskKeys) makeReady(contextOf(taskKey))
}

/** Returns a function that gives the context for each task of an event about several tasks of a run. */
function contextsIn(state: EngineState, heard: Pick<TaskEventContext, 'event' | 'touched'>, runId: RunId) {
  const run = present(state.runs.get(runId), `run ${runId}`)
  return (taskKey: string): TaskEventContext => {
    const task = present(run.tasks.get(taskKey), `task ${taskKey}`)
    const context = { state, run, task, ...heard }
    touch(context, task)
    return context
  }
}

/**
 * Records the agent that a task is promised to, or the reason why there is none, and updates the agents' promise
 * counts.
 */
function promise(
  { state, event, run, task }: TaskEventContext,
  agentId: string | null,
  reason: WaitReason | null,
): void {
  task.assignedSeq = event.seq
  task.reason = reason
  const before = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (before !== undefined) before.promised -= 1
  const after = agentId === null ? undefined : state.agents.get(agentId)
  if (after !== undefined) after.promised += 1
  task.agentId = agentId
  if (task.status === 'todo') requeue(run, task)
}

/** Makes a task ready: clears budget and blocker reasons, and a retry time that has passed. */
export function makeReady({ state, event, run, task }: TaskEventContext): void {
  // The next retry is still scheduled, even if the task was blocked by something else meanwhile.
  const isHeld = task.notBefore !== null && task.notBefore > event.at
  if (!isHeld) task.notBefore = null
  if (!isHeld && task.reason?.code !== 'no_agent') task.reason = null
  task.readyAt = isHeld ? null : event.at
  const { queuedMs } = task.definition.timeouts ?? {}
  if (queuedMs !== undefined && !isHeld) {
    const ref = { kind: 'queued', runId: run.id, taskKey: task.definition.key } as const
    state.timers.add({ at: event.at + queuedMs, ref })
  }
  if (task.status === 'todo') requeue(run, task)
  else moveTask(run, task, 'todo')
}

export function endTask(
  context: TaskEventContext,
  status: 'done' | 'failed' | 'skipped' | 'cancelled',
  reason: WaitReason | null,
): void {
  moveTask(context.run, context.task, status)
  closeTask(context, reason)
}

/** Applies the effects of a task's end to the task and its dependents. */
function closeTask(context: TaskEventContext, reason: WaitReason | null): void {
  const { state, event, run, task } = context
  const { status } = task
  task.reason = reason
  task.endedAt = event.at
  releaseGrants(context)
  task.notBefore = null
  task.progress = null
  task.unmet = 0
  // A rejected result does not count.
  if (status !== 'done') task.kept = null
  const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (agent !== undefined) agent.promised -= 1
  const heard = status === 'done' ? task.dependents : task.dependents.filter((each) => !needsSuccess(each))
  meet(run, heard)
  noteEnd(run, task)
}

export const isQuiet = ({ definition, status }: TaskState): boolean =>
  definition.kind === 'group' || status === 'skipped'

/**
 * Marks a goal run for the next decision after a task ends. If a person did not answer an escalation, the goal is
 * given up instead. A closed group or skipped task usually follows from another end, which triggers the decision; such
 * a task counts only if no task is open and no decision is pending.
 */
export function noteEnd(run: RunState, task: TaskState): void {
  const { goal } = run
  const { definition, status } = task
  if (goal === null || goal.end !== null) return
  if (isQuiet(task) && (goal.undecided.size > 0 || openTasks(run) > 0)) return
  if (status !== 'done' && definition.requiredSkills.includes(escalationSkill)) goal.end = 'given_up'
  else goal.undecided.add(definition.key)
}

/** Counts one more met dependency for each of these tasks. */
function meet(run: RunState, tasks: readonly TaskState[]): void {
  for (const task of tasks) {
    if (task.endedAt !== null) continue
    task.unmet -= 1
    noteJoining(run, task)
  }
}

export function keepResult({ task }: Pick<TaskEventContext, 'task'>, result: TaskResult): void {
  task.kept = keptOf(task, result)
  task.files = filesOf(result)
}

export const liveOf = (task: TaskState) => present(task.live, `live attempt of ${task.definition.key}`)

import { assertNever, present } from '#shared/assert.ts'
import type { EventBody, StoredEvent } from '#shared/events.ts'
import type { ApprovalId, MemoryId, RunId } from '#shared/ids.ts'
import type { Scorecard } from '#shared/model/agent.ts'
import type { Approval } from '#shared/model/approval.ts'
import type { AttemptStatus, LogLine } from '#shared/model/attempt.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { isRunOver } from '#shared/model/run.ts'
import type { WaitReason } from '#shared/model/task.ts'
import {
  type AgentState,
  type AttemptState,
  createRunState,
  type EngineState,
  type RunState,
  type TaskState,
} from './state.ts'
import { moveAttempt, moveTask } from './transitions.ts'

/**
 * Job: what each event means for the state, and which rows it makes stale. The one place that knows it: live work,
 * start-up after a crash and replay all come through here, which is why replaying gives the same tables (E8).
 * It does not decide (rules do) and does not write (the store does, once per row and turn, however often it changed).
 */
export interface Touched {
  readonly agents: Set<AgentState>
  readonly runs: Set<RunState>
  readonly newRuns: Set<RunState>
  readonly tasks: Set<TaskState>
  readonly attempts: Set<AttemptState>
  readonly newAttempts: Set<AttemptState>
  readonly approvals: Set<Approval>
  readonly assignments: {
    runId: RunId
    taskKey: string
    seq: number
    agentId: string | null
    scorecard: Scorecard
  }[]
  readonly plans: (Extract<EventBody, { type: 'plan.published' }> & { at: number })[]
  readonly memory: { memoryId: MemoryId; entry: MemoryEntry }[]
  readonly lines: (LogLine & { runId: RunId; line: number })[]
}

export const createTouched = (): Touched => ({
  agents: new Set(),
  runs: new Set(),
  newRuns: new Set(),
  tasks: new Set(),
  attempts: new Set(),
  newAttempts: new Set(),
  approvals: new Set(),
  assignments: [],
  plans: [],
  memory: [],
  lines: [],
})

export function project(state: EngineState, event: StoredEvent, touched: Touched): void {
  const { body } = event
  switch (body.type) {
    case 'agent.registered':
      return registerAgent(state, body, touched)
    case 'plan.published':
      touched.plans.push({ ...body, at: event.at })
      return
    case 'memory.remembered':
      touched.memory.push({ memoryId: body.memoryId, entry: body.entry })
      return
    case 'run.created':
      return createRun(state, event, body, touched)
    case 'run.settled':
      return settleRun(state, event, body, touched)
    default:
      return projectTask(state, event, body, touched)
  }
}

type Of<Type extends EventBody['type']> = Extract<EventBody, { type: Type }>

function registerAgent(state: EngineState, body: Of<'agent.registered'>, touched: Touched): void {
  const known = state.agents.get(body.agent.id)
  const agent = { agent: body.agent, running: known?.running ?? 0, promised: known?.promised ?? 0 }
  state.agents.set(body.agent.id, agent)
  touched.agents.add(agent)
}

function createRun(state: EngineState, event: StoredEvent, body: Of<'run.created'>, touched: Touched): void {
  const run = createRunState({ ...body, id: body.runId, createdAt: event.at })
  run.changedSeq = event.seq
  for (const task of run.tasks.values()) task.changedSeq = event.seq
  state.runs.set(run.id, run)
  touched.newRuns.add(run)
  touched.runs.add(run)
}

function settleRun(state: EngineState, event: StoredEvent, body: Of<'run.settled'>, touched: Touched): void {
  const run = present(state.runs.get(body.runId), `run ${body.runId}`)
  run.status = body.status
  if (isRunOver(body.status)) run.endedAt = event.at
  run.changedSeq = event.seq
  touched.runs.add(run)
}

type TaskEvent = Exclude<
  EventBody,
  Of<'agent.registered' | 'plan.published' | 'memory.remembered' | 'run.created' | 'run.settled'>
>

function projectTask(state: EngineState, event: StoredEvent, body: TaskEvent, touched: Touched): void {
  const run = present(state.runs.get(body.runId), `run ${body.runId}`)
  const task = present(run.tasks.get(body.taskKey), `task ${body.taskKey}`)
  const scene: Scene = { state, event, run, task, touched }
  touch(scene, task)
  switch (body.type) {
    case 'task.assigned':
      promise(scene, body.agentId)
      task.reason = null
      touched.assignments.push({ ...body, seq: event.seq })
      return
    case 'task.unassigned':
      promise(scene, null)
      task.reason = { code: 'no_agent', message: body.message }
      touched.assignments.push({ ...body, seq: event.seq, agentId: null })
      return
    case 'task.ready':
      return moveTask(run, task, 'todo')
    case 'task.skipped':
      return endTask(scene, 'skipped', { code: 'failed_dependency', message: body.message })
    case 'task.cancelled':
      return endTask(scene, 'cancelled', { code: body.code, message: body.message })
    case 'group.opened':
      moveTask(run, task, 'in_progress')
      task.startedAt = event.at
      return meet(scene, task.children)
    case 'group.closed':
      return endTask(scene, body.status, null)
    case 'approval.posted':
      return postApproval(scene, body.approval)
    case 'approval.answered':
      return answerApproval(scene, body)
    default:
      return projectAttempt(scene, body)
  }
}

interface Scene {
  readonly state: EngineState
  readonly event: StoredEvent
  readonly run: RunState
  readonly task: TaskState
  readonly touched: Touched
}

function projectAttempt(scene: Scene, body: Extract<TaskEvent, { attemptId: string }>): void {
  const { run, task, touched, event } = scene
  switch (body.type) {
    case 'attempt.started':
      return startAttempt(scene, body)
    case 'attempt.progressed':
      task.progress = body.percent
      return
    case 'attempt.logged':
      for (const [line, said] of body.lines.entries()) {
        const { runId, taskKey, number } = body
        touched.lines.push({ runId, taskKey, attempt: number, seq: event.seq, line, at: event.at, ...said })
      }
      return
    case 'attempt.finished':
      present(task.live, 'live attempt').result = body.result
      endAttempt(scene, 'done')
      return endTask(scene, 'done', null)
    case 'attempt.failed':
      present(task.live, 'live attempt').failure = body.failure
      endAttempt(scene, 'failed')
      return endTask(scene, 'failed', null)
    case 'attempt.interrupted':
      endAttempt(scene, 'interrupted')
      // With `ask`, the approval that follows moves the task.
      if (body.fate === 'run_again') moveTask(run, task, 'todo')
      return
    case 'attempt.cancelled':
      present(task.live, 'live attempt').failure = { reason: 'cancelled', message: body.message }
      return endAttempt(scene, 'cancelled')
    default:
      return assertNever(body, 'event')
  }
}

function touch({ event, run, touched }: Scene, task: TaskState): void {
  task.changedSeq = event.seq
  run.changedSeq = event.seq
  touched.tasks.add(task)
  touched.runs.add(run)
}

/** Records which agent a task is promised to, and keeps the agents' count of promises true. */
function promise({ state, task }: Scene, agentId: string | null): void {
  const before = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (before !== undefined) before.promised -= 1
  const after = agentId === null ? undefined : state.agents.get(agentId)
  if (after !== undefined) after.promised += 1
  task.agentId = agentId
}

function startAttempt(scene: Scene, body: Of<'attempt.started'>): void {
  const { state, event, run, task, touched } = scene
  const attempt: AttemptState = {
    id: body.attemptId,
    runId: run.id,
    taskKey: body.taskKey,
    number: body.number,
    agentId: body.agentId,
    startedAt: event.at,
    status: 'running',
    endedAt: null,
    result: null,
    failure: null,
  }
  moveTask(run, task, 'in_progress')
  task.live = attempt
  task.attempts = body.number
  task.startedAt = event.at
  task.progress = null
  const agent = present(state.agents.get(body.agentId), `agent ${body.agentId}`)
  agent.running += 1
  agent.promised -= 1
  run.live += 1
  state.live += 1
  touched.newAttempts.add(attempt)
}

function endAttempt({ state, event, run, task, touched }: Scene, status: AttemptStatus): void {
  const attempt = present(task.live, `live attempt of ${task.definition.key}`)
  moveAttempt(attempt, status)
  attempt.endedAt = event.at
  task.live = null
  const agent = present(state.agents.get(attempt.agentId), `agent ${attempt.agentId}`)
  agent.running -= 1
  // The task keeps its agent; it is a promise again until the task ends or starts anew.
  agent.promised += 1
  run.live -= 1
  state.live -= 1
  touched.attempts.add(attempt)
}

function endTask(
  scene: Scene,
  status: 'done' | 'failed' | 'skipped' | 'cancelled',
  reason: WaitReason | null,
): void {
  const { state, event, run, task } = scene
  moveTask(run, task, status)
  task.reason = reason
  task.endedAt = event.at
  task.progress = null
  const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)
  if (agent !== undefined) agent.promised -= 1
  withdrawGate(scene)
  if (status === 'done') meet(scene, task.dependents)
}

/** The gate of a task that is over can open nothing: it is closed, and its answer stays null. */
function withdrawGate({ state, event, task, touched }: Scene): void {
  const { approvalId } = task
  const posted = approvalId === null ? undefined : state.approvals.get(approvalId)
  if (approvalId === null || posted === undefined) return
  state.approvals.delete(approvalId)
  touched.approvals.add({ ...posted, answeredAt: event.at })
}

/** One thing each of these waited for has come. */
function meet(scene: Scene, tasks: readonly TaskState[]): void {
  for (const task of tasks) {
    task.unmet -= 1
    touch(scene, task)
  }
}

function postApproval({ state, run, task, touched }: Scene, approval: Approval): void {
  moveTask(run, task, 'awaiting_approval')
  // The id was made by the engine; the stored form is a plain string.
  task.approvalId = approvalIdOf(approval)
  state.approvals.set(task.approvalId, approval)
  touched.approvals.add(approval)
}

const approvalIdOf = (approval: Approval): ApprovalId => `gate_${approval.id.slice('gate_'.length)}`

function answerApproval(scene: Scene, body: Of<'approval.answered'>): void {
  const { state, event, touched } = scene
  const posted = present(state.approvals.get(body.approvalId), `approval ${body.approvalId}`)
  const answered = { ...posted, answer: body.answer, note: body.note, answeredAt: event.at }
  state.approvals.delete(body.approvalId)
  touched.approvals.add(answered)
  // An outcome that a person vouches for ends the task here; every other answer is followed by its own event.
  if (body.answer === 'happened') endTask(scene, 'done', null)
  if (body.answer === 'fail') endTask(scene, 'failed', null)
}

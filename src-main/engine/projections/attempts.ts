import { assertNever, present } from '#shared/assert.ts'
import type { AttemptEvent, EventOf } from '#shared/events.ts'
import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { Money } from '#shared/model/money.ts'
import { type AttemptStatus, modelOf } from '#shared/model/runs/attempt.ts'
import { learn } from '../../assignment/competence.ts'
import { failurePolicies } from '../../scheduling/failure-policy.ts'
import { noteReset } from '../resets.ts'
import { type AttemptState, attemptOf } from '../state.ts'
import { moveAttempt, moveTask } from '../transitions.ts'
import type { TaskEventContext } from './changed-rows.ts'
import { changeReservation, releaseGrants, reserve, settle } from './money.ts'
import { endTask, keepResult, liveOf, makeReady } from './tasks.ts'

export function projectAttempt(context: TaskEventContext, body: AttemptEvent): void {
  const { run, task, touched, event } = context
  switch (body.type) {
    case 'attempt.started':
      return startAttempt(context, body)
    case 'attempt.resumed':
      task.recoveries += 1
      return
    case 'attempt.progressed':
      task.progress = body.percent ?? task.progress
      // Progress shows that this task does not crash the app.
      task.recoveries = 0
      return extendLease(context, body.leaseUntil)
    case 'attempt.logged':
      for (const [line, said] of body.lines.entries()) {
        const { runId, taskKey, number } = body
        touched.lines.push({ runId, taskKey, attempt: number, seq: event.seq, line, at: event.at, ...said })
      }
      return
    case 'attempt.given': {
      const { runId, taskKey, number: attempt, input } = body
      touched.inputs.push({ runId, taskKey, attempt, seq: event.seq, at: event.at, ...input })
      return
    }
    case 'attempt.metered':
      return meter(context, body)
    case 'attempt.finished':
      return finishAttempt(context, body)
    case 'attempt.charged': {
      const { number, agentId, spent } = body
      touched.chargedAttempts.push(body)
      return settle(context, { reserved: null, spent }, { attempt: number, agentId, model: null })
    }
    case 'attempt.failed':
      return failAttempt(context, body)
    case 'attempt.blocked':
      endAttempt(context, { status: 'parked', spent: body.spent })
      moveTask(run, task, 'blocked')
      task.reason = { code: 'reported', message: body.message }
      return
    case 'attempt.asked':
      liveOf(task).memo = body.question.memo ?? null
      // The following approval moves the task.
      return endAttempt(context, { status: 'parked', spent: body.spent })
    case 'attempt.interrupted':
      endAttempt(context, { status: 'interrupted', spent: body.spent })
      task.recoveries += 1
      // With `ask`, the following approval moves the task.
      return body.fate === 'run_again' ? makeReady(context) : undefined
    case 'attempt.stopping': {
      const attempt = liveOf(task)
      // A cancel during a stop for another reason takes precedence.
      if (attempt.status !== 'stopping') moveAttempt(attempt, 'stopping')
      const { purpose, code, message } = body
      attempt.stop = { purpose, code, message }
      return
    }
    case 'attempt.cancelled':
      liveOf(task).failure = { reason: 'cancelled', message: body.message }
      return endAttempt(context, { status: 'cancelled', spent: body.spent })
    default:
      return assertNever(body, 'event')
  }
}

function startAttempt(context: TaskEventContext, body: EventOf<'attempt.started'>): void {
  const { state, event, run, task } = context
  const { number, agentId, reserved, leaseUntil } = body
  moveTask(run, task, 'in_progress')
  const { at: startedAt } = event
  const begun = { status: 'running', spent: null, leaseUntil: null, stop: null } as const
  task.live = attemptOf(run.id, body.taskKey, { number, agentId, startedAt, reserved, ...begun })
  task.attempts = number
  task.startedAt = event.at
  task.progress = null
  task.reason = null
  task.isAnswered = false
  const agent = present(state.agents.get(agentId), `agent ${agentId}`)
  agent.running += 1
  agent.promised -= 1
  run.live += 1
  state.live += 1
  releaseGrants(context, () => {
    if (reserved !== null) reserve(context, reserved, number)
  })
  extendLease(context, leaseUntil)
}

function extendLease({ state, run, task }: TaskEventContext, leaseUntil: number | null): void {
  if (leaseUntil === null) return
  const attempt = liveOf(task)
  const isWatched = attempt.leaseUntil !== null
  attempt.leaseUntil = leaseUntil
  // The existing timer checks the new lease when it fires.
  if (isWatched) return
  state.timers.add({ at: leaseUntil, ref: { kind: 'lease', runId: run.id, taskKey: task.definition.key } })
}

function meter(context: TaskEventContext, { spent, reserved }: EventOf<'attempt.metered'>): void {
  const attempt = liveOf(context.task)
  const from = attempt.reserved ?? { ...reserved, amountMinor: 0 }
  changeReservation(context, { from, to: reserved }, attempt.number)
  attempt.reserved = reserved
  attempt.spent = spent
}

function finishAttempt(
  context: TaskEventContext,
  { result, spent, review }: EventOf<'attempt.finished'>,
): void {
  const attempt = liveOf(context.task)
  attempt.result = result
  learnFrom(context, attempt, true)
  endAttempt(context, { status: 'done', spent })
  keepResult(context, result)
  // With a review, the following approval moves the task.
  if (!review) endTask(context, 'done', null)
}

function failAttempt(
  context: TaskEventContext,
  { failure, spent, next, retryAt, waitMessage }: EventOf<'attempt.failed'>,
): void {
  const { state, run, task } = context
  const attempt = liveOf(task)
  attempt.failure = failure
  task.failures += 1
  if (failure.resetAt !== undefined) noteReset(state, attempt.agentId, failure.resetAt)
  if (failurePolicies[failure.reason].isLearnedFrom) learnFrom(context, attempt, false)
  endAttempt(context, { status: 'failed', spent })
  if (next === 'fail') return endTask(context, 'failed', null)
  // Parked: the following approval moves the task.
  if (next === 'park') return
  task.notBefore = present(retryAt, 'time of the next attempt')
  task.readyAt = null
  task.reason = { code: 'backoff', message: present(waitMessage, 'reason to wait') }
  state.timers.add({
    at: task.notBefore,
    ref: { kind: 'retry', runId: run.id, taskKey: task.definition.key },
  })
  moveTask(run, task, 'todo')
}

/** Kinds whose result data names the model. Other kinds may use the same fields for anything. */
const asksModels: ReadonlySet<AgentKind> = new Set(['model', 'builtin'])

function endAttempt(
  context: TaskEventContext,
  { status, spent }: { readonly status: AttemptStatus; readonly spent: Money | null },
): void {
  const { state, event, run, task, touched } = context
  const attempt = liveOf(task)
  moveAttempt(attempt, status)
  attempt.endedAt = event.at
  attempt.spent = spent
  task.live = null
  task.lastFailure = attempt.failure
  const agent = present(state.agents.get(attempt.agentId), `agent ${attempt.agentId}`)
  agent.running -= 1
  // The task keeps its agent and counts as promised again until it ends or restarts.
  agent.promised += 1
  run.live -= 1
  state.live -= 1
  const { number, agentId, result, reserved } = attempt
  const model = result !== null && asksModels.has(agent.agent.kind) ? modelOf(result) : null
  settle(context, { reserved, spent }, { attempt: number, agentId, model })
  touched.endedAttempts.push(attempt)
}

/** Updates the agent's competence, except in simulations: simulated work says nothing about real work. */
function learnFrom(
  { state, event, run, task, touched }: TaskEventContext,
  { agentId }: AttemptState,
  ok: boolean,
): void {
  const { requiredSkills } = task.definition
  if (requiredSkills.length === 0 || run.isSimulated) return
  const { competences } = present(state.agents.get(agentId), `agent ${agentId}`)
  for (const skill of requiredSkills) {
    const learned = learn(competences.get(skill) ?? null, { ok, at: event.at })
    competences.set(skill, learned)
    touched.competences.set(`${agentId}\n${skill}`, { agentId, skill, ...learned })
  }
}

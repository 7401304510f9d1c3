import { present } from '../../src-shared/assert.ts'
import type { AttemptEvent } from '../../src-shared/events.ts'
import { requireStartable } from './judge-flow.ts'
import { breach, liveOf, type Of, reviewsOf, type Step } from './judge-model.ts'
import { chargeMoney, endMoney, meterMoney, reserveMoney } from './judge-money.ts'

/**
 * E2, E4 and E9: the running attempts, their maximum number, and that each attempt ends once and differs from later
 * attempts.
 */
export function hearAttempt(step: Step<AttemptEvent>): void {
  const { body, task, name } = step
  if (body.type === 'attempt.started') return startAttempt({ ...step, body })
  if (body.type === 'attempt.charged') return chargeMoney(step, body)
  const attempt = task.live
  if (attempt === null || attempt.id !== body.attemptId) {
    return breach(step, `E2 ${body.type} of ${body.attemptId}, which is not live`)
  }
  attempt.hasFate = true
  switch (body.type) {
    case 'attempt.logged':
    case 'attempt.given':
      return
    case 'attempt.progressed':
      attempt.leaseUntil = body.leaseUntil ?? attempt.leaseUntil
      // An attempt with progress is not the cause of crashes.
      task.recoveries = 0
      return
    case 'attempt.metered':
      return meterMoney(step, attempt, body)
    case 'attempt.resumed':
      requireEffect(step, ['resumable'])
      task.recoveries += 1
      return
    case 'attempt.stopping':
      if (attempt.stop === 'cancel') breach(step, `${name} is told to stop, and it was cancelled before`)
      if (attempt.stop !== null && body.purpose !== 'cancel') breach(step, `${name} is told to stop twice`)
      attempt.stop = body.purpose
      return
    default:
      return endAttempt({ ...step, body })
  }
}

type Ending = Exclude<
  AttemptEvent,
  {
    type: `attempt.${'started' | 'charged' | 'logged' | 'given' | 'progressed' | 'metered' | 'resumed' | 'stopping'}`
  }
>

function endAttempt(step: Step<Ending>): void {
  const { body, task, model, name } = step
  const attempt = present(task.live, `attempt of ${name}`)
  endMoney(step, attempt, body.spent)
  model.live.delete(attempt.id)
  task.live = null
  if (attempt.stop !== null && body.type !== 'attempt.cancelled' && body.type !== 'attempt.failed') {
    breach(step, `E3 ${body.type} of ${attempt.id}, which was told to stop`)
  }
  switch (body.type) {
    case 'attempt.finished':
      task.data = body.result.data
      if (task.definition.gate?.when === 'after' && !body.review)
        breach(step, `${name} is done without its review`)
      if (task.definition.gate?.when !== 'after' && body.review && attempt.leaseUntil === null)
        breach(step, `${name} is reviewed, and no worker made it`)
      if (body.review) task.due = 'result_review'
      else task.status = 'done'
      return
    case 'attempt.failed':
      return failAttempt({ ...step, body })
    case 'attempt.blocked':
      task.status = 'blocked'
      task.isReported = true
      return
    case 'attempt.asked':
      task.due = body.question.permission === undefined ? 'agent_question' : 'permission'
      return
    case 'attempt.interrupted':
      task.recoveries += 1
      if (body.fate === 'ask') task.due = 'uncertain_outcome'
      else {
        requireEffect(step, ['repeatable'])
        task.status = 'todo'
      }
      if (body.fate === 'run_again' && task.recoveries >= 3)
        breach(step, `D9 ${name} runs again and may be poison`)
      return
    case 'attempt.cancelled':
      // `task.cancelled` follows and changes the task.
      return
  }
}

function failAttempt(step: Step<Of<'attempt.failed'>>): void {
  const { body, task, event, name } = step
  if (body.next === 'fail') task.status = 'failed'
  if (body.next === 'park')
    task.due = body.failure.reason === 'over_budget' ? 'budget_top_up' : 'uncertain_outcome'
  if (body.next !== 'retry') return
  task.status = 'todo'
  task.retryAt = body.retryAt
  if (body.retryAt === null || body.retryAt < event.at) breach(step, `${name} is tried again in the past`)
  const isBeforeWork =
    ['unavailable', 'rate_limited'].includes(body.failure.reason) && body.failure.hasBegun !== true
  if (!isBeforeWork) requireEffect(step, ['repeatable', 'resumable'])
}

/** E9: a task without repeatable effects never runs again without the approval of a person. */
function requireEffect(step: Step, allowed: readonly string[]): void {
  const { model, task, name } = step
  const agent = task.agentId === null ? undefined : model.agents.get(task.agentId)
  const effectClass = agent?.effectClass ?? 'once'
  if (!allowed.includes(effectClass)) breach(step, `E9 ${name} goes on, and its agent is ${effectClass}`)
}

function startAttempt(step: Step<Of<'attempt.started'>>): void {
  const { model, body, run, task, name } = step
  const { attemptId: id, agentId, number, reserved, leaseUntil, runId, taskKey } = body
  if (task.live !== null) breach(step, `E2 ${id} beside ${task.live.id}`)
  if (number !== task.attempts + 1) breach(step, `E2 ${id} is not the next attempt`)
  if (task.status !== 'todo') breach(step, `E1 ${id} starts, and ${name} is ${task.status}`)
  if (task.retryAt !== null) breach(step, `${id} starts before its time`)
  if (run.isPaused || run.isStopping) breach(step, `${id} starts in a run that is held`)
  if (run.reviewLimit !== null && reviewsOf(run) >= run.reviewLimit)
    breach(step, `${id} starts before the reviews`)
  requireStartable(step)
  requireAble(step)
  const attempt = { id, runId, taskKey, agentId, reserved, leaseUntil, stop: null, hasFate: true }
  task.live = attempt
  task.attempts = number
  task.agentId = agentId
  task.status = 'in_progress'
  task.isRefused = false
  model.live.set(id, attempt)
  reserveMoney(step, attempt)
  const ofAgent = [...model.live.values()].filter((each) => each.agentId === agentId).length
  if (ofAgent > (model.agents.get(agentId)?.capacity ?? 0)) breach(step, `E4 ${agentId} over its capacity`)
  if (liveOf(model, runId).length > run.limit) breach(step, `E4 ${runId} over its limit`)
  if (model.live.size > model.limits.global) breach(step, 'E4 over the global limit')
}

function requireAble(step: Step<Of<'attempt.started'>>): void {
  const { model, body, run, task } = step
  const { agentId, attemptId: id, leaseUntil } = body
  const agent = present(model.agents.get(agentId), agentId)
  if (task.definition.kind === 'group') breach(step, `${id} at a group`)
  if (agent.availability === 'offline') breach(step, `${id} by ${agentId}, which is offline`)
  if (run.crew !== null && !run.crew.includes(agentId)) breach(step, `${id} by ${agentId}, not of the crew`)
  const { pin = agentId } = task.definition
  if (pin !== agentId) breach(step, `${id} by ${agentId}, and it is for ${pin} alone`)
  const missing = task.definition.requiredSkills.filter((skill) => !agent.skills.includes(skill))
  if (missing.length > 0) breach(step, `${id} by ${agentId}, which lacks ${missing.join(', ')}`)
  if ((agent.kind === 'external') !== (leaseUntil !== null))
    breach(step, `${id} by ${agentId}: its lease is ${leaseUntil}`)
}

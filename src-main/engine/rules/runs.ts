import { present } from '#shared/assert.ts'
import type { Command } from '#shared/commands.ts'
import { allowedAnswers } from '#shared/model/approval.ts'
import { refusal } from '#shared/refusal.ts'
import { err, ok } from '#shared/result.ts'
import { findPlanFault } from '../../planning/plan-fault.ts'
import { isOpen, openTasks } from '../transitions.ts'
import { assign } from './build.ts'
import { followEnd, passGate, postGate } from './flow.ts'
import { findRosterFault } from './roster.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>

/** New agents may take what nobody could do before. */
export function registerAgents(rule: Rule, { agents }: Of<'agents.register'>): Outcome {
  const fault = findRosterFault(rule.state, agents)
  if (fault !== null) return err(fault)
  for (const agent of agents) rule.emit({ type: 'agent.registered', agent })
  for (const run of rule.state.runs.values()) {
    for (const task of run.tasks.values()) {
      if (isOpen(task) && task.definition.kind === 'task' && task.agentId === null) assign(rule, run, task)
    }
  }
  return ok(noAnswer)
}

export function publishPlans(rule: Rule, { plans, warnings }: Of<'plans.publish'>): Outcome {
  for (const { planId, document } of plans) {
    const runnable = findPlanFault(document) === null
    rule.emit({ type: 'plan.published', planId, document, runnable, warnings })
  }
  return ok({ ...noAnswer, planIds: plans.map(({ planId }) => planId) })
}

export function cancelRun(rule: Rule, { runId }: Of<'run.cancel'>): Outcome {
  const run = rule.state.runs.get(runId)
  // With no open task it is over, though the turn that ended it may not have said so yet.
  if (run === undefined || openTasks(run) === 0) {
    return err(refusal('E_STATE', `Run ${runId} is not running.`, 'It is over already, or its id is wrong.'))
  }
  const message = 'A person stopped the run.'
  for (const task of run.tasks.values()) {
    if (!isOpen(task)) continue
    const about = { runId, taskKey: task.definition.key }
    if (task.live !== null) {
      const attemptId = task.live.id
      rule.emit({
        type: 'attempt.cancelled',
        ...about,
        attemptId,
        message: `${message} Effects may have happened.`,
      })
    }
    rule.emit({ type: 'task.cancelled', ...about, code: 'run_cancelled', message })
  }
  rule.emit({ type: 'run.settled', runId, status: 'cancelled' })
  return ok({ ...noAnswer, runId })
}

export function answerApproval(rule: Rule, { approvalId, answer, note }: Of<'approval.answer'>): Outcome {
  const approval = rule.state.approvals.get(approvalId)
  if (approval === undefined) {
    const message = `The gate ${approvalId} does not wait for an answer.`
    return err(refusal('E_APPROVAL_DECIDED', message, 'It was answered before, or its task has ended.'))
  }
  const allowed = allowedAnswers[approval.kind]
  if (!allowed.includes(answer)) {
    const message = `This gate cannot be answered with ${answer}.`
    return err(refusal('E_STATE', message, `Answer with one of: ${allowed.join(', ')}.`, { field: 'answer' }))
  }
  const run = present(
    [...rule.state.runs.values()].find(({ id }) => id === approval.runId),
    `run ${approval.runId}`,
  )
  const task = present(run.tasks.get(approval.taskKey), `task ${approval.taskKey}`)
  const about = { runId: run.id, taskKey: approval.taskKey }
  rule.emit({ type: 'approval.answered', ...about, approvalId, answer, note })
  switch (answer) {
    case 'approve':
      passGate(rule, run, task)
      break
    case 'run_again':
      rule.emit({ type: 'task.ready', ...about })
      break
    case 'reject':
      rule.emit({
        type: 'task.cancelled',
        ...about,
        code: 'rejected',
        message: note ?? 'Rejected at its gate.',
      })
      followEnd(rule, run, [task])
      break
    case 'happened':
    case 'fail':
      followEnd(rule, run, [task])
      break
  }
  return ok({ ...noAnswer, runId: run.id })
}

/**
 * After a start: every attempt that was in flight gets its fate (E9). The process that ran it is gone with the one
 * that held the data folder's lock, so nothing of it can still come in.
 */
export function recover(rule: Rule): Outcome {
  for (const run of rule.state.runs.values()) {
    for (const task of run.tasks.values()) {
      if (task.live === null) continue
      const about = { runId: run.id, taskKey: task.definition.key, attemptId: task.live.id }
      const effectClass = rule.state.agents.get(task.live.agentId)?.agent.effectClass ?? 'once'
      const fate = effectClass === 'once' ? 'ask' : 'run_again'
      rule.emit({ type: 'attempt.interrupted', ...about, fate })
      if (fate === 'ask') {
        postGate(
          rule,
          task,
          'uncertain_outcome',
          `Switchyard stopped while “${task.definition.title}” ran. Did it happen?`,
        )
      }
    }
  }
  return ok(noAnswer)
}

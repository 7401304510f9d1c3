import { present } from '../../src-shared/assert.ts'
import type { ApprovalEvent } from '../../src-shared/events.ts'
import type { Approval } from '../../src-shared/model/approval.ts'
import { findHold } from './judge-flow.ts'
import { breach, count, type Gate, type Of, type Step } from './judge-model.ts'

/** E6: gates are posted when required, and end once, in time, with the required quorum. */
export function hearGate(step: Step<ApprovalEvent>): void {
  const { model, event, body, task, name } = step
  if (body.type === 'approval.posted') return postGate({ ...step, body })
  const gate = model.gates.get(body.approvalId)
  if (gate === undefined || task.gate !== gate)
    return breach(step, `${body.type} of a gate that ${name} has not`)
  if (gate.end !== null) breach(step, `E6 ${body.type} of a gate that ended with ${gate.end}`)
  const { expiresAt } = gate.approval
  switch (body.type) {
    case 'approval.changed':
      gate.approval = body.approval
      gate.voters.clear()
      return
    case 'approval.voted':
      return vote(step, gate, body)
    case 'approval.delegated':
      gate.approval = { ...gate.approval, assignee: body.to }
      return
    case 'approval.reminded':
      return
    case 'approval.escalated':
      if (expiresAt === null || event.at < expiresAt) breach(step, `E6 ${name} escalates too early`)
      if (gate.approval.escalateTo === null) breach(step, `E6 ${name} escalates twice`)
      gate.approval = { ...gate.approval, escalateTo: null, expiresAt: body.expiresAt }
      // With a quorum above one, the new assignee joins the others.
      if (gate.approval.quorum === 1) gate.approval = { ...gate.approval, assignee: body.to }
      return
    case 'approval.answered':
      return answerGate(step, gate, body)
    case 'approval.closed':
      if (body.how === 'expired' && (expiresAt === null || event.at < expiresAt))
        breach(step, `E6 ${name} expires early`)
      gate.end = body.how
      count(model, `gate ${body.how}`)
      return
  }
}

/**
 * A request for money and the question about an uncertain outcome can be due together. Then only the question is
 * posted.
 */
const isAskedInstead = (due: Approval['kind'] | null, kind: Approval['kind']): boolean =>
  due === 'budget_top_up' && kind === 'uncertain_outcome'

function postGate(step: Step<Of<'approval.posted'>>): void {
  const { model, body, run, task, name } = step
  const { approval } = body
  const { kind, id } = approval
  if (model.gates.has(id)) breach(step, `${id} is posted twice`)
  if (task.gate?.end === null) breach(step, `${name} has two open gates`)
  if (kind === 'task_gate') {
    if (task.status !== 'blocked' || task.isPassed) breach(step, `${name} is asked for again`)
    if (findHold(run, task) !== null) breach(step, `E6 the clock of the gate of ${name} starts too early`)
  } else if (kind === 'budget_top_up' && task.status === 'todo') {
    if (!task.isRefused) breach(step, `${name} asks for money that was not refused`)
  } else if (task.due !== kind && !isMoneyThere(step) && !isAskedInstead(task.due, kind)) {
    breach(step, `${name} has a gate ${kind}, and what is due is ${task.due ?? 'none'}`)
  }
  task.due = null
  task.gates += 1
  task.status = kind === 'agent_question' || kind === 'permission' ? 'awaiting_input' : 'awaiting_approval'
  task.gate = { approval, voters: new Set(), end: null }
  model.gates.set(id, task.gate)
  count(model, `gate ${kind}`)
}

/** The requested money is available. The next request concerns another account, or a repeated attempt. */
const isMoneyThere = ({ task, body }: Step<Of<'approval.posted'>>): boolean =>
  ['uncertain_outcome', 'budget_top_up'].includes(body.approval.kind) &&
  task.gate?.approval.kind === 'budget_top_up' &&
  ['approve', 'withdrawn'].includes(task.gate.end ?? '')

function vote(step: Step, gate: Gate, { by }: Of<'approval.voted'>): void {
  requireAnswerable(step, gate, by)
  if (gate.voters.has(by)) breach(step, `E6 ${by} votes twice for ${step.name}`)
  gate.voters.add(by)
  count(step.model, 'votes')
}

function answerGate(step: Step, gate: Gate, { answer, by }: Of<'approval.answered'>): void {
  const { model, task, name } = step
  const { quorum, allows, kind } = gate.approval
  requireAnswerable(step, gate, by)
  if (!allows.includes(answer)) breach(step, `${name} cannot be answered with ${answer}`)
  const isApproval = answer === 'approve' || answer === 'edit'
  if (isApproval && quorum > 1 && gate.voters.size < quorum) breach(step, `E6 ${name} opens by too few`)
  gate.end = present(answer, 'answer')
  if (kind === 'task_gate' && isApproval) task.isPassed = true
  count(model, `answer ${answer}`)
}

function requireAnswerable(step: Step, { approval }: Gate, by: string): void {
  const { event, name } = step
  const { expiresAt, assignee } = approval
  if (expiresAt !== null && event.at >= expiresAt) breach(step, `E6 ${name} is answered after its end`)
  if (assignee !== null && assignee !== by)
    breach(step, `E6 ${name} is answered by ${by}, not by ${assignee}`)
}

import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import { type ApprovalId, attemptId } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import { maxAmountMinor, type TopUpSubject, topUpSubjectSchema } from '#shared/model/money.ts'
import { reviewExcessSchema, taskResultSchema } from '#shared/model/runs/attempt.ts'
import { fieldsBefore, gateEditSchema } from '#shared/model/task-definition.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { reasonForNobody } from '../../assignment/scorecard.ts'
import { refusalOfZod } from '../../base/parse-input.ts'
import { findFormFault } from '../../governance/form.ts'
import { nameAgent } from '../names.ts'
import type { Placed } from '../state.ts'
import { rankTask } from './assign.ts'
import { closeBudget, grantMoney } from './budgets.ts'
import { followEnd, passGate } from './flow.ts'
import { rememberResult } from './memory.ts'
import { noAnswer, type Outcome, type Rule } from './rule.ts'

interface Posted extends Placed {
  readonly approvalId: ApprovalId
  readonly approval: Approval
}

function requirePosted(rule: Rule, approvalId: ApprovalId): Result<Posted, Refusal> {
  const approval = rule.state.approvals.get(approvalId)
  if (approval === undefined) {
    return refuse('E_APPROVAL_DECIDED', 'approval_decided', { approval: approvalId })
  }
  // The expiry time decides, not the order of arrival: an answer after it does not count (E6).
  if (approval.expiresAt !== null && rule.at >= approval.expiresAt) {
    const at = new Date(approval.expiresAt).toISOString()
    return refuse('E_APPROVAL_EXPIRED', 'approval_expired', { approval: approvalId, at })
  }
  const run = present(rule.state.runs.get(approval.runId), `run ${approval.runId}`)
  const task = present(run.tasks.get(approval.taskKey), `task ${approval.taskKey}`)
  return ok({ approvalId, approval, run, task })
}

const aboutOf = ({ approvalId, run, approval }: Posted) => ({
  runId: run.id,
  taskKey: approval.taskKey,
  approvalId,
})

type Answer = CommandOf<'approval.answer'>

export function answerApproval(rule: Rule, command: Answer): Outcome {
  const found = requirePosted(rule, command.approvalId)
  if (!found.ok) return found
  const posted = found.value
  const fault = findAnswerFault(posted.approval, command)
  if (fault !== null) return err(fault)
  const { answer, by, note, response } = command
  const { approval, run } = posted
  const isApproval = answer === 'approve' || answer === 'edit'
  if (approval.quorum > 1 && isApproval) {
    rule.emit({ type: 'approval.voted', ...aboutOf(posted), by, answer, note })
    if (approval.votes.length + 1 < approval.quorum) return ok({ ...noAnswer, runId: run.id })
  }
  rule.emit({ type: 'approval.answered', ...aboutOf(posted), answer, by, note, response })
  follow(rule, posted, command)
  return ok({ ...noAnswer, runId: run.id })
}

function findAnswerFault(approval: Approval, { hash, answer, by, note, response }: Answer): Refusal | null {
  if (hash !== approval.hash) {
    return refusal('E_STALE', 'approval_changed', { field: 'hash' })
  }
  if (!approval.allows.includes(answer)) {
    return refusal('E_STATE', 'answer_not_allowed', {
      answer,
      allowed: approval.allows.join(', '),
      field: 'answer',
    })
  }
  if (approval.assignee !== null && approval.assignee !== by) {
    return refusal('E_STATE', 'answer_by_other_person', { person: approval.assignee, field: 'by' })
  }
  if (answer !== 'reject' && approval.votes.some((vote) => vote.by === by)) {
    return refusal('E_STATE', 'already_approved_by', { person: by, field: 'by' })
  }
  if (answer === 'hand_back' && (note ?? '').trim() === '') {
    return refusal('E_REQUIRED', 'handed_back_without_reason', { field: 'note' })
  }
  if (answer === 'edit') return findEditFault(approval, response)
  if (approval.kind === 'budget_top_up' && answer === 'approve') return findAmountFault(response)
  const isFilled = answer === 'approve' || answer === 'respond'
  return isFilled && approval.form.length > 0 ? findFormFault(approval.form, response) : null
}

function findAmountFault(response: Answer['response']): Refusal | null {
  if (response === null) return null
  const { amountMinor } = fieldsOf(response)
  const isAmount = typeof amountMinor === 'number' && Number.isInteger(amountMinor)
  if (isAmount && amountMinor > 0 && amountMinor <= maxAmountMinor) return null
  return refusal('E_RANGE', 'amount_invalid', { field: 'response.amountMinor', limit: maxAmountMinor })
}

/** An edit must match the schema of what it replaces. */
function findEditFault({ kind }: Approval, response: Answer['response']): Refusal | null {
  const schema = kind === 'result_review' ? taskResultSchema.strict() : gateEditSchema
  const parsed = schema.safeParse(response)
  if (parsed.success) return null
  const { code, message: why, hint, field = '' } = refusalOfZod(parsed.error.issues, schema, response)
  return refusal(code, 'approval_edit_invalid', { why, hint, field: `response.${field}` })
}

/** Applies an answer, depending on its type and the kind of approval. */
function follow(rule: Rule, posted: Posted, { answer, note, response }: Answer): void {
  const { run, task, approval } = posted
  const about = { runId: run.id, taskKey: approval.taskKey }
  switch (answer) {
    case 'approve':
    case 'edit':
      return approve(rule, posted, { edited: answer === 'edit' ? response : null, response })
    case 'respond':
    case 'run_again':
      return rule.emit({ type: 'task.ready', ...about })
    case 'hand_back':
      return handBack(rule, posted, note ?? '')
    case 'happened': {
      const text = note ?? words.failures.happened
      rule.emit({ type: 'task.accepted', ...about, result: { text, data: response } })
      break
    }
    case 'fail': {
      const message = note ?? words.failures.notHappened
      rule.emit({ type: 'task.failed', ...about, failure: { reason: 'interrupted', message } })
      break
    }
    case 'reject':
      // A refused permission does not end the task: its agent continues with the refusal.
      if (approval.kind === 'permission') return rule.emit({ type: 'task.ready', ...about })
      reject(rule, posted, note)
      break
  }
  followEnd(rule, run, [task])
}

/** Assigns the task to another able agent, or leaves it waiting for one with the reason. Not a failure of the task. */
function handBack(rule: Rule, { run, task, approval }: Posted, why: string): void {
  const about = { runId: run.id, taskKey: approval.taskKey }
  const scorecard = rankTask(rule.state, { run, task, at: rule.at })
  if (scorecard.chosen === null) {
    const nameOf = (id: string) => nameAgent(rule.state, id)
    const who = approval.assignee ?? (task.agentId && nameOf(task.agentId))
    const message = words.skipped.handedBack(who ?? '', why, reasonForNobody(scorecard, nameOf))
    rule.emit({ type: 'task.unassigned', ...about, scorecard, message })
  } else rule.emit({ type: 'task.assigned', ...about, agentId: scorecard.chosen, scorecard })
  rule.emit({ type: 'task.ready', ...about })
}

interface Approved {
  readonly edited: Answer['response']
  readonly response: Answer['response']
}

/** Only an edit changes what was shown; form values are stored with the answer. */
function approve(rule: Rule, { run, task, approval }: Posted, { edited, response }: Approved): void {
  const about = { runId: run.id, taskKey: approval.taskKey }
  switch (approval.kind) {
    case 'task_gate': {
      if (edited !== null) {
        const changes = gateEditSchema.parse(edited)
        rule.emit({ type: 'task.edited', ...about, changes, before: fieldsBefore(task.definition, changes) })
      }
      return passGate(rule, run, task)
    }
    case 'result_review': {
      const { excess } = reviewExcessSchema.parse(approval.subject)
      if (excess !== undefined) {
        const { attempt: number, agentId, cost: spent } = excess
        const id = attemptId(run.id, approval.taskKey, number)
        rule.emit({ type: 'attempt.charged', ...about, attemptId: id, number, agentId, spent })
      }
      const result = taskResultSchema.parse(edited ?? approval.subject)
      rule.emit({ type: 'task.accepted', ...about, result })
      followEnd(rule, run, [task])
      return rememberResult(rule, { run, task }, result)
    }
    case 'permission':
      return rule.emit({ type: 'task.ready', ...about })
    case 'budget_top_up':
      return topUp(rule, { run, task }, { asked: topUpSubjectSchema.parse(approval.subject), response })
    case 'uncertain_outcome':
    case 'agent_question':
      throw new Error(`A gate of kind ${approval.kind} cannot be approved`)
  }
}

interface TopUp {
  readonly asked: TopUpSubject
  readonly response: Answer['response']
}

/** Grants the amount of the answer, or by default the amount missing at the time of the answer. */
function topUp(rule: Rule, placed: Placed, { asked, response }: TopUp): void {
  const { amountMinor = null } = fieldsOf(response)
  grantMoney(rule, placed, { asked, moreMinor: amountMinor === null ? null : Number(amountMinor) })
}

const fieldsOf = (value: Answer['response']): { readonly [key: string]: Answer['response'] } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

function reject(rule: Rule, { run, approval }: Posted, note: string | null): void {
  const about = { runId: run.id, taskKey: approval.taskKey }
  if (approval.kind === 'agent_question') {
    const message = note ?? words.failures.notAnswered
    return rule.emit({ type: 'task.failed', ...about, failure: { reason: 'refused', message } })
  }
  if (approval.kind === 'budget_top_up') {
    closeBudget(rule, topUpSubjectSchema.parse(approval.subject).account)
  }
  const code = approval.kind === 'budget_top_up' ? 'over_budget' : 'rejected'
  rule.emit({ type: 'task.cancelled', ...about, code, message: note ?? words.failures.rejected })
}

export function delegateApproval(
  rule: Rule,
  { approvalId, by, to }: CommandOf<'approval.delegate'>,
): Outcome {
  const found = requirePosted(rule, approvalId)
  if (!found.ok) return found
  const { approval, run } = found.value
  if (approval.assignee !== null && approval.assignee !== by) {
    return refuse('E_STATE', 'delegate_by_other_person', { person: approval.assignee, field: 'by' })
  }
  if (approval.quorum > 1) {
    return refuse('E_STATE', 'quorum_cannot_be_delegated', { quorum: approval.quorum, field: 'to' })
  }
  rule.emit({ type: 'approval.delegated', ...aboutOf(found.value), by, to })
  return ok({ ...noAnswer, runId: run.id })
}

/** Reminds of a due approval, escalates it or closes it. Expiry never approves (E6). */
export function watchApproval(rule: Rule, approvalId: ApprovalId): void {
  const approval = rule.state.approvals.get(approvalId)
  const run = approval && rule.state.runs.get(approval.runId)
  const task = approval && run?.tasks.get(approval.taskKey)
  if (approval === undefined || run === undefined || task === undefined) return
  const posted = { approvalId, approval, run, task }
  const { expiresAt, escalateTo, postedAt, remindAt, remindEveryMs } = approval
  if (expiresAt !== null && expiresAt <= rule.at) {
    if (escalateTo === null) return expire(rule, posted)
    const until = rule.at + (expiresAt - postedAt)
    rule.emit({ type: 'approval.escalated', ...aboutOf(posted), to: escalateTo, expiresAt: until })
  } else if (remindAt !== null && remindEveryMs !== null && remindAt <= rule.at) {
    rule.emit({ type: 'approval.reminded', ...aboutOf(posted), remindAt: rule.at + remindEveryMs })
  }
}

function expire(rule: Rule, posted: Posted): void {
  const { run, task, approval } = posted
  const about = { runId: run.id, taskKey: approval.taskKey }
  rule.emit({ type: 'approval.closed', ...aboutOf(posted), how: 'expired' })
  const message = words.failures.expired
  if (approval.kind === 'agent_question' || approval.kind === 'permission') {
    rule.emit({ type: 'task.failed', ...about, failure: { reason: 'person_timeout', message } })
  } else {
    rule.emit({ type: 'task.cancelled', ...about, code: 'expired', message })
  }
  followEnd(rule, run, [task])
}

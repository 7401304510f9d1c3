import { assertNever, present } from '#shared/assert.ts'
import type { ApprovalEvent } from '#shared/events.ts'
import type { Approval, ApprovalKind } from '#shared/model/approval.ts'
import type { TaskStatus } from '#shared/model/task.ts'
import type { EngineState, TaskState } from '../state.ts'
import { moveTask } from '../transitions.ts'
import type { TaskEventContext } from './changed-rows.ts'
import { accountsOf, reconsider } from './money.ts'

export function projectApproval(context: TaskEventContext, body: ApprovalEvent): void {
  const { state, event } = context
  if (body.type === 'approval.posted') return post(context, body.approval)
  const approval = present(state.approvals.get(body.approvalId), `approval ${body.approvalId}`)
  switch (body.type) {
    case 'approval.changed':
      return keep(context, body.approval)
    case 'approval.voted': {
      const { by, answer, note } = body
      return keep(context, { ...approval, votes: [...approval.votes, { by, answer, note, at: event.at }] })
    }
    case 'approval.delegated':
      return keep(context, { ...approval, assignee: body.to })
    case 'approval.reminded':
      return keep(context, { ...approval, remindAt: body.remindAt })
    case 'approval.escalated': {
      const { to, expiresAt } = body
      // With a quorum, keep the assignee: the escalation informs one more person without excluding the others.
      const assignee = approval.quorum > 1 ? approval.assignee : to
      return keep(context, { ...approval, assignee, escalateTo: null, expiresAt })
    }
    case 'approval.answered': {
      const { answer, note, response, by } = body
      return end(context, { ...approval, answer, note, response, answeredBy: by, answeredAt: event.at })
    }
    case 'approval.closed':
      return end(context, { ...approval, closed: body.how, answeredAt: event.at })
    default:
      return assertNever(body, 'event')
  }
}

/** Approvals that an agent requests during its work. */
const questions: ReadonlySet<ApprovalKind> = new Set<ApprovalKind>(['agent_question', 'permission'])

function post(context: TaskEventContext, approval: Approval): void {
  const { state, run, task } = context
  const to: TaskStatus = questions.has(approval.kind) ? 'awaiting_input' : 'awaiting_approval'
  if (task.status !== to) moveTask(run, task, to)
  if (task.reason?.code === 'budget') task.reason = null
  task.approvalId = approval.id
  task.gates += 1
  if (approval.kind === 'result_review') run.reviews += 1
  noteInbox(state, task, approval)
  keep(context, approval)
}

/** Adds a question to the Inbox of the person who is the task's agent. */
export function noteInbox({ agents }: EngineState, { agentId }: TaskState, { id, kind }: Approval): void {
  const found = agentId === null ? undefined : agents.get(agentId)
  if (kind === 'agent_question' && found?.agent.kind === 'person') found.inbox.add(id)
}

function keep({ state, touched }: TaskEventContext, approval: Approval): void {
  const { id } = approval
  const before = state.approvals.get(id)
  state.approvals.set(id, approval)
  touched.approvals.set(id, approval)
  const isSame = before?.expiresAt === approval.expiresAt && before.remindAt === approval.remindAt
  if (!isSame) watchApproval(state, approval)
}

/** Sets timers for the expiry and the next reminder. */
export function watchApproval(state: EngineState, { id: approvalId, expiresAt, remindAt }: Approval): void {
  for (const at of [expiresAt, remindAt]) {
    if (at !== null) state.timers.add({ at, ref: { kind: 'approval', approvalId } })
  }
}

function takeOut({ state, task }: TaskEventContext, { id, answer }: Approval): void {
  const { agentId } = task
  const isTheirs = agentId !== null && state.agents.get(agentId)?.inbox.delete(id)
  if (!isTheirs) return
  task.isAnswered = answer === 'respond'
  if (answer === 'hand_back') task.handedBack = [...task.handedBack, agentId]
}

function end(context: TaskEventContext, approval: Approval): void {
  const { state, run, touched } = context
  const { id } = approval
  state.approvals.delete(id)
  touched.approvals.set(id, approval)
  if (approval.kind === 'result_review') run.reviews -= 1
  takeOut(context, approval)
  // The request for money was closed without an answer: another waiting task may use the account.
  if (approval.kind !== 'budget_top_up' || approval.closed === null) return
  for (const account of accountsOf(state, run, context.task)) reconsider(context, account)
}

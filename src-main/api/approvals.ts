import type { Approvals, Inbox } from '../app/runs/approvals.ts'
import { answer, procedures, unwrap } from './wire/procedure.ts'

/** These procedures belong to the area `runs` of the contract. */
export const createApprovalHandlers = (approvals: Approvals) => ({
  answerApproval: procedures.runs.answerApproval.handler(answer(approvals.answer)),
  answerApprovals: procedures.runs.answerApprovals.handler(({ input, context }) =>
    approvals.answerMany(input.answers, context.idempotencyKey),
  ),
  delegateApproval: procedures.runs.delegateApproval.handler(answer(approvals.delegate)),
  getApproval: procedures.runs.getApproval.handler(({ input }) => unwrap(approvals.get(input.approvalId))),
  listApprovals: procedures.runs.listApprovals.handler(() => approvals.listOpen()),
})

export const createInboxHandlers = (inbox: Inbox) => ({
  list: procedures.inbox.list.handler(() => inbox.list()),
  get: procedures.inbox.get.handler(({ input }) => unwrap(inbox.get(input.approvalId))),
  history: procedures.inbox.history.handler(({ input }) => inbox.history(input)),
})

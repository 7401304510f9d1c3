import { type Approval, type ApprovalKind, allowedAnswers } from '#shared/model/approval.ts'

/** A gate as posted by the engine. */
export const gate = (kind: ApprovalKind, over: Partial<Approval> = {}): Approval => ({
  id: 'gate_1',
  kind,
  runId: 'run_1',
  taskKey: 'send',
  question: 'May it start?',
  description: '',
  subject: null,
  allows: [...allowedAnswers[kind]],
  form: [],
  quorum: 1,
  votes: [],
  assignee: null,
  hash: 'h1',
  postedAt: 0,
  expiresAt: null,
  escalateTo: null,
  remindEveryMs: null,
  remindAt: null,
  answer: null,
  note: null,
  response: null,
  answeredBy: null,
  answeredAt: null,
  closed: null,
  ...over,
})

export const taskSubject = { title: 'Send it', description: 'By post' }
export const moneySubject = {
  ...{ account: 'branch:run_1/print', currency: 'EUR' },
  ...{ capMinor: 100, settledMinor: 20, reservedMinor: 30, suggestedMinor: 350 },
}
export const vote = (by: string) => ({ by, answer: 'approve' as const, note: null, at: 1 })

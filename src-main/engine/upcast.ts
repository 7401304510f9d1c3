import type { EventBody } from '#shared/events.ts'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'

/** What the first version of the log did not say, because there was nothing to say: no money, no leases, no reviews. */
const absent: { readonly [Type in EventBody['type']]?: object } = {
  'plan.published': { replaces: null, label: null },
  'run.created': {
    planId: null,
    workspace: 'folder',
    reviewLimit: null,
    timeZone: null,
    budget: null,
    goal: null,
    leftOut: [],
    isSimulated: false,
  },
  // The projection derives the outcome of a run that ended before outcomes were stored.
  'run.settled': { outcome: null, gaps: [], gapCount: null },
  'task.edited': { before: null },
  'task.skipped': { code: 'failed_dependency' },
  'group.closed': { result: { text: '', data: null }, message: null },
  'attempt.started': { reserved: null, leaseUntil: null },
  'attempt.progressed': { message: null, metadata: null, leaseUntil: null },
  'attempt.finished': { spent: null, review: false },
  'attempt.failed': { spent: null, next: 'fail', retryAt: null },
  'attempt.interrupted': { spent: null },
  'attempt.cancelled': { spent: null },
  'approval.answered': { by: null, response: null },
}

/** A gate of the first version, with its fields in today's order: tables are compared byte for byte. */
function approvalOf(posted: Approval): Approval {
  const { id, kind, runId, taskKey, question, postedAt, answer, note, answeredAt } = posted
  const allows: ApprovalAnswer[] =
    kind === 'task_gate' ? ['approve', 'reject'] : ['happened', 'run_again', 'fail']
  return {
    ...{ id, kind, runId, taskKey, question, description: '', subject: null, allows, form: [], quorum: 1 },
    ...{ votes: [], assignee: null, hash: '', postedAt, expiresAt: null, escalateTo: null },
    ...{ remindEveryMs: null, remindAt: null, answer, note, response: null, answeredBy: null },
    ...{ answeredAt, closed: null },
  }
}

/** An event of any version of the log in today's words. */
export function upcast(body: EventBody): EventBody {
  if (body.type === 'approval.posted') {
    return 'hash' in body.approval ? body : Object.assign({}, body, { approval: approvalOf(body.approval) })
  }
  if (body.type === 'memory.remembered') {
    return { ...body, entry: { ...body.entry, taskKey: body.entry.taskKey ?? null } }
  }
  if (body.type === 'decision.made') {
    // Decisions were paid for before they were booked; those that were booked say what they took in tokens, too.
    const { isBooked = body.tokens !== undefined } = body
    return { ...body, isBooked }
  }
  const defaults = absent[body.type]
  return defaults === undefined ? body : { ...defaults, ...body }
}

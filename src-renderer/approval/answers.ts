import type { Consequences } from '#shared/contract/runs.ts'
import type { Approval, ApprovalAnswer, ApprovalKind } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/model/money.ts'
import { formatAbout, plural } from '../ui/format.ts'

interface AnswerLook {
  readonly word: string
  readonly past: string
  readonly look: 'primary' | 'secondary' | 'danger'
}

const looks: Record<ApprovalAnswer, AnswerLook> = {
  approve: { word: 'Approve', past: 'Approved', look: 'primary' },
  edit: { word: 'Edit first', past: 'Approved with changes', look: 'secondary' },
  reject: { word: 'Reject', past: 'Rejected', look: 'danger' },
  respond: { word: 'Send the answer', past: 'Answered', look: 'primary' },
  hand_back: { word: 'Hand back', past: 'Handed back', look: 'secondary' },
  happened: { word: 'It happened', past: 'Answered “it happened”', look: 'primary' },
  run_again: { word: 'Run again', past: 'Sent to run again', look: 'secondary' },
  fail: { word: 'It failed', past: 'Failed by hand', look: 'danger' },
}

const own: Partial<Record<ApprovalKind, Partial<Record<ApprovalAnswer, AnswerLook>>>> = {
  agent_question: { reject: { word: 'Decline', past: 'Declined', look: 'danger' } },
  permission: {
    approve: { word: 'Allow', past: 'Allowed', look: 'primary' },
    reject: { word: 'Deny', past: 'Denied', look: 'danger' },
  },
}

export const lookOfAnswer = (kind: ApprovalKind, answer: ApprovalAnswer): AnswerLook =>
  own[kind]?.[answer] ?? looks[answer]

const effects: Record<ApprovalKind, Partial<Record<ApprovalAnswer, string>>> = {
  task_gate: {
    approve: 'the task starts',
    edit: 'you change its text, and it starts with that',
    reject: 'the task is cancelled',
  },
  result_review: {
    approve: 'the result is used',
    edit: 'the result is used as you change it',
    run_again: 'the work is done once more',
    reject: 'the result is dropped and the task is cancelled',
  },
  uncertain_outcome: {
    happened: 'the task is done, with your note as its result',
    run_again: 'the work is done once more',
    fail: 'the task has failed',
  },
  budget_top_up: {
    approve: 'the cap is raised and the task goes on',
    reject: 'the task is cancelled, and so is what else this budget cannot pay for',
  },
  agent_question: {
    respond: 'the task goes on with your answer',
    hand_back: 'somebody else who can does it, or it waits for one; it has not failed',
    reject: 'the task fails',
  },
  permission: {
    approve: 'its agent does this, once',
    reject: 'its agent is told no, and goes on without it',
  },
}

/**
 * The answers that are offered. Not `edit` where it would pass by the form or be lost: changes are taken from the last
 * of several votes only.
 */
export const listAnswers = ({ allows, form, quorum, votes }: Approval): ApprovalAnswer[] =>
  allows.filter((answer) => answer !== 'edit' || (form.length === 0 && votes.length + 1 >= quorum))

const goesOn: ReadonlySet<ApprovalAnswer> = new Set(['approve', 'respond', 'happened'])
const ends: ReadonlySet<ApprovalAnswer> = new Set(['reject', 'fail'])

/** What follows from an answer, in one sentence: what it means, then what the graph says. */
export function describeEffect(
  approval: Approval,
  answer: ApprovalAnswer,
  graph: { readonly consequences: Consequences | null; readonly nameOf: (key: string) => string },
): string {
  const { kind, quorum, votes } = approval
  const missing = quorum - votes.length - 1
  const effect =
    missing > 0 && answer === 'approve'
      ? `${plural(missing, 'more person has', 'more people have')} to approve as well`
      : (effects[kind][answer] ?? '')
  const { consequences, nameOf } = graph
  const parts = [effect]
  if (consequences !== null && goesOn.has(answer))
    parts.push(...describeGoingOn(consequences.approve, kind, nameOf))
  if (consequences !== null && ends.has(answer)) parts.push(...describeSkipped(consequences.reject))
  const sentence = parts.filter((part) => part !== '').join('; ')
  return sentence === '' ? '' : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}

const namedAtMost = 3

function describeGoingOn(
  { frees, leadsTo, longestPathMs, cost, unknownCosts }: Consequences['approve'],
  kind: ApprovalKind,
  nameOf: (key: string) => string,
): string[] {
  const parts: string[] = []
  if (frees.length > 0) {
    const more = frees.length > namedAtMost ? ` and ${frees.length - namedAtMost} more` : ''
    parts.push(`frees ${frees.slice(0, namedAtMost).map(nameOf).join(', ')}${more}`)
  }
  if (leadsTo > 0) parts.push(`${plural(leadsTo, 'task follows', 'tasks follow')}`)
  // The figures count the task itself, which has been worked on and paid for here.
  if (kind === 'result_review' || kind === 'uncertain_outcome') return parts
  parts.push(`about ${formatAbout(longestPathMs)}`)
  // Without a single price nobody counts money here, and there is nothing to say of it.
  if (cost !== null) {
    parts.push(`costs ${formatMoney(cost)}${unknownCosts > 0 ? `, ${unknownCosts} unknown` : ''}`)
  }
  return parts
}

const describeSkipped = ({ skipsCount }: Consequences['reject']): string[] =>
  skipsCount === 0 ? [] : [plural(skipsCount, 'task is skipped', 'tasks are skipped')]

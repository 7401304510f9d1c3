import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval, ApprovalAnswer, ApprovalKind } from '#shared/model/approval.ts'
import { type InboxItem, isLowRisk, type Risk } from '#shared/model/inbox.ts'
import { formatMoney } from '#shared/model/money.ts'
import { reviewExcessSchema } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { formatAbout } from '../../../ui/text/format.ts'

const say = words.answers

interface AnswerLook {
  readonly word: string
  readonly past: string
  readonly look: 'primary' | 'secondary' | 'danger'
}

const looks: Record<ApprovalAnswer, AnswerLook> = {
  approve: { ...say.approve, look: 'primary' },
  edit: { ...say.edit, look: 'secondary' },
  reject: { ...say.reject, look: 'danger' },
  respond: { ...say.respond, look: 'primary' },
  hand_back: { ...say.hand_back, look: 'secondary' },
  happened: { ...say.happened, look: 'primary' },
  run_again: { ...say.run_again, look: 'secondary' },
  fail: { ...say.fail, look: 'danger' },
}

const own: Partial<Record<ApprovalKind, Partial<Record<ApprovalAnswer, AnswerLook>>>> = {
  agent_question: { reject: { ...say.decline, look: 'danger' } },
  permission: {
    approve: { ...say.allow, look: 'primary' },
    reject: { ...say.deny, look: 'danger' },
  },
}

export const lookOfAnswer = (kind: ApprovalKind, answer: ApprovalAnswer): AnswerLook =>
  own[kind]?.[answer] ?? looks[answer]

const effects: Record<ApprovalKind, Partial<Record<ApprovalAnswer, string>>> = say.effects

/**
 * The answers that are offered. Not `edit` where it would pass by the form or be lost: changes are taken from the last
 * of several votes only.
 */
export const listAnswers = ({ allows, form, quorum, votes }: Approval): ApprovalAnswer[] =>
  allows.filter((answer) => answer !== 'edit' || (form.length === 0 && votes.length + 1 >= quorum))

/** A task that is theirs to do, which is asked for like a question. */
export const isTaskOfPerson = ({ kind, agent }: Pick<InboxItem, 'kind' | 'agent'>): boolean =>
  kind === 'agent_question' && agent?.kind === 'person'

const goesOn: ReadonlySet<ApprovalAnswer> = new Set(['approve', 'respond', 'happened'])
const ends: ReadonlySet<ApprovalAnswer> = new Set(['reject', 'fail'])

/** The effect of an answer in one sentence: its meaning, then its consequences in the graph. */
export function describeEffect(
  approval: Approval,
  answer: ApprovalAnswer,
  graph: { readonly consequences: Consequences | null; readonly nameOf: (key: string) => string },
): string {
  const { kind, quorum, votes, subject } = approval
  const missing = quorum - votes.length - 1
  const effect =
    missing > 0 && answer === 'approve' ? say.missingVotes(missing) : (effects[kind][answer] ?? '')
  const { consequences, nameOf } = graph
  const parts = [effect]
  const excess = kind === 'result_review' ? reviewExcessSchema.safeParse(subject).data?.excess : undefined
  if (excess !== undefined && (answer === 'approve' || answer === 'edit'))
    parts.push(say.booked(formatMoney(excess.cost)))
  if (consequences !== null && goesOn.has(answer))
    parts.push(...describeGoingOn(consequences.approve, kind, nameOf))
  if (consequences !== null && ends.has(answer)) parts.push(...describeSkipped(consequences.reject))
  return say.sentence(parts.filter((part) => part !== ''))
}

const namedAtMost = 3

function describeGoingOn(
  { frees, leadsTo, longestPathMs, cost, unknownCosts }: Consequences['approve'],
  kind: ApprovalKind,
  nameOf: (key: string) => string,
): string[] {
  const parts: string[] = []
  if (frees.length > 0) {
    parts.push(say.frees(frees.slice(0, namedAtMost).map(nameOf), frees.length - namedAtMost))
  }
  if (leadsTo > 0) parts.push(say.leadsTo(leadsTo))
  // The figures count the task itself, which has been worked on and paid for here.
  if (kind === 'result_review' || kind === 'uncertain_outcome') return parts
  parts.push(say.takes(formatAbout(longestPathMs)))
  // Without a single price nobody counts money here, and there is nothing to say of it.
  if (cost !== null) parts.push(say.costs(formatMoney(cost), unknownCosts))
  return parts
}

const describeSkipped = ({ skipsCount }: Consequences['reject']): string[] =>
  skipsCount === 0 ? [] : [say.skips(skipsCount)]

/**
 * How far a person is with an answer. `confirming`: it cannot be taken back, and is asked for once more, for the risk as it
 * was known then. `reasoning`: it needs a word of why.
 */
export type Stage =
  | { readonly type: 'open' }
  | { readonly type: 'editing' }
  | { readonly type: 'reasoning'; readonly answer: ApprovalAnswer }
  | { readonly type: 'confirming'; readonly answer: ApprovalAnswer; readonly risk: Risk | null }

/** Answers that let something happen; the others only keep something from happening. */
const letsHappen: ReadonlySet<ApprovalAnswer> = new Set<ApprovalAnswer>([
  'approve',
  'edit',
  'respond',
  'run_again',
  'happened',
])

/** Whether an answer needs a confirmation. An unknown risk counts as not low. */
export const needsConfirming = (risk: Risk | null, answer: ApprovalAnswer): boolean =>
  letsHappen.has(answer) && (risk === null || !isLowRisk(risk))

/** The answer of `Send the answer` without a choice: the one that lets the run continue. */
export function answerToSend(approval: Approval, stage: Stage): ApprovalAnswer | null {
  if (stage.type === 'editing') return 'edit'
  if (stage.type !== 'open') return stage.answer
  return listAnswers(approval).find((answer) => letsHappen.has(answer)) ?? null
}

const goingOn = ['approve', 'happened'] as const
const ending = ['reject', 'fail'] as const

/** Which answer a key stands for at this gate; null: none that it takes. */
export const answerOfKey = (
  approval: Approval,
  key: 'goOn' | 'end' | Extract<ApprovalAnswer, 'edit' | 'run_again' | 'hand_back'>,
): ApprovalAnswer | null => {
  const wanted: readonly ApprovalAnswer[] = key === 'goOn' ? goingOn : key === 'end' ? ending : [key]
  return listAnswers(approval).find((answer) => wanted.includes(answer)) ?? null
}

import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval, ApprovalAnswer, ApprovalKind } from '#shared/model/approval.ts'
import { type InboxItem, isLowRisk, type Risk } from '#shared/model/inbox.ts'
import { reviewExcessSchema } from '#shared/model/runs/attempt.ts'
import { formatMoney } from '#shared/text/format-money.ts'
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
 * The offered answers. `edit` is excluded if the approval has a form, because an edit would bypass the form. With
 * several votes, `edit` is offered only for the last vote, because earlier edits are lost.
 */
export const listAnswers = ({ allows, form, quorum, votes }: Approval): ApprovalAnswer[] =>
  allows.filter((answer) => answer !== 'edit' || (form.length === 0 && votes.length + 1 >= quorum))

/** True for a task assigned to a person, which is posted as a question. */
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
  // The figures include the task itself, which has already run for these kinds.
  if (kind === 'result_review' || kind === 'uncertain_outcome') return parts
  parts.push(say.takes(formatAbout(longestPathMs)))
  // A null cost means that no price is known, so the cost is omitted.
  if (cost !== null) parts.push(say.costs(formatMoney(cost), unknownCosts))
  return parts
}

const describeSkipped = ({ skipsCount }: Consequences['reject']): string[] =>
  skipsCount === 0 ? [] : [say.skips(skipsCount)]

/**
 * Stage of an answer. `confirming`: the answer is irreversible and needs a second confirmation, for the risk known at
 * that time. `reasoning`: the answer needs a note.
 */
export type Stage =
  | { readonly type: 'open' }
  | { readonly type: 'editing' }
  | { readonly type: 'reasoning'; readonly answer: ApprovalAnswer }
  | { readonly type: 'confirming'; readonly answer: ApprovalAnswer; readonly risk: Risk | null }

/** Answers that let an action happen. All others only prevent actions. */
const letsHappen: ReadonlySet<ApprovalAnswer> = new Set<ApprovalAnswer>([
  'approve',
  'edit',
  'respond',
  'run_again',
  'happened',
])

/** Whether an answer needs a confirmation. An unknown risk needs one as well. */
export const needsConfirming = (risk: Risk | null, answer: ApprovalAnswer): boolean =>
  letsHappen.has(answer) && (risk === null || !isLowRisk(risk))

/** The answer that the command `Send the answer` uses. Without a choice: the one that lets the run continue. */
export function answerToSend(approval: Approval, stage: Stage): ApprovalAnswer | null {
  if (stage.type === 'editing') return 'edit'
  if (stage.type !== 'open') return stage.answer
  return listAnswers(approval).find((answer) => letsHappen.has(answer)) ?? null
}

const goingOn = ['approve', 'happened'] as const
const ending = ['reject', 'fail'] as const

/** The answer that a key selects for this approval; null if the approval does not offer it. */
export const answerOfKey = (
  approval: Approval,
  key: 'goOn' | 'end' | Extract<ApprovalAnswer, 'edit' | 'run_again' | 'hand_back'>,
): ApprovalAnswer | null => {
  const wanted: readonly ApprovalAnswer[] = key === 'goOn' ? goingOn : key === 'end' ? ending : [key]
  return listAnswers(approval).find((answer) => wanted.includes(answer)) ?? null
}

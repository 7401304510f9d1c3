import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import { isLowRisk, type Risk } from '#shared/model/inbox.ts'
import { listAnswers } from './answer/answers.ts'

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

/** Whether an answer is asked for twice. Of what is not known, the risk is not low. */
export const needsConfirming = (risk: Risk | null, answer: ApprovalAnswer): boolean =>
  letsHappen.has(answer) && (risk === null || !isLowRisk(risk))

/** What `Send the answer` means where no answer was chosen: the one that lets things go on. */
export function answerToSend(approval: Approval, stage: Stage): ApprovalAnswer | null {
  if (stage.type === 'editing') return 'edit'
  if (stage.type !== 'open') return stage.answer
  return listAnswers(approval).find((answer) => letsHappen.has(answer)) ?? null
}

const goesOn = ['approve', 'happened'] as const
const ends = ['reject', 'fail'] as const

/** Which answer a key stands for at this gate; null: none that it takes. */
export const answerOfKey = (
  approval: Approval,
  key: 'goOn' | 'end' | Extract<ApprovalAnswer, 'edit' | 'run_again' | 'hand_back'>,
): ApprovalAnswer | null => {
  const wanted: readonly ApprovalAnswer[] = key === 'goOn' ? goesOn : key === 'end' ? ends : [key]
  return listAnswers(approval).find((answer) => wanted.includes(answer)) ?? null
}

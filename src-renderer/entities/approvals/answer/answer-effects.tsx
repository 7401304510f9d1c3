import type { Consequences } from '#shared/contract/runs/runs.ts'
import type { Approval } from '#shared/model/approval.ts'
import { words } from '../../../words/words.ts'
import { describeEffect, listAnswers, lookOfAnswer } from './answers.ts'

interface AnswerEffectsProps {
  readonly approval: Approval
  readonly consequences: Consequences | null
  readonly nameOf: (key: string) => string
}

/** What follows from each answer, before one is given. */
export function AnswerEffects({ approval, consequences, nameOf }: AnswerEffectsProps) {
  return (
    <ul aria-label={words.inbox.effects} className="flex flex-col gap-1 text-muted text-sm">
      {listAnswers(approval).map((answer) => (
        <li key={answer} className="break-words">
          <span className="font-medium text-ink">{lookOfAnswer(approval.kind, answer).word}:</span>{' '}
          {describeEffect(approval, answer, { consequences, nameOf })}
        </li>
      ))}
    </ul>
  )
}

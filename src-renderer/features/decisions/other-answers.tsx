import { clsx } from 'clsx'
import { Check, CircleSlash, Split } from 'lucide-react'
import type { OtherAnswer } from '#shared/model/decisions/decision-search.ts'
import { formatMoney } from '#shared/model/money.ts'
import { Ago } from '../../ui/text/time.tsx'
import { words } from '../../words/words.ts'

interface OtherAnswersProps {
  readonly answers: readonly OtherAnswer[]
  readonly chosen: OtherAnswer | null
  readonly onChoose: (answer: OtherAnswer | null) => void
}

/** Who else was asked, and whether they said the same. */
export function OtherAnswers({ answers, chosen, onChoose }: OtherAnswersProps) {
  return (
    <ul aria-label={words.decisions.others} className="overflow-hidden rounded-lg border border-line">
      {answers.map((answer) => {
        const isChosen = chosen?.at === answer.at && chosen.kind === answer.kind
        return (
          <li key={`${answer.kind} ${answer.at}`} className="border-line border-b last:border-b-0">
            <button
              type="button"
              aria-expanded={isChosen}
              onClick={() => onChoose(isChosen ? null : answer)}
              className={clsx(
                'flex w-full min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-start outline-offset-[-2px]',
                isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <Likeness answer={answer} />
              <span className="min-w-32 flex-1 break-words font-medium">
                {answer.model ?? words.decisions.someModel}
              </span>
              <span className="tabular shrink-0 text-muted text-sm">
                {answer.spent === null ? '' : formatMoney(answer.spent)}
              </span>
              <span className="shrink-0 text-muted text-sm">
                {answer.kind === 'shadow' ? words.decisions.shadow : words.decisions.again}{' '}
                <Ago at={answer.at} />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Likeness({ answer: { proposed, isSame } }: { answer: OtherAnswer }) {
  const [Icon, word, ink] =
    proposed === null
      ? ([CircleSlash, words.decisions.answeredNone, 'text-failed'] as const)
      : isSame
        ? ([Check, words.decisions.answeredSame, 'text-done'] as const)
        : ([Split, words.decisions.answeredOther, 'text-warning'] as const)
  return (
    <span className={clsx('inline-flex shrink-0 items-center gap-1.5 font-medium text-sm', ink)}>
      <Icon size={14} aria-hidden />
      {word}
    </span>
  )
}

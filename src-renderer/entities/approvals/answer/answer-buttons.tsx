import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import type { Risk } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { describeEffect, listAnswers, lookOfAnswer } from './answers.ts'
import type { Answering } from './use-answering.ts'

/** Buttons for the possible answers, or for confirming the chosen answer. */
export function AnswerButtons({ approval, risk, answering }: AnswerButtonsProps) {
  const { isBusy, stage } = answering
  const { card } = words.inbox
  switch (stage.type) {
    case 'confirming':
      return (
        <Confirm risk={risk}>
          <Button look="primary" disabled={isBusy} ref={takeFocus} onClick={answering.confirm}>
            {card.confirm(
              stage.answer === 'edit' ? card.approveChanged : lookOfAnswer(approval.kind, stage.answer).word,
            )}
          </Button>
          <Button onClick={answering.backOut}>{card.notYet}</Button>
        </Confirm>
      )
    case 'editing':
      return (
        <Bar>
          <Button look="primary" disabled={isBusy} onClick={() => answering.choose('edit')}>
            {card.approveChanged}
          </Button>
          <Button disabled={isBusy} onClick={answering.backOut}>
            {card.leaveAsWas}
          </Button>
        </Bar>
      )
    case 'reasoning':
      return (
        <Bar>
          <Button
            look={lookOfAnswer(approval.kind, stage.answer).look}
            disabled={isBusy}
            onClick={() => answering.choose(stage.answer)}
          >
            {lookOfAnswer(approval.kind, stage.answer).word}
          </Button>
          <Button onClick={answering.backOut}>{card.backOut}</Button>
        </Bar>
      )
    case 'open':
      return (
        <Bar>
          {listAnswers(approval).map((answer) => (
            <OneAnswer key={answer} approval={approval} answer={answer} answering={answering} />
          ))}
        </Bar>
      )
  }
}

interface AnswerButtonsProps {
  readonly approval: Approval
  readonly risk: Risk | null
  readonly answering: Answering
}

interface OneAnswerProps {
  readonly approval: Approval
  readonly answer: ApprovalAnswer
  readonly answering: Answering
}

function OneAnswer({ approval, answer, answering }: OneAnswerProps) {
  const { word, look } = lookOfAnswer(approval.kind, answer)
  return (
    <Button
      look={look}
      disabled={answering.isBusy}
      {...(answer === 'edit' && { icon: Pencil })}
      onClick={() => answering.choose(answer)}
    >
      {word}
      {answering.hasKeys && keysOf[answer] !== undefined && (
        <kbd aria-hidden className="font-sans text-xs uppercase opacity-70 max-sm:hidden">
          {keysOf[answer]}
        </kbd>
      )}
    </Button>
  )
}

const keysOf: Partial<Record<ApprovalAnswer, string>> = {
  ...{ approve: 'a', happened: 'a', edit: 'e', reject: 'x', fail: 'x', run_again: 'w', hand_back: 'b' },
}

/** Irreversible answers need a second confirmation. Focusing the button lets Enter confirm. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus({ preventScroll: true })

function Confirm({ risk, children }: { risk: Risk | null; children: ReactNode }) {
  const { card, tiers, causes } = words.inbox
  const tier =
    risk === null ? '' : `${tiers[risk.tier]}: ${risk.causes.map((each) => causes[each]).join(', ')}.`
  return (
    <Bar>
      <p role="alert" className="w-full break-words font-medium">
        {card.confirmTitle(tier)}
      </p>
      {children}
    </Bar>
  )
}

/** Sticks to the bottom of the scroll area, so the buttons stay reachable however long the content is. */
function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap gap-2 rounded-b-lg border-line border-t bg-surface px-4 py-3">
      {children}
    </div>
  )
}

interface AnswerEffectsProps {
  readonly approval: Approval
  readonly consequences: Consequences | null
  readonly nameOf: (key: string) => string
}

/** The effect of each answer, shown before the choice. */
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

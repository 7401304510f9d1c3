import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Approval, ApprovalAnswer } from '#shared/model/approval.ts'
import { Button } from '../ui/button.tsx'
import { listAnswers, lookOfAnswer } from './answers.ts'

interface AnswerButtonsProps {
  readonly approval: Approval
  readonly isEditing: boolean
  readonly isBusy: boolean
  readonly onAnswer: (answer: ApprovalAnswer) => void
  readonly onEdit: (isEditing: boolean) => void
}

export function AnswerButtons({ approval, isEditing, isBusy, onAnswer, onEdit }: AnswerButtonsProps) {
  if (isEditing) {
    return (
      <Bar>
        <Button look="primary" disabled={isBusy} onClick={() => onAnswer('edit')}>
          Approve with changes
        </Button>
        <Button disabled={isBusy} onClick={() => onEdit(false)}>
          Leave it as it was
        </Button>
      </Bar>
    )
  }
  return (
    <Bar>
      {listAnswers(approval).map((answer) => {
        const { word, look } = lookOfAnswer(approval.kind, answer)
        return (
          <Button
            key={answer}
            look={look}
            disabled={isBusy}
            {...(answer === 'edit' && { icon: Pencil })}
            onClick={() => (answer === 'edit' ? onEdit(true) : onAnswer(answer))}
          >
            {word}
          </Button>
        )
      })}
    </Bar>
  )
}

/** In reach however long that is which is decided on: it stays at the lower edge of what scrolls. */
function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap gap-2 border-attention/30 border-t bg-attention-soft px-4 py-3">
      {children}
    </div>
  )
}

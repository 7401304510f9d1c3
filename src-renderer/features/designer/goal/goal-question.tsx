import { useMutation } from '@tanstack/react-query'
import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import type { GoalAnswer } from '#shared/contract/compat/seed.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePlanSession } from '../../../stores/plan-session-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { useActions } from '../actions-context.ts'
import { planGoal } from '../open-plan.ts'

interface GoalQuestionProps {
  readonly goal: string
  readonly question: string
  /** What was answered before, to this question or others. */
  readonly answers: readonly GoalAnswer[]
  readonly onAnswers: (answers: readonly GoalAnswer[]) => void
}

/** What was asked of a goal is answered here, and the goal planned again: a step of the history like any other. */
export function GoalQuestion({ goal, question, answers, onAnswers }: GoalQuestionProps) {
  const { client } = useRpc()
  const { origin } = usePlanSession()
  const actions = useActions()
  const [answer, setAnswer] = useState('')
  const all = [...answers, { question, answer: answer.trim() }]
  const planning = useMutation({
    mutationFn: () => planGoal(client, { goal, answers: all }),
    onSuccess: ({ document, scope }) => {
      actions.act(replaceDocument(document, words.designer.goal.planAgain))
      origin.setState({ goal: { text: goal, scope } })
      onAnswers(all)
    },
  })
  const isOff = answer.trim() === '' || planning.isPending
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isOff) planning.mutate()
      }}
    >
      <CircleHelp size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words">{question}</p>
        <div className="mt-2 flex flex-wrap items-end gap-2">
          <div className="min-w-40 flex-1">
            <TextField
              label={words.designer.goal.answer}
              value={answer}
              onChange={setAnswer}
              maxLength={2000}
            />
          </div>
          <Button type="submit" disabled={isOff}>
            {planning.isPending ? words.designer.goal.planning : words.designer.goal.planAgain}
          </Button>
        </div>
        {planning.isError && (
          <div className="mt-2">
            <FailureNote error={planning.error} />
          </div>
        )}
      </div>
    </form>
  )
}

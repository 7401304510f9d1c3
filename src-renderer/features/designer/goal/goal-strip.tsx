import { useMutation } from '@tanstack/react-query'
import { CircleHelp, Info, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { GoalAnswer } from '#shared/contract/compat/seed.ts'
import { words } from '#shared/words/words.ts'
import { replaceDocument } from '../../../entities/plans/edits/plan-settings.ts'
import { useRpc } from '../../../rpc/context.tsx'
import type { Origin } from '../../../stores/plan-session.ts'
import { usePlanSession } from '../../../stores/plan-session-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { useActions } from '../actions.ts'
import { planGoal } from '../open-plan.ts'

/** The goal of the plan, with open questions and notes. */
export function GoalStrip({ goal }: { goal: NonNullable<Origin['goal']> }) {
  const { open_questions: questions, notes, model } = goal.scope
  const [answers, setAnswers] = useState<readonly GoalAnswer[]>([])
  return (
    <section
      aria-label={words.designer.goal.title}
      className="max-h-[40%] shrink-0 overflow-auto border-line border-b bg-surface px-4 py-2.5"
    >
      <div className="flex items-start gap-2">
        <Sparkles size={14} className="mt-1 shrink-0 text-accent" aria-hidden />
        <p className="line-clamp-2 min-w-0 break-words">
          <span className="text-muted">{words.designer.goal.madeBy(model ?? null)}</span> {goal.text}
        </p>
      </div>
      {questions.length + notes.length > 0 && (
        <ul className="mt-2 flex flex-col gap-2">
          {questions.map((question) => (
            <li key={question} className="rounded-md bg-warning-soft px-3 py-2.5">
              <GoalQuestion {...{ goal: goal.text, question, answers }} onAnswers={setAnswers} />
            </li>
          ))}
          {notes.map((text) => (
            <li key={text} className="flex gap-2 rounded-md bg-hover px-3 py-2">
              <Info size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 break-words">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface GoalQuestionProps {
  readonly goal: string
  readonly question: string
  /** Earlier answers to this and other questions. */
  readonly answers: readonly GoalAnswer[]
  readonly onAnswers: (answers: readonly GoalAnswer[]) => void
}

/** Answers a question about the goal and plans the goal again, as a single step of the history. */
function GoalQuestion({ goal, question, answers, onAnswers }: GoalQuestionProps) {
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
        <FailureNote error={planning.error} className="mt-2" />
      </div>
    </form>
  )
}

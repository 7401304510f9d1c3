import { useMutation } from '@tanstack/react-query'
import { CircleHelp, Info } from 'lucide-react'
import { useState } from 'react'
import type { GoalAnswer, ScopeResponse } from '#shared/contract/seed.ts'
import { useRpc } from '../../rpc/context.tsx'
import { changeDraft } from '../../stores/draft-store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { planGoal } from './opened.ts'

interface OpenQuestionsProps {
  readonly goal: string
  readonly scope: ScopeResponse
  readonly onScope: (scope: ScopeResponse) => void
}

/** What a person should know before anything else; what was asked of them is answered here, and the goal planned again. */
export function OpenQuestions({ goal, scope, onScope }: OpenQuestionsProps) {
  const { open_questions: questions, notes } = scope
  const [answers, setAnswers] = useState<readonly GoalAnswer[]>([])
  if (questions.length + notes.length === 0) return null
  return (
    <ul className="flex flex-col gap-2">
      {questions.map((question) => (
        <li key={question} className="rounded-md bg-warning-soft px-3 py-2.5">
          <Question
            {...{ goal, question, answers }}
            onPlanned={(planned, all) => {
              setAnswers(all)
              onScope(planned)
            }}
          />
        </li>
      ))}
      {notes.map((text) => (
        <li key={text} className="flex gap-2 rounded-md bg-hover px-3 py-2">
          <Info size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  )
}

interface QuestionProps {
  readonly goal: string
  readonly question: string
  /** What was answered before, to this question or others. */
  readonly answers: readonly GoalAnswer[]
  readonly onPlanned: (scope: ScopeResponse, answers: readonly GoalAnswer[]) => void
}

function Question({ goal, question, answers, onPlanned }: QuestionProps) {
  const { client } = useRpc()
  const [answer, setAnswer] = useState('')
  const all = [...answers, { question, answer: answer.trim() }]
  const planning = useMutation({
    mutationFn: () => planGoal(client, { goal, answers: all }),
    onSuccess: (planned) => {
      changeDraft(planned.document)
      onPlanned(planned.scope, all)
    },
  })
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (answer.trim() !== '' && !planning.isPending) planning.mutate()
      }}
    >
      <CircleHelp size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words">{question}</p>
        <div className="mt-2 flex flex-wrap items-end gap-2">
          <div className="min-w-40 flex-1">
            <TextField
              label="Your answer"
              value={answer}
              onChange={setAnswer}
              maxLength={2000}
              placeholder="A web page with the recipes"
            />
          </div>
          <Button type="submit" disabled={answer.trim() === '' || planning.isPending}>
            {planning.isPending ? 'Planning…' : 'Plan it again'}
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

import { Info, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { GoalAnswer } from '#shared/contract/compat/seed.ts'
import type { Origin } from '../../../stores/plan-session.ts'
import { words } from '../../../words/words.ts'
import { GoalQuestion } from './goal-question.tsx'

/** What the plan was made for, and what a person should know or answer before anything else. */
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

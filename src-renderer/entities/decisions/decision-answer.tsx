import type { Decision } from '#shared/model/decisions/decision.ts'
import { words } from '#shared/words/words.ts'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { Part } from './decision-section.tsx'

interface DecisionSaysProps {
  readonly decision: Decision
  /** Parts that are already shown next to this view. */
  readonly without?: { readonly reasoning: boolean; readonly question: boolean }
}

const says = words.decisions

/** The decision in the decider's own text. */
export function DecisionSays({ decision, without }: DecisionSaysProps) {
  const { reasoning, question, recommended_answer: recommended, task_description: toDo } = decision
  const { key_information: information = '', files_to_reference: files = [] } = decision.context_to_pass ?? {}
  return (
    <>
      {without?.reasoning !== true && <TextPart title={says.reasoning} text={reasoning} />}
      {without?.question !== true && <TextPart title={says.question} text={question} />}
      <TextPart title={says.recommended} text={recommended} />
      {toDo !== null && (
        <Part title={says.toDo}>
          <ReadableText text={toDo} />
        </Part>
      )}
      {information !== '' && <TextPart title={says.passedOn} text={information} />}
      {files.length > 0 && (
        <Part title={says.files}>
          <ul className="flex flex-wrap gap-1">
            {files.map((file) => (
              <li
                key={file}
                className="break-all rounded-sm bg-hover px-1.5 font-mono text-muted text-xs leading-5"
              >
                {file}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function TextPart({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null) return null
  return (
    <Part title={title}>
      <p className="whitespace-pre-wrap break-words">{text}</p>
    </Part>
  )
}

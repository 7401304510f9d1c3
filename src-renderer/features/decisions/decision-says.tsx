import type { Decision } from '#shared/model/decision.ts'
import { ReadableText } from '../../ui/readable-text.tsx'
import { words } from '../../words/words.ts'
import { Part } from './part.tsx'

/** What was decided, in the decider's words. */
export function DecisionSays({ decision }: { decision: Decision }) {
  const { reasoning, question, recommended_answer: recommended, task_description: toDo } = decision
  const { key_information: information = '', files_to_reference: files = [] } = decision.context_to_pass ?? {}
  return (
    <>
      <Part title={words.decisions.reasoning}>
        <Text text={reasoning} />
      </Part>
      {question !== null && (
        <Part title={words.decisions.question}>
          <Text text={question} />
        </Part>
      )}
      {recommended !== null && (
        <Part title={words.decisions.recommended}>
          <Text text={recommended} />
        </Part>
      )}
      {toDo !== null && (
        <Part title={words.decisions.toDo}>
          <ReadableText text={toDo} />
        </Part>
      )}
      {information !== '' && (
        <Part title={words.decisions.passedOn}>
          <Text text={information} />
        </Part>
      )}
      {files.length > 0 && (
        <Part title={words.decisions.files}>
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

const Text = ({ text }: { text: string }) => <p className="whitespace-pre-wrap break-words">{text}</p>

import { Info } from 'lucide-react'
import { useState } from 'react'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import { JsonView } from '../../../ui/text/json-view.tsx'
import { ReadableText } from '../../../ui/text/readable-text.tsx'
import { words } from '../../../words/words.ts'
import { ChecksAhead, FailureText } from '../task/checks.tsx'
import { Section } from '../task/overview.tsx'
import { GivenResult } from './given-result.tsx'
import { failureBefore } from './past.ts'
import { AttemptChoice, Sent } from './sent.tsx'

interface GivenProps {
  readonly detail: TaskDetail
  readonly onSelect: (key: string) => void
}

const says = words.run.panel.given

/** What the agent of an attempt was sent; where it is sent no text, what it is handed. */
export function Given({ detail, onSelect }: GivenProps) {
  const { task, attempts } = detail
  const [number, setNumber] = useState<number | null>(null)
  const attempt = attempts.find((each) => each.number === number) ?? attempts.at(-1)
  if (task.kind === 'group') return <p className="text-muted">{says.group}</p>
  if (attempt === undefined) return <Handed detail={detail} onSelect={onSelect} note={says.notYet} />
  return (
    <div className="flex flex-col gap-5">
      {attempts.length > 1 && <AttemptChoice attempts={attempts} chosen={attempt} onChoose={setNumber} />}
      <Sent key={attempt.id} runId={task.runId} taskKey={task.key} attempt={attempt}>
        <Handed detail={detail} onSelect={onSelect} note={says.handed} />
      </Sent>
    </div>
  )
}

function Handed({ detail, onSelect, note }: GivenProps & { readonly note: string }) {
  const { task, attempts } = detail
  const failure = failureBefore(attempts)
  const checks = task.doneWhen ?? []
  return (
    <div className="flex flex-col gap-6">
      <p className="flex items-start gap-2.5 rounded-lg bg-sunken p-3 text-muted">
        <Info size={16} aria-hidden className="mt-0.5 shrink-0" />
        {note}
      </p>
      <Section title={says.task}>
        {task.description === '' ? (
          <p className="text-muted">{says.noDescription}</p>
        ) : (
          <ReadableText text={task.description} />
        )}
        {task.requiredSkills.length > 0 && (
          <p className="mt-2 break-words text-muted text-sm">{says.skills(task.requiredSkills.join(', '))}</p>
        )}
      </Section>
      <Section title={says.results}>
        {task.dependsOn.length === 0 ? (
          <p className="text-muted">{says.noResults}</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {task.dependsOn.map((key) => (
              <li key={key}>
                <GivenResult runId={task.runId} taskKey={key} onSelect={onSelect} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Answer approval={detail.approval} />
      {failure !== null && (
        <Section title={says.lastFailure}>
          <FailureText failure={failure} checks={checks} />
        </Section>
      )}
      {checks.length > 0 && (
        <Section title={says.checks}>
          <ChecksAhead checks={checks} />
        </Section>
      )}
      <p className="text-muted text-sm">{says.also}</p>
    </div>
  )
}

function Answer({ approval }: Pick<TaskDetail, 'approval'>) {
  if (approval === null || approval.answeredAt === null) return null
  if (approval.kind !== 'agent_question' && approval.kind !== 'permission') return null
  const { question, note, response } = approval
  return (
    <Section title={says.answers}>
      <p className="break-words font-medium">{question}</p>
      {note !== null && <ReadableText text={note} />}
      {response !== null && <JsonView value={response} />}
    </Section>
  )
}

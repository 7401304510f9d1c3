import { useQuery } from '@tanstack/react-query'
import { Info } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { SentInput, TaskDetail } from '#shared/contract/runs/runs.ts'
import type { AttemptView, Failure, InputPart } from '#shared/model/runs/attempt.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useTask } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { formatBytes, formatInstant } from '../../../ui/text/format.ts'
import { JsonView } from '../../../ui/text/json-view.tsx'
import { LongText } from '../../../ui/text/long-text.tsx'
import { MonoBox } from '../../../ui/text/mono-box.tsx'
import { ReadableText } from '../../../ui/text/readable-text.tsx'
import { ChecksAhead, FailureText } from './checks.tsx'
import { Section } from './overview.tsx'
import { useSelectTask } from './task-link.tsx'

interface GivenProps {
  readonly detail: TaskDetail
}

const says = words.run.panel.given

/** The input of an agent: the prompt of an attempt, or the task if no prompt is sent. */
export function Given({ detail }: GivenProps) {
  const { task, attempts } = detail
  const [number, setNumber] = useState<number | null>(null)
  const attempt = attempts.find((each) => each.number === number) ?? attempts.at(-1)
  if (task.kind === 'group') return <p className="text-muted">{says.group}</p>
  if (attempt === undefined) return <Handed detail={detail} note={says.notYet} />
  return (
    <div className="flex flex-col gap-5">
      {attempts.length > 1 && <AttemptChoice attempts={attempts} chosen={attempt} onChoose={setNumber} />}
      <Sent key={attempt.id} runId={task.runId} taskKey={task.key} attempt={attempt}>
        <Handed detail={detail} note={says.handed} />
      </Sent>
    </div>
  )
}

function Handed({ detail, note }: GivenProps & { readonly note: string }) {
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
                <GivenResult runId={task.runId} taskKey={key} />
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

/** A dependency of the shown task. The result is loaded when the entry is expanded. */
function GivenResult({ runId, taskKey }: { runId: string; taskKey: string }) {
  const select = useSelectTask()
  const task = useTask(taskKey)
  const [isOpen, setOpen] = useState(false)
  if (task === undefined) return <p className="font-mono text-faint text-sm">{taskKey}</p>
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="-mx-1 min-h-6 break-words rounded-sm px-1 font-medium hover:text-accent">
        <span className="me-2 inline-block align-text-bottom">
          <StatusIcon status={statusOfTask(task)} />
        </span>
        {task.title}
      </summary>
      <div className="my-2 flex flex-col items-start gap-3 border-line border-s-2 ps-4">
        {isOpen && <ResultOf runId={runId} task={task} />}
        <Button onClick={() => select(taskKey)}>{says.open}</Button>
      </div>
    </details>
  )
}

function ResultOf({ runId, task }: { readonly runId: string; readonly task: TaskView }) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: task.key }
  const read = useQuery(orpc.runs.getTask.queryOptions({ input }))
  return (
    <Fetched query={read} lines={2}>
      {(given) => <Result detail={given} />}
    </Fetched>
  )
}

function Result({ detail: { task: known, attempts } }: { readonly detail: TaskDetail }) {
  const result = known.result ?? (known.status === 'done' ? (attempts.at(-1)?.result ?? null) : null)
  if (result === null) return <p className="text-muted">{says.noResultYet}</p>
  return <ReadableText text={result.text} />
}

/** Failure that the newest attempt received as context: that of the previous attempt; null without one. */
const failureBefore = (attempts: readonly AttemptView[]): Failure | null => attempts.at(-2)?.failure ?? null

interface AttemptChoiceProps {
  readonly attempts: readonly AttemptView[]
  readonly chosen: AttemptView
  readonly onChoose: (number: number) => void
}

function AttemptChoice({ attempts, chosen, onChoose }: AttemptChoiceProps) {
  const nameOf = useAgentNames()
  return (
    <ChoiceField
      label={says.attempt}
      value={String(chosen.number)}
      options={attempts.toReversed().map(({ number, agentId, startedAt }) => ({
        value: String(number),
        label: says.attemptBy(number, nameOf(agentId), formatInstant(startedAt)),
      }))}
      onChange={(value) => onChoose(Number(value))}
    />
  )
}

interface SentProps {
  readonly runId: string
  readonly taskKey: string
  readonly attempt: AttemptView
  /** Shown if the agent receives no prompt. */
  readonly children: ReactNode
}

/** The exact text that was sent to the agent of an attempt. */
function Sent({ runId, taskKey, attempt, children }: SentProps) {
  const { orpc } = useRpc()
  const input = { runId, taskKey, attempt: attempt.number }
  const sent = useQuery(orpc.runs.listInputs.queryOptions({ input }))
  return (
    <Fetched query={sent} lines={5}>
      {(inputs) =>
        inputs.length === 0 ? (
          children
        ) : (
          <div className="flex flex-col gap-6">
            {inputs.map((each, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes its place
              <section key={place} className="flex flex-col gap-2">
                {inputs.length > 1 && (
                  <h3 className="font-medium">{says.request(place + 1, inputs.length)}</h3>
                )}
                {place > 0 && <p className="text-muted text-sm">{says.added}</p>}
                <OneInput sent={each} />
              </section>
            ))}
          </div>
        )
      }
    </Fetched>
  )
}

function OneInput({ sent: { at, bytes, parts } }: { sent: SentInput }) {
  if (parts === null) return <p className="text-muted">{says.lost}</p>
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{says.sent(formatInstant(at), formatBytes(bytes))}</p>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes
        <Section key={place} title={part.label}>
          <LongText text={textOf(part)}>
            {(text) => <MonoBox text={text} copyLabel={says.copy(part.label)} isWrapped />}
          </LongText>
        </Section>
      ))}
    </div>
  )
}

/** Formats single-line JSON. Text that is not valid JSON stays unchanged. */
function textOf({ text, form }: InputPart): string {
  if (form === 'text' || text.includes('\n  ')) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

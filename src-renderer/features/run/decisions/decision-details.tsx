import { useQuery } from '@tanstack/react-query'
import { Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Decision, DecisionSummary } from '#shared/model/decision.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/button.tsx'
import { MonoBox } from '../../../ui/mono-box.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { ReadableText } from '../../../ui/readable-text.tsx'

interface DecisionDetailsProps {
  readonly record: DecisionSummary
  readonly onSelect: (key: string) => void
}

/** What goes with a decision: the task as it was given, and the question and the answer letter by letter. */
export function DecisionDetails({ record, onSelect }: DecisionDetailsProps) {
  const { decision, createdTask } = record
  const { context_to_pass: passed, recommended_answer: recommended } = decision
  return (
    <div className="flex flex-col gap-4 border-line border-t px-3 py-3">
      {record.findings.length > 0 && decision.question !== null && (
        <Part title="Question">
          <p className="whitespace-pre-wrap break-words">{decision.question}</p>
        </Part>
      )}
      {recommended !== null && (
        <Part title="Recommended answer">
          <p className="whitespace-pre-wrap break-words">{recommended}</p>
        </Part>
      )}
      {decision.task_description !== null && (
        <Part title="What to do">
          <ReadableText text={decision.task_description} />
        </Part>
      )}
      {passed !== null && <Passed passed={passed} />}
      {createdTask !== null && <TaskButton taskKey={createdTask} onSelect={onSelect} />}
      <Exchange record={record} />
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 font-medium text-faint text-sm">{title}</h3>
      {children}
    </section>
  )
}

function Passed({ passed }: { passed: NonNullable<Decision['context_to_pass']> }) {
  const { files_to_reference: files, key_information: information } = passed
  return (
    <>
      {information !== '' && (
        <Part title="Passed on">
          <p className="whitespace-pre-wrap break-words">{information}</p>
        </Part>
      )}
      {files.length > 0 && (
        <Part title="Files to read">
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

function TaskButton({ taskKey, onSelect }: { taskKey: string; onSelect: (key: string) => void }) {
  return (
    <Button icon={Workflow} className="self-start" onClick={() => onSelect(taskKey)}>
      Show its task in the graph
    </Button>
  )
}

/** Read when it is asked for: a prompt can be long, and there can be hundreds. It never changes. */
function Exchange({ record: { runId, number } }: { record: DecisionSummary }) {
  const { orpc } = useRpc()
  const input = { runId, number }
  const whole = useQuery(orpc.goals.getDecision.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  if (whole.isError) return <FailureNote error={whole.error} onRetry={() => void whole.refetch()} />
  if (whole.data === undefined) return <Skeleton lines={2} />
  const { prompt, raw } = whole.data
  return (
    <div className="flex flex-col gap-2">
      <Folded label="Prompt, as it was put" text={prompt} copyLabel="Copy the prompt" />
      <Folded label="Answer, as it came" text={raw} copyLabel="Copy the answer" />
    </div>
  )
}

function Folded({ label, text, copyLabel }: { label: string; text: string; copyLabel: string }) {
  if (text === '') return <p className="text-faint">{label}: there is none.</p>
  return (
    <details>
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">{label}</summary>
      <div className="mt-2">
        <MonoBox text={text} copyLabel={copyLabel} isWrapped />
      </div>
    </details>
  )
}

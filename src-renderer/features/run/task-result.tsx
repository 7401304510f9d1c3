import { FileText } from 'lucide-react'
import type { AttemptView } from '#shared/model/attempt.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FoldedJson } from '../../ui/json-view.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { ReadableText } from '../../ui/readable-text.tsx'

/** What the task produced: the text people read, the data folded below it. */
export function TaskResultView({ task, attempts }: { task: TaskView; attempts: readonly AttemptView[] }) {
  const attempt = attempts.findLast(({ result }) => result !== null)
  if (attempt === undefined || attempt.result === null) return <NoResult task={task} attempts={attempts} />
  const { text, data } = attempt.result
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center justify-between gap-3">
        <p className="text-faint text-sm">By {attempt.agentId}</p>
        <CopyButton text={text} label="Copy the result" />
      </div>
      <ReadableText text={text} />
      {isWorthShowing(data) && <FoldedJson label="Data" value={data} />}
    </div>
  )
}

function NoResult({ task, attempts }: { task: TaskView; attempts: readonly AttemptView[] }) {
  const failure = attempts.at(-1)?.failure
  const title = isTerminal(task.status) ? 'There is no result' : 'No result yet'
  const text =
    task.kind === 'group'
      ? 'A group has no result of its own: look at its tasks.'
      : (failure?.message ?? 'The result appears here when an attempt is done.')
  return (
    <EmptyNote icon={FileText} title={title}>
      {text}
    </EmptyNote>
  )
}

const isWorthShowing = (data: unknown): boolean =>
  data !== null && !(typeof data === 'object' && Object.keys(data).length === 0)

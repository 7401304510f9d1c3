import { FileText } from 'lucide-react'
import type { AttemptView } from '#shared/model/attempt.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FoldedJson, hasContent } from '../../ui/json-view.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { ReadableText } from '../../ui/readable-text.tsx'
import { Checks, Standing } from './checks.tsx'

/** What the task produced, as it is used: the text people read, the data folded below it. */
export function TaskResultView({ task, attempts }: { task: TaskView; attempts: readonly AttemptView[] }) {
  const attempt = attempts.findLast(({ result }) => result !== null)
  const result = task.result ?? attempt?.result ?? null
  if (result === null) return <NoResult task={task} attempts={attempts} />
  const { text, data, checks = [] } = result
  const isChanged = attempt?.result !== undefined && attempt.result?.text !== text
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-x-3 text-faint text-sm">
          {attempt === undefined ? '' : `By ${attempt.agentId}${isChanged ? ', changed by a person' : ''}`}
          {attempt !== undefined && <Standing checks={checks} />}
        </p>
        <CopyButton text={text} label="Copy the result" />
      </div>
      {checks.length > 0 && <Checks checks={checks} />}
      <ReadableText text={text} />
      {hasContent(data) && <FoldedJson label="Data" value={data} />}
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

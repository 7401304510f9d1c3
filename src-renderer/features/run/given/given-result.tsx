import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TaskView } from '#shared/model/task.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useTask } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { ReadableText } from '../../../ui/text/readable-text.tsx'
import { words } from '../../../words/words.ts'

interface GivenResultProps {
  readonly runId: string
  readonly taskKey: string
  readonly onSelect: (key: string) => void
}

const says = words.run.panel.given

/** A task that the looked-at one builds on; its result is read when it is unfolded. */
export function GivenResult({ runId, taskKey, onSelect }: GivenResultProps) {
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
        <Button onClick={() => onSelect(taskKey)}>{says.open}</Button>
      </div>
    </details>
  )
}

function ResultOf({ runId, task }: { readonly runId: string; readonly task: TaskView }) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: task.key }
  const read = useQuery(orpc.runs.getTask.queryOptions({ input }))
  if (read.isError) return <FailureNote error={read.error} onRetry={() => void read.refetch()} />
  if (read.data === undefined) return <Skeleton lines={2} />
  const { task: known, attempts } = read.data
  const result = known.result ?? (known.status === 'done' ? (attempts.at(-1)?.result ?? null) : null)
  if (result === null) return <p className="text-muted">{says.noResultYet}</p>
  return <ReadableText text={result.text} />
}

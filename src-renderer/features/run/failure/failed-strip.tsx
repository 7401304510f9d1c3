import type { TaskView } from '#shared/model/task.ts'
import { firstLine } from '../../../ui/text/first-line.ts'
import { words } from '../../../words/words.ts'
import { Strip } from '../strips/strip.tsx'
import { wordOfReason } from '../task/attempt-words.ts'
import { useTaskDetail } from '../task/use-task-detail.ts'

interface FailedStripProps {
  readonly first: TaskView
  readonly tasks: readonly TaskView[]
  readonly onSelect: (key: string) => void
}

/** What failed, and of several why the first did. */
export function FailedStrip({ first, tasks, onSelect }: FailedStripProps) {
  const { data } = useTaskDetail(first.runId, first)
  const failure = data?.attempts.at(-1)?.failure ?? null
  return (
    <Strip
      label={words.run.strips.failed}
      status="failed"
      title={words.run.failure.title(tasks.length)}
      tasks={tasks}
      onSelect={onSelect}
    >
      {failure === null ? undefined : `${wordOfReason(failure.reason)}: ${firstLine(failure.message)}`}
    </Strip>
  )
}

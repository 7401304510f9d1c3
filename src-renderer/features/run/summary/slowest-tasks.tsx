import { Skeleton } from '../../../ui/notes.tsx'
import { formatDuration } from '../../../ui/text/format.ts'
import { words } from '../../../words/words.ts'
import { shareOf } from '../path/path-list.tsx'
import { TaskLink } from '../task/task-link.tsx'
import { useCriticalPath } from '../use-times.ts'

const says = words.run.summary
const shown = 3

interface SlowestProps {
  readonly runId: string
  readonly onSelect: (taskKey: string) => void
  readonly onPath: () => void
}

/** Where the time of the run went: to be faster, these must be. */
export function SlowestTasks({ runId, onSelect, onPath }: SlowestProps) {
  const { data: path } = useCriticalPath(runId)
  if (path === undefined) return <Skeleton lines={3} />
  const slowest = path.steps.toSorted((one, other) => other.ms - one.ms).slice(0, shown)
  if (slowest.length === 0) return <p className="text-muted">{words.run.path.none}</p>
  return (
    <>
      <ol className="flex flex-col gap-1.5">
        {slowest.map((step) => (
          <li key={step.taskKey} className="flex items-center justify-between gap-4">
            <TaskLink taskKey={step.taskKey} onSelect={onSelect} />
            <span className="tabular shrink-0 text-muted text-sm">
              {step.basis === 'actual' ? '' : '~'}
              {formatDuration(step.ms)} · {shareOf(step, path.totalMs)}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 text-muted text-sm">
        {says.wholePath(formatDuration(path.totalMs), path.steps.length)}
        <button
          type="button"
          onClick={onPath}
          className="min-h-6 rounded-sm font-medium text-accent hover:underline"
        >
          {says.showPath}
        </button>
      </p>
    </>
  )
}

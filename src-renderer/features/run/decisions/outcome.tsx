import { useTask } from '../../../stores/run-context.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { lookOf, statusOfTask } from '../../../ui/status-looks.ts'
import { words } from '../../../words/words.ts'

const says = words.run.decisions

interface OutcomeProps {
  readonly taskKey: string
  readonly tabIndex: number
  readonly onSelect: (key: string) => void
}

/** What became of the task that it made. */
export function Outcome({ taskKey, tabIndex, onSelect }: OutcomeProps) {
  const task = useTask(taskKey)
  if (task === undefined) return null
  const status = statusOfTask(task)
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={says.outcome(task.title, lookOf(status).word)}
      title={says.showNamed(task.title)}
      onClick={() => onSelect(taskKey)}
      className="relative z-10 -my-0.5 shrink-0 rounded-full transition-shadow hover:shadow-low"
    >
      <StatusBadge status={status} isPill />
    </button>
  )
}

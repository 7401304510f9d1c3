import { useTask } from '../../../stores/run-context.tsx'
import { StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'

interface TaskLinkProps {
  readonly taskKey: string
  readonly onSelect: (key: string) => void
}

/** A task by its status and title; a press opens it. One that is not here is its key. */
export function TaskLink({ taskKey, onSelect }: TaskLinkProps) {
  const task = useTask(taskKey)
  if (task === undefined) return <span className="font-mono text-muted text-sm">{taskKey}</span>
  return (
    <button
      type="button"
      onClick={() => onSelect(taskKey)}
      className="group -my-0.5 flex min-h-6 max-w-full items-start gap-2 rounded-sm py-0.5 text-start"
    >
      <span className="mt-[3px] shrink-0">
        <StatusIcon status={statusOfTask(task)} />
      </span>
      <span className="min-w-0 break-words group-hover:text-accent group-hover:underline">{task.title}</span>
    </button>
  )
}

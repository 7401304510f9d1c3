import { clsx } from 'clsx'
import { isTerminal } from '#shared/model/task.ts'
import { useTask } from '../stores/run-context.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { lookOf, statusOfTask, type Tone } from '../ui/status-looks.ts'

export interface NodeMarks {
  readonly taskKey: string
  readonly isCursor: boolean
  readonly isSelected: boolean
}

const borders: Record<Tone, string> = {
  neutral: 'border-line',
  ready: 'border-line-strong',
  running: 'border-running',
  attention: 'border-attention',
  warning: 'border-warning',
  done: 'border-line-strong',
  failed: 'border-failed',
  over: 'border-line border-dashed',
}

export const outlineOf = ({ isCursor, isSelected }: Pick<NodeMarks, 'isCursor' | 'isSelected'>): string =>
  clsx(
    isSelected && 'outline-2 outline-accent outline-offset-2',
    isCursor && !isSelected && 'outline-2 outline-focus outline-dashed outline-offset-2',
  )

export function TaskNode({ taskKey, isCursor, isSelected }: NodeMarks) {
  const task = useTask(taskKey)
  if (task === undefined) return null
  const status = statusOfTask(task)
  const { tone } = lookOf(status)
  return (
    <button
      type="button"
      tabIndex={-1}
      data-task={taskKey}
      aria-pressed={isSelected}
      title={task.title}
      className={clsx(
        'plan-node flex size-full flex-col gap-1.5 overflow-hidden rounded-lg border bg-raised px-3 py-2.5 text-left shadow-low transition-colors',
        borders[tone],
        outlineOf({ isCursor, isSelected }),
      )}
    >
      {/* The title is first in the name that is read out, and second to the eye. */}
      <span
        className={clsx(
          'plan-title order-2 line-clamp-2 font-medium leading-[18px]',
          tone === 'neutral' || tone === 'over' ? 'text-muted' : 'text-ink',
        )}
      >
        {task.title}
      </span>
      <span className="plan-facts flex w-full items-center justify-between gap-3 text-sm">
        <StatusBadge status={status} percent={task.progress} isInherited />
        <span className={clsx('plan-agent truncate', task.agentId === null ? 'text-warning' : 'text-faint')}>
          {task.agentId ?? (isTerminal(task.status) ? '' : 'no agent')}
        </span>
      </span>
      {status === 'running' && (
        <span className="absolute inset-x-3 bottom-1.5 h-0.5 overflow-hidden rounded-full bg-running-soft">
          <span
            className="block h-full rounded-full bg-running transition-[width] duration-300"
            style={{ width: `${task.progress ?? 0}%` }}
          />
        </span>
      )}
    </button>
  )
}

import { clsx } from 'clsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { lookOf } from '../../ui/status-looks.ts'
import { useFace } from '../graph-context.ts'
import { ChangeMark, NodeBadges } from './node-badges.tsx'
import { borderOf, type NodeMarks, outlineOf } from './node-marks.ts'

export function TaskNode({ taskKey, ...marks }: NodeMarks) {
  const face = useFace(taskKey)
  if (face === undefined) return null
  const { title, status, progress, line, lineTone, badges, change } = face
  const tone = status === null ? null : lookOf(status).tone
  return (
    <button
      type="button"
      tabIndex={-1}
      data-task={taskKey}
      data-change={change}
      aria-pressed={marks.isSelected}
      title={marks.refusal ?? title}
      className={clsx(
        'plan-node flex size-full flex-col gap-1.5 overflow-hidden rounded-lg border bg-raised px-3 py-2.5 text-start shadow-low transition-colors',
        borderOf(tone),
        outlineOf(marks),
      )}
    >
      {/* The title is first in the name that is read out, and second to the eye. */}
      <span
        className={clsx(
          'plan-title order-2 line-clamp-2 font-medium leading-[18px]',
          tone === 'neutral' || tone === 'over' ? 'text-muted' : 'text-ink',
        )}
      >
        {title}
      </span>
      <span className="plan-facts flex h-5 w-full items-center gap-2 text-sm">
        {status !== null && <StatusBadge status={status} percent={progress} isInherited />}
        {change !== undefined && <ChangeMark change={change} />}
        <span
          className={clsx(
            'plan-line min-w-0 flex-1 truncate',
            status !== null && 'text-end',
            lineTone === 'warning' ? 'text-warning' : 'text-faint',
          )}
        >
          {line}
        </span>
        <NodeBadges badges={badges} />
      </span>
      {status === 'running' && (
        <span className="absolute inset-x-3 bottom-1.5 h-0.5 overflow-hidden rounded-full bg-running-soft">
          <span
            className="block h-full rounded-full bg-running transition-[width] duration-300"
            style={{ width: `${progress ?? 0}%` }}
          />
        </span>
      )}
    </button>
  )
}

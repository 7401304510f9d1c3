import { clsx } from 'clsx'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTally, useTask } from '../stores/run-context.tsx'
import type { Tally } from '../stores/tally.ts'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { lookOf, statusOfTask } from '../ui/status-looks.ts'
import { useGroupToggle } from './group-toggle.ts'
import { type NodeMarks, outlineOf } from './task-node.tsx'

const nothing: Tally = { total: 0, over: 0, done: 0, running: 0, failed: 0 }

/** A group drawn as one node: how far its tasks are stands for them. */
export function GroupNode({ taskKey, isCursor, isSelected }: NodeMarks) {
  const task = useTask(taskKey)
  const tally = useTally(taskKey) ?? nothing
  const toggle = useGroupToggle()
  if (task === undefined) return null
  const status = statusOfTask(task)
  return (
    <div className="relative size-full">
      <div className="absolute inset-x-2 -bottom-1 h-4 rounded-b-lg border border-line bg-surface" />
      <div
        data-task={taskKey}
        className={clsx(
          'plan-node relative flex size-full flex-col gap-1 overflow-hidden rounded-lg border border-line-strong bg-raised py-2 pr-1.5 pl-3 shadow-low',
          outlineOf({ isCursor, isSelected }),
        )}
      >
        <div className="plan-facts flex items-center gap-2 text-sm">
          <StatusBadge status={status} isInherited />
          <span className="tabular ml-auto text-faint">
            {tally.over}/{tally.total}
          </span>
          <GroupToggle label={`Open group ${task.title}`} isOpen={false} onToggle={() => toggle(taskKey)} />
        </div>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${task.title}, ${lookOf(status).word}, ${tally.over} of ${tally.total}`}
          title={task.title}
          className="plan-title line-clamp-2 text-left font-medium leading-[18px]"
        >
          {task.title}
        </button>
        <div className="absolute inset-x-3 bottom-1.5">
          <ProgressBar label={`Progress of ${task.title}`} {...tally} isThin />
        </div>
      </div>
    </div>
  )
}

/** An open group: a frame with its name on top, its tasks inside. */
export function FrameNode({ taskKey, isCursor, isSelected }: NodeMarks) {
  const task = useTask(taskKey)
  const tally = useTally(taskKey) ?? nothing
  const toggle = useGroupToggle()
  if (task === undefined) return null
  return (
    <div
      data-task={taskKey}
      className={clsx(
        'size-full rounded-lg border border-line-strong bg-sunken/70',
        outlineOf({ isCursor, isSelected }),
      )}
    >
      <div className="flex h-11 items-center gap-2 pr-3 pl-2">
        <GroupToggle label={`Close group ${task.title}`} isOpen onToggle={() => toggle(taskKey)} />
        <span className="plan-title truncate font-semibold" title={task.title}>
          {task.title}
        </span>
        <StatusBadge status={statusOfTask(task)} />
        <span className="tabular text-faint text-sm">
          {tally.over}/{tally.total}
        </span>
      </div>
    </div>
  )
}

function GroupToggle({ label, isOpen, onToggle }: { label: string; isOpen: boolean; onToggle: () => void }) {
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-expanded={isOpen}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
      className="nopan inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}

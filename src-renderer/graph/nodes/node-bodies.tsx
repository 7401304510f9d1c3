import { clsx } from 'clsx'
import {
  ChevronDown,
  ChevronRight,
  CircleX,
  Hand,
  ListChecks,
  type LucideIcon,
  Minus,
  PencilLine,
  Plus,
  TriangleAlert,
} from 'lucide-react'
import { words } from '#shared/words/words.ts'
import type { Tally } from '../../stores/task-counts.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { lookOf } from '../../ui/status-looks.ts'
import type { Badge, Face } from '../face.ts'
import { useFace, useNodeActions } from '../graph-context.ts'
import { borderOf, type NodeMarks, outlineOf } from './node-marks.ts'

const nothing: Tally = { total: 0, over: 0, done: 0, running: 0, failed: 0 }

/** A closed group as a single node, with the progress of its tasks. */
export function GroupNode({ taskKey, ...marks }: NodeMarks) {
  const face = useFace(taskKey)
  const { toggle } = useNodeActions()
  if (face === undefined) return null
  const { title, status, badges, tally = nothing } = face
  const isFaint = marks.isDimmed || marks.refusal !== null
  return (
    <div title={marks.refusal ?? undefined} className={clsx('relative size-full', isFaint && 'plan-dimmed')}>
      <div className="absolute inset-x-2 -bottom-1 h-4 rounded-b-lg border border-line bg-surface" />
      <div
        data-task={taskKey}
        className={clsx(
          'plan-node relative flex size-full flex-col gap-1 overflow-hidden rounded-lg border border-line-strong bg-raised py-2 pe-1.5 ps-3 shadow-low',
          outlineOf({ ...marks, isDimmed: false, refusal: null }),
        )}
      >
        <div className="plan-facts flex items-center gap-2 text-sm">
          {status !== null && <StatusBadge status={status} isInherited />}
          <HowFar face={face} />
          <span className="ms-auto" />
          <NodeBadges badges={badges} />
          <GroupToggle label={words.graph.openGroup(title)} isOpen={false} onToggle={() => toggle(taskKey)} />
        </div>
        <button
          type="button"
          tabIndex={-1}
          title={title}
          className="plan-title line-clamp-2 text-start font-medium leading-[18px]"
        >
          {title}
        </button>
        {status !== null && (
          <div className="absolute inset-x-3 bottom-1.5">
            <ProgressBar label={words.graph.progressOf(title)} {...tally} isThin />
          </div>
        )}
      </div>
    </div>
  )
}

/** The header of an open group. The frame is painted on the canvas, so that edges are between the two. */
export function FrameNode({ taskKey, ...marks }: NodeMarks) {
  const face = useFace(taskKey)
  const { toggle } = useNodeActions()
  if (face === undefined) return null
  const { title, status, badges } = face
  return (
    <div
      data-task={taskKey}
      className={clsx(
        'pointer-events-none size-full rounded-lg',
        outlineOf({ ...marks, isDimmed: false, refusal: null }),
      )}
    >
      <div className="pointer-events-auto flex h-11 items-center gap-2 pe-3 ps-2">
        <GroupToggle label={words.graph.closeGroup(title)} isOpen onToggle={() => toggle(taskKey)} />
        <span className="plan-title truncate font-semibold" title={title}>
          {title}
        </span>
        {status !== null && <StatusBadge status={status} />}
        <HowFar face={face} />
        <NodeBadges badges={badges} />
      </div>
    </div>
  )
}

/** Progress such as `3/5` in a run; otherwise the number of tasks. */
function HowFar({ face: { status, tally = nothing } }: { face: Face }) {
  if (status !== null && tally.total === 0) return null
  return (
    <span className="tabular whitespace-nowrap text-faint text-sm">
      {status === null ? words.graph.tasksInside(tally.total) : `${tally.over}/${tally.total}`}
    </span>
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
      {/* The title comes first in the accessible name, but second visually. */}
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

const looks: Record<Badge['kind'], { readonly icon: LucideIcon; readonly ink: string }> = {
  error: { icon: CircleX, ink: 'text-failed' },
  warning: { icon: TriangleAlert, ink: 'text-warning' },
  gate: { icon: Hand, ink: 'text-attention' },
  check: { icon: ListChecks, ink: 'text-faint' },
}

/** Icons on a node; the tooltip and accessible name describe each of them. */
function NodeBadges({ badges }: { badges: readonly Badge[] }) {
  if (badges.length === 0) return null
  return (
    <span className="flex shrink-0 items-center gap-1">
      {badges.map(({ kind, label }) => {
        const { icon: Icon, ink } = looks[kind]
        return (
          <span key={`${kind} ${label}`} role="img" aria-label={label} title={label} className={ink}>
            <Icon size={14} strokeWidth={2.25} aria-hidden className={clsx('block')} />
          </span>
        )
      })}
    </span>
  )
}

const changeLooks = {
  added: { icon: Plus, ink: 'text-done' },
  removed: { icon: Minus, ink: 'text-failed' },
  changed: { icon: PencilLine, ink: 'text-warning' },
} as const

/** Kind of change of a task between two plans or runs. */
export function ChangeMark({ change }: { change: NonNullable<Face['change']> }) {
  const { icon: Icon, ink } = changeLooks[change]
  return (
    <span className={clsx('inline-flex shrink-0 items-center gap-1 font-medium', ink)}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {words.graph.changes[change]}
    </span>
  )
}

import type { TimelineAttempt, TimelineCause, TimelineTask } from '#shared/contract/runs/run-times.ts'
import type { AttemptStatus } from '#shared/model/runs/attempt.ts'
import { type Axis, placeOf } from './fold.ts'

interface Place {
  readonly x: number
  readonly width: number
}

export type Bar = Place &
  (
    | { readonly kind: 'attempt'; readonly attempt: TimelineAttempt }
    | {
        readonly kind: 'queue' | 'person' | 'backoff'
        readonly cause: TimelineCause
        readonly from: number
        readonly to: number | null
      }
  )

const leastWidth = 6

const people: ReadonlySet<TimelineCause> = new Set<TimelineCause>([
  ...(['task_gate', 'result_review', 'uncertain_outcome', 'budget_top_up', 'question', 'reported'] as const),
])

const kindOf = (cause: TimelineCause): 'queue' | 'person' | 'backoff' =>
  people.has(cause) ? 'person' : cause === 'backoff' ? 'backoff' : 'queue'

/**
 * Bars of a task in paint order: later ones cover earlier ones. Every bar has a visible minimum width, and attempts
 * cover waits.
 */
export function barsOf({ waits, attempts }: TimelineTask, axis: Axis, now: number): Bar[] {
  const place = (from: number, to: number | null): Place => {
    const x = placeOf(axis, from)
    return { x, width: Math.max(leastWidth, placeOf(axis, to ?? now) - x) }
  }
  const first = axis.pieces[0]?.from ?? 0
  const last = axis.pieces.at(-1)?.to ?? 0
  const isShown = ({ from, to }: { from: number; to: number | null }) => from <= last && (to ?? now) >= first
  return [
    ...waits
      .filter(isShown)
      .map(({ cause, from, to }): Bar => ({ kind: kindOf(cause), cause, from, to, ...place(from, to) })),
    ...attempts
      .filter(isShown)
      .map((attempt): Bar => ({ kind: 'attempt', attempt, ...place(attempt.from, attempt.to) })),
  ]
}

export type BarLook = 'queue' | 'person' | 'backoff' | 'running' | 'done' | 'failed' | 'cut'

const ofAttempt: Record<AttemptStatus, BarLook> = {
  running: 'running',
  stopping: 'running',
  done: 'done',
  // The attempt ended with a question; its work is preserved.
  parked: 'done',
  failed: 'failed',
  interrupted: 'cut',
  cancelled: 'cut',
}

export const lookOfBar = (bar: Bar): BarLook =>
  bar.kind === 'attempt' ? ofAttempt[bar.attempt.status] : bar.kind

/** Bars differ by pattern as well as by colour; see theme/run.css. */
export const barClass = (look: BarLook): string => `time-bar time-bar-${look}`

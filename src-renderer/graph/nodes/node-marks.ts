import { clsx } from 'clsx'
import type { Tone } from '../../ui/status-looks.ts'

export interface NodeMarks {
  readonly taskKey: string
  readonly isCursor: boolean
  readonly isSelected: boolean
  readonly isDimmed: boolean
  readonly isOnPath: boolean
  /** Its title is being written. */
  readonly isRenamed: boolean
  /** A connection that is being made comes from here, would end here, or may not end here. */
  readonly isSource: boolean
  readonly isTarget: boolean
  readonly refusal: string | null
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

export const borderOf = (tone: Tone | null): string => (tone === null ? 'border-line-strong' : borders[tone])

/** What is chosen has one outline, where the keys are a dashed one, the critical path a double one. */
export const outlineOf = (marks: Omit<NodeMarks, 'taskKey'>): string =>
  clsx(
    (marks.isSelected || marks.isTarget) && 'outline-2 outline-accent outline-offset-2',
    marks.isCursor && !marks.isSelected && 'outline-2 outline-focus outline-dashed outline-offset-2',
    marks.isOnPath && 'plan-on-path',
    (marks.isDimmed || marks.refusal !== null) && 'plan-dimmed',
  )

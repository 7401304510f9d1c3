import type { AttemptStatus } from '#shared/model/runs/attempt.ts'
import type { Bar } from './bars.ts'

export type BarLook = 'queue' | 'person' | 'backoff' | 'running' | 'done' | 'failed' | 'cut'

const ofAttempt: Record<AttemptStatus, BarLook> = {
  running: 'running',
  stopping: 'running',
  done: 'done',
  // It ended with a question: what it did is kept.
  parked: 'done',
  failed: 'failed',
  interrupted: 'cut',
  cancelled: 'cut',
}

export const lookOfBar = (bar: Bar): BarLook =>
  bar.kind === 'attempt' ? ofAttempt[bar.attempt.status] : bar.kind

/** Told apart by pattern as well as by colour: see theme/run.css. */
export const barClass = (look: BarLook): string => `time-bar time-bar-${look}`

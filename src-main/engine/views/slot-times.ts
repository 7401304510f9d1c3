import type { ChosenRun, LoggedFact } from '../../store/queries/stats.ts'

/**
 * Milliseconds since the run's creation, split by state: paused, at a limit, or with a free slot. Each moment counts
 * in exactly one field.
 */
export interface Spent {
  readonly paused: number
  readonly review_limit: number
  readonly run_limit: number
  readonly global_limit: number
  readonly free: number
}

interface Options {
  readonly runs: readonly ChosenRun[]
  /** Attempts of other runs in flight when the first of `runs` was created. */
  readonly liveBefore: number
  readonly globalLimit: number
}

interface Timed extends ChosenRun {
  isPaused: boolean
  live: number
  readonly reviews: Set<string>
  spent: Spent
  at: number
  /** Value of the global `fullMs` when this run was last advanced. */
  fullMs: number
}

const ends: ReadonlySet<string> = new Set([
  'attempt.finished',
  'attempt.failed',
  'attempt.blocked',
  'attempt.asked',
  'attempt.interrupted',
  'attempt.cancelled',
])

/** Tracks the slot times of each run from log events. */
export function createSlotTimes({ runs, liveBefore, globalLimit }: Options) {
  const timed = new Map(runs.map((run) => [run.id, timedOf(run)]))
  let now = runs.reduce((first, { createdAt }) => Math.min(first, createdAt), Number.POSITIVE_INFINITY)
  let live = liveBefore
  // Total time in which all slots of the app were taken, in milliseconds.
  let fullMs = 0

  function advance(run: Timed): void {
    const ms = Math.max(0, now - run.at)
    const full = fullMs - run.fullMs
    const { spent, reviewLimit } = run
    if (run.isPaused) run.spent = { ...spent, paused: spent.paused + ms }
    else if (reviewLimit !== null && run.reviews.size >= reviewLimit)
      run.spent = { ...spent, review_limit: spent.review_limit + ms }
    else if (run.live >= run.parallelLimit) run.spent = { ...spent, run_limit: spent.run_limit + ms }
    else run.spent = { ...spent, global_limit: spent.global_limit + full, free: spent.free + ms - full }
    run.at = Math.max(run.at, now)
    run.fullMs = fullMs
  }

  return {
    /** Processes the next event and returns its instant, which is never before the previous one. */
    hear({ at, type, runId, detail, approvalId }: LoggedFact): number {
      const next = Math.max(now, at)
      if (live >= globalLimit) fullMs += next - now
      now = next
      const step = type === 'attempt.started' ? 1 : ends.has(type) ? -1 : 0
      live += step
      const run = timed.get(runId)
      if (run === undefined) return now
      advance(run)
      run.live += step
      if (type === 'run.paused' || type === 'run.resumed') run.isPaused = type === 'run.paused'
      if (approvalId !== null && type === 'approval.posted' && detail === 'result_review')
        run.reviews.add(approvalId)
      if (approvalId !== null && type !== 'approval.posted') run.reviews.delete(approvalId)
      return now
    },
    /** Times up to the latest processed event. Throws for a run that is not tracked. */
    spentBy(runId: string): Spent {
      const run = timed.get(runId)
      if (run === undefined) throw new Error(`Run ${runId} is not tracked`)
      advance(run)
      return run.spent
    },
  }
}
export type SlotTimes = ReturnType<typeof createSlotTimes>

const timedOf = (run: ChosenRun): Timed => ({
  ...run,
  isPaused: false,
  live: 0,
  reviews: new Set(),
  spent: { paused: 0, review_limit: 0, run_limit: 0, global_limit: 0, free: 0 },
  at: run.createdAt,
  fullMs: 0,
})

import type { RunProgress, TimeLeft } from '#shared/contract/runs/run-times.ts'
import { words } from '#shared/words/words.ts'
import { aboutSpan } from '../../../ui/text/format.ts'

const says = words.run.header.left
const minuteMs = 60_000

/** Remaining time, from a prediction made `elapsedMs` ago. Only valid while tasks are running. */
export const leftAfter = ({ leastMs, mostMs, ...rest }: TimeLeft, elapsedMs: number): TimeLeft => ({
  leastMs: Math.max(0, leastMs - elapsedMs),
  mostMs: Math.max(0, mostMs - elapsedMs),
  ...rest,
})

/** Remaining time as a range, or as unknown; null if nothing is left to do. */
export function describeTimeLeft({ leastMs, mostMs, open, guessed }: TimeLeft) {
  if (open === 0) return null
  if (guessed === open) return { text: says.unknown, hint: says.unknownHint }
  if (mostMs === 0) return { text: says.late, hint: says.lateHint }
  const hint = guessed === 0 ? says.hint : says.guessed(guessed, open)
  return { text: mostMs < minuteMs ? says.soon : says.about(aboutSpan(leastMs, mostMs)), hint }
}

/**
 * Finished share of the work in percent, rounded down, so it is below 100 until everything is done. Null without work.
 */
export function percentOf({ doneMs, failedMs, runningMs, openMs }: RunProgress['work']): number | null {
  const whole = doneMs + failedMs + runningMs + openMs
  if (whole === 0) return null
  return Math.floor((100 * doneMs) / whole)
}

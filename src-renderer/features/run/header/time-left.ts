import type { RunProgress, TimeLeft } from '#shared/contract/runs/run-times.ts'
import { words } from '#shared/words/words.ts'
import { aboutSpan } from '../../../ui/text/format.ts'

const says = words.run.header.left
const minuteMs = 60_000

/** The time left now, from a prediction `elapsedMs` ago, while something runs. */
export const leftAfter = ({ leastMs, mostMs, ...rest }: TimeLeft, elapsedMs: number): TimeLeft => ({
  leastMs: Math.max(0, leastMs - elapsedMs),
  mostMs: Math.max(0, mostMs - elapsedMs),
  ...rest,
})

/** A range, or that nobody can know; null when nothing is left to be done. */
export function describeTimeLeft({ leastMs, mostMs, open, guessed }: TimeLeft) {
  if (open === 0) return null
  if (guessed === open) return { text: says.unknown, hint: says.unknownHint }
  if (mostMs === 0) return { text: says.late, hint: says.lateHint }
  const hint = guessed === 0 ? says.hint : says.guessed(guessed, open)
  return { text: mostMs < minuteMs ? says.soon : says.about(aboutSpan(leastMs, mostMs)), hint }
}

/** The finished share of the work in whole percent; below 100 before everything is done. Null without work. */
export function percentOf({ doneMs, failedMs, runningMs, openMs }: RunProgress['work']): number | null {
  const whole = doneMs + failedMs + runningMs + openMs
  if (whole === 0) return null
  return Math.floor((100 * doneMs) / whole)
}

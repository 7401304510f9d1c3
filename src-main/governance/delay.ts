import type { Money } from '#shared/model/money.ts'

export interface DelayFacts {
  /** Tasks that wait behind the question, excluding the task that asks. */
  readonly held: number
  /** Weight × boost of the most urgent of these tasks, including the one that asks: 1 to 10,000. */
  readonly urgency: number
  /** Estimated cost of the waiting work; null if unknown. */
  readonly cost: Money | null
}

/**
 * Score of one more hour without an answer: (1 + waiting tasks) × highest urgency × money factor. The money factor is
 * logarithmic, plus one per factor of ten. Money thus decides between equal items and never outweighs a deadline.
 */
export function scoreDelay({ held, urgency, cost }: DelayFacts): number {
  const units = (cost?.amountMinor ?? 0) / 100
  return (1 + held) * urgency * (1 + Math.log10(1 + units))
}

import type { Money } from '#shared/model/money.ts'

export interface DelayFacts {
  /** Tasks that wait behind the question, besides its own. */
  readonly held: number
  /** Weight x boost of the most urgent task among them, its own included: 1 to 10,000. */
  readonly urgency: number
  /** The cost of the waiting work. */
  readonly cost: Money | null
}

/**
 * The cost of one hour without an answer: the number of waiting tasks, times the highest urgency, times the money tied
 * up. Money counts by its magnitude, one more for a factor of ten, so that it decides among equals and never outweighs
 * a deadline.
 */
export function scoreDelay({ held, urgency, cost }: DelayFacts): number {
  const units = (cost?.amountMinor ?? 0) / 100
  return (1 + held) * urgency * (1 + Math.log10(1 + units))
}

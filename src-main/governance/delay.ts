import type { Money } from '#shared/model/money.ts'

export interface DelayFacts {
  /** Tasks that wait behind the question, besides its own. */
  readonly held: number
  /** Weight x boost of the most urgent task among them, its own included: 1 to 10,000. */
  readonly urgency: number
  /** What the work that waits costs. */
  readonly cost: Money | null
}

/**
 * What an hour without an answer costs: how much stands still, times how urgent the most urgent of it is, times how much
 * money is tied up in it. Money counts by its magnitude: ten times as much counts one more, so that it decides among
 * equals and never outweighs a deadline.
 */
export function scoreDelay({ held, urgency, cost }: DelayFacts): number {
  const units = (cost?.amountMinor ?? 0) / 100
  return (1 + held) * urgency * (1 + Math.log10(1 + units))
}

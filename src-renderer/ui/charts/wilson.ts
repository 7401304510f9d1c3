export interface Interval {
  readonly low: number
  readonly high: number
}

/** Quantile for a 95 % confidence interval. */
const z = 1.96

/**
 * Wilson score interval of a rate, 0-1, at 95 % confidence. Wide for few cases and always within 0-1. Null without
 * cases.
 */
export function wilson(successes: number, cases: number): Interval | null {
  if (cases === 0) return null
  const rate = successes / cases
  const square = z * z
  const middle = rate + square / (2 * cases)
  const spread = z * Math.sqrt((rate * (1 - rate)) / cases + square / (4 * cases * cases))
  const whole = 1 + square / cases
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) }
}

export const percentOf = (rate: number): number => Math.round(rate * 100)

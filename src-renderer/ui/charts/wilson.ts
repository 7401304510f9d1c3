export interface Interval {
  readonly low: number
  readonly high: number
}

/** The quantile for 95 %. */
const z = 1.96

/**
 * Where the true rate lies in 95 of 100 cases, 0-1 (Wilson's score interval): wide for few cases, and never beyond what
 * is possible. Null without any case.
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

interface Ordered {
  readonly key: string
  /** It may run beside its neighbours that may, too. */
  readonly isParallel: boolean
}

/**
 * What each of a row of siblings waits for. One that is not parallel waits for all before it: for the parallel ones
 * since the last that is not, and for that one where there are none between. Parallel ones wait for that one only.
 */
export function orderOf(siblings: readonly Ordered[]): Map<string, readonly string[]> {
  const order = new Map<string, readonly string[]>()
  let barrier: readonly string[] = []
  let beside: string[] = []
  for (const { key, isParallel } of siblings) {
    order.set(key, isParallel || beside.length === 0 ? barrier : beside)
    if (isParallel) beside.push(key)
    else {
      barrier = [key]
      beside = []
    }
  }
  return order
}

import type { Layered } from './layers.ts'
import { sizes } from './sizes.ts'

const passes = 6

/**
 * The top of every id. Each column in turn moves towards the middle of its neighbours, first to the right, then to the
 * left, as far as the order and the gaps of the column allow.
 */
export function settle(layered: Layered, heightOf: (id: string) => number): Map<string, number> {
  const tops = new Map<string, number>()
  const middle = (id: string): number => (tops.get(id) ?? 0) + heightOf(id) / 2
  for (const layer of layered.layers) {
    let top = 0
    for (const id of layer) {
      tops.set(id, top)
      top += heightOf(id) + gapAfter(id, heightOf)
    }
  }
  for (let pass = 0; pass < passes; pass += 1) {
    const rightwards = pass % 2 === 0
    const neighbours = rightwards ? layered.before : layered.after
    for (const layer of rightwards ? layered.layers : layered.layers.toReversed()) {
      const wanted = layer.map((id) => {
        const others = neighbours.get(id) ?? []
        if (others.length === 0) return tops.get(id) ?? 0
        return others.reduce((total, other) => total + middle(other), 0) / others.length - heightOf(id) / 2
      })
      for (const [index, top] of spread(layer, wanted, heightOf).entries()) tops.set(layer[index] ?? '', top)
    }
  }
  const highest = [...tops.values()].reduce((least, top) => Math.min(least, top), Number.POSITIVE_INFINITY)
  return new Map([...tops].map(([id, top]) => [id, Math.round((top - highest) / 4) * 4]))
}

const gapAfter = (id: string, heightOf: (id: string) => number): number =>
  heightOf(id) === 0 ? sizes.laneGap : sizes.rowGap

/** The tops nearest to the wanted ones (least squares) that keep order and gaps: pooled neighbours move as one. */
function spread(
  layer: readonly string[],
  wanted: readonly number[],
  heightOf: (id: string) => number,
): number[] {
  const offsets: number[] = []
  let offset = 0
  for (const id of layer) {
    offsets.push(offset)
    offset += heightOf(id) + gapAfter(id, heightOf)
  }
  const pools: { total: number; count: number }[] = []
  for (const [index, top] of wanted.entries()) {
    let pool = { total: top - (offsets[index] ?? 0), count: 1 }
    for (let last = pools.at(-1); last !== undefined && isBelow(last, pool); last = pools.at(-1)) {
      pools.pop()
      pool = { total: pool.total + last.total, count: pool.count + last.count }
    }
    pools.push(pool)
  }
  const bases = pools.flatMap(({ total, count }) => Array.from({ length: count }, () => total / count))
  return bases.map((base, index) => base + (offsets[index] ?? 0))
}

const isBelow = (upper: { total: number; count: number }, lower: { total: number; count: number }): boolean =>
  upper.total / upper.count > lower.total / lower.count

import type { Layered } from './layers.ts'
import { sizes } from './sizes.ts'

const passes = 6

/**
 * The top of everything in the columns. Each column in turn moves towards the middle of its neighbours, first to the
 * right, then to the left, as far as the order and the gaps of the column allow.
 */
export function settle(layered: Layered, heightOf: (id: number) => number): Float64Array {
  const count = layered.layerOf.length
  const heights = Float64Array.from({ length: count }, (_, id) => heightOf(id))
  const tops = new Float64Array(count)
  for (const layer of layered.layers) {
    let top = 0
    for (const id of layer) {
      tops[id] = top
      top += stepAfter(heights[id] ?? 0)
    }
  }
  const wanted = new Float64Array(count)
  for (let pass = 0; pass < passes; pass += 1) {
    const rightwards = pass % 2 === 0
    const neighbours = rightwards ? layered.before : layered.after
    for (const layer of rightwards ? layered.layers : layered.layers.toReversed()) {
      for (const id of layer) {
        const others = neighbours[id] ?? []
        let total = 0
        for (const other of others) total += (tops[other] ?? 0) + (heights[other] ?? 0) / 2
        wanted[id] = others.length === 0 ? (tops[id] ?? 0) : total / others.length - (heights[id] ?? 0) / 2
      }
      spread(layer, { wanted, heights, tops })
    }
  }
  const highest = tops.reduce((least, top) => Math.min(least, top), Number.POSITIVE_INFINITY)
  return tops.map((top) => Math.round((top - highest) / 4) * 4)
}

const stepAfter = (height: number): number => height + (height === 0 ? sizes.laneGap : sizes.rowGap)

interface Spreading {
  readonly wanted: Float64Array
  readonly heights: Float64Array
  /** Written. */
  readonly tops: Float64Array
}

/** The tops nearest to the wanted ones (least squares) that keep order and gaps: pooled neighbours move as one. */
function spread(layer: readonly number[], { wanted, heights, tops }: Spreading): void {
  let offset = 0
  const pools: { total: number; count: number }[] = []
  for (const id of layer) {
    let pool = { total: (wanted[id] ?? 0) - offset, count: 1 }
    offset += stepAfter(heights[id] ?? 0)
    for (let last = pools.at(-1); last !== undefined && isBelow(last, pool); last = pools.at(-1)) {
      pools.pop()
      pool = { total: pool.total + last.total, count: pool.count + last.count }
    }
    pools.push(pool)
  }
  offset = 0
  let at = 0
  for (const { total, count } of pools) {
    for (const end = at + count; at < end; at += 1) {
      const id = layer[at] ?? 0
      tops[id] = total / count + offset
      offset += stepAfter(heights[id] ?? 0)
    }
  }
}

const isBelow = (upper: { total: number; count: number }, lower: { total: number; count: number }): boolean =>
  upper.total / upper.count > lower.total / lower.count

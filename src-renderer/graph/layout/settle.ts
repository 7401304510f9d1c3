import type { Layered } from './layers.ts'
import { sizes } from './layout.ts'

const passes = 6

/**
 * Computes the top of each node and lane. Every column moves towards the centre of its neighbours, in passes to the
 * right and to the left, within its order and gaps. `heights`: of members and lanes.
 */
export function settle(layered: Layered, heights: Float64Array): Float64Array {
  const { starts, items } = layered.columns
  const columns = starts.length - 1
  const tops = new Float64Array(heights.length)
  const spreading = { ...{ items, heights, tops }, wanted: new Float64Array(heights.length), ...pools(items) }
  for (let column = 0; column < columns; column += 1) {
    let top = 0
    for (let at = starts[column] ?? 0; at < (starts[column + 1] ?? 0); at += 1) {
      const id = items[at] ?? 0
      tops[id] = top
      top += stepAfter(heights[id] ?? 0)
    }
  }
  for (let pass = 0; pass < passes; pass += 1) {
    const isRightwards = pass % 2 === 0
    const neighbours = isRightwards ? layered.before : layered.after
    for (let turn = 0; turn < columns; turn += 1) {
      const column = isRightwards ? turn : columns - 1 - turn
      const part = { start: starts[column] ?? 0, end: starts[column + 1] ?? 0 }
      setTargets(part, neighbours, spreading)
      spread(part, spreading)
    }
  }
  const highest = tops.reduce((least, top) => Math.min(least, top), Number.POSITIVE_INFINITY)
  return tops.map((top) => Math.round((top - highest) / 4) * 4)
}

const stepAfter = (height: number): number => height + (height === 0 ? sizes.laneGap : sizes.rowGap)

/** A column as a range of `items`. */
interface Part {
  readonly start: number
  readonly end: number
}

interface Spreading {
  readonly items: Int32Array
  readonly heights: Float64Array
  /** Output. */
  readonly tops: Float64Array
  readonly wanted: Float64Array
  /** For each pool of adjacent nodes: the sum of their target positions, and their number. */
  readonly totals: Float64Array
  readonly counts: Int32Array
}

const pools = ({ length }: Int32Array): Pick<Spreading, 'totals' | 'counts'> => ({
  totals: new Float64Array(length),
  counts: new Int32Array(length),
})

/** Sets the target of each node to the centre of its neighbours. */
function setTargets(
  { start, end }: Part,
  neighbours: Layered['before'],
  { items, heights, tops, wanted }: Spreading,
): void {
  for (let at = start; at < end; at += 1) {
    const id = items[at] ?? 0
    const first = neighbours.starts[id] ?? 0
    const last = neighbours.starts[id + 1] ?? 0
    let total = 0
    for (let place = first; place < last; place += 1) {
      const other = neighbours.items[place] ?? 0
      total += (tops[other] ?? 0) + (heights[other] ?? 0) / 2
    }
    wanted[id] = first === last ? (tops[id] ?? 0) : total / (last - first) - (heights[id] ?? 0) / 2
  }
}

/**
 * Computes the tops nearest to the targets (least squares) that preserve order and gaps. Pooled nodes move together.
 */
function spread({ start, end }: Part, { items, heights, tops, wanted, totals, counts }: Spreading): void {
  let offset = 0
  let pools = 0
  for (let at = start; at < end; at += 1) {
    const id = items[at] ?? 0
    let total = (wanted[id] ?? 0) - offset
    let count = 1
    offset += stepAfter(heights[id] ?? 0)
    for (; pools > 0; pools -= 1) {
      const upper = totals[pools - 1] ?? 0
      const uppers = counts[pools - 1] ?? 0
      if (upper / uppers <= total / count) break
      total += upper
      count += uppers
    }
    totals[pools] = total
    counts[pools] = count
    pools += 1
  }
  offset = 0
  let at = start
  for (let pool = 0; pool < pools; pool += 1) {
    const count = counts[pool] ?? 0
    const top = (totals[pool] ?? 0) / count
    for (const after = at + count; at < after; at += 1) {
      const id = items[at] ?? 0
      tops[id] = top + offset
      offset += stepAfter(heights[id] ?? 0)
    }
  }
}

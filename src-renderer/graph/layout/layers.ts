import { type Links, type Lists, placesOf, valuesOf, withoutRepeats } from './links.ts'

/**
 * Numbers from 0 are members, followed by lanes. A lane is free space in a column for the edges of one source that
 * pass it.
 */
export type Layered = ReturnType<typeof layerOf>

/** With more lanes a plan is unreadable in any case, so further long edges run behind the nodes. */
const mostLanesPerNode = 8
const sweeps = 6

/** Assigns columns by the longest chain, and orders each column with a few barycentre sweeps. */
export function layerOf(count: number, links: Links) {
  const chains = longestChains(count, links)
  const joined = joinNeighbours(chains.layerOf, withoutRepeats(links, count), count * mostLanesPerNode)
  const { length } = joined.layerOf
  const first = new Int32Array(length)
  first.set(chains.order)
  for (let lane = count; lane < length; lane += 1) first[lane] = lane
  const layers = first.map((id) => joined.layerOf[id] ?? 0)
  const last = layers.reduce((most, layer) => Math.max(most, layer), -1)
  const columns = valuesOf(placesOf(layers, last + 1), first)
  sortColumns(columns, joined)
  return {
    /** Members and lanes of each column, from top to bottom. */
    columns,
    ...joined,
  }
}

interface Chains {
  readonly layerOf: Int32Array
  /** Members in topological order. */
  readonly order: Int32Array
}

/** A cycle, which only an invalid plan has, is cut at its first member. */
function longestChains(count: number, { from, to }: Links): Chains {
  const { starts, items } = placesOf(from, count)
  const waits = new Int32Array(count)
  for (const id of to) waits[id] = (waits[id] ?? 0) + 1
  const layerOf = new Int32Array(count)
  const isPlaced = new Uint8Array(count)
  const order = new Int32Array(count)
  let known = 0
  for (let id = 0; id < count; id += 1) if (waits[id] === 0) order[known++] = id
  let cut = 0
  for (let index = 0; index < count; index += 1) {
    while (index >= known) {
      if (isPlaced[cut] === 0) order[known++] = cut
      cut += 1
    }
    const id = order[index] ?? 0
    isPlaced[id] = 1
    const layer = (layerOf[id] ?? 0) + 1
    for (let at = starts[id] ?? 0; at < (starts[id + 1] ?? 0); at += 1) {
      const next = to[items[at] ?? 0] ?? 0
      if (isPlaced[next] === 1) continue
      if ((layerOf[next] ?? 0) < layer) layerOf[next] = layer
      const left = (waits[next] ?? 0) - 1
      waits[next] = left
      if (left === 0) order[known++] = next
    }
  }
  return { layerOf, order }
}

type Joined = ReturnType<typeof joinNeighbours>

/**
 * Splits edges across several columns into steps of one column, with a lane in each column between. Edges of one
 * source share lanes.
 */
function joinNeighbours(layerOfMember: Int32Array, links: Links, mostLanes: number) {
  const count = layerOfMember.length
  const layersOfLanes: number[] = []
  const lanes = new Map<number, number>()
  const lefts: number[] = []
  const rights: number[] = []
  const join = (left: number, right: number) => {
    lefts.push(left)
    rights.push(right)
  }
  for (let at = 0; at < links.from.length; at += 1) {
    const from = links.from[at] ?? 0
    const to = links.to[at] ?? 0
    const end = layerOfMember[to] ?? 0
    let left = from
    for (let layer = (layerOfMember[from] ?? 0) + 1; layer < end && lanes.size < mostLanes; layer += 1) {
      const known = lanes.get(layer * count + from)
      const lane = known ?? count + layersOfLanes.length
      if (known === undefined) {
        lanes.set(layer * count + from, lane)
        layersOfLanes.push(layer)
        join(left, lane)
      }
      left = lane
    }
    join(left, to)
  }
  const layerOf = new Int32Array(count + layersOfLanes.length)
  layerOf.set(layerOfMember)
  layerOf.set(layersOfLanes, count)
  return {
    layerOf,
    /** Neighbours in the adjacent columns: `before` on the left, `after` on the right. */
    before: valuesOf(placesOf(rights, layerOf.length), lefts),
    after: valuesOf(placesOf(lefts, layerOf.length), rights),
    laneOf: (source: number, layer: number): number | undefined => lanes.get(layer * count + source),
  }
}

function sortColumns(columns: Lists, { layerOf, before, after }: Joined): void {
  const { starts, items } = columns
  const layers = starts.length - 1
  /** Position of each member and lane in its column, from 0 to 1. */
  const ranks = new Float64Array(layerOf.length)
  const weights = new Float64Array(layerOf.length)
  const spare = new Int32Array(layerOf.length)
  const rank = (start: number, end: number) => {
    for (let at = start; at < end; at += 1) ranks[items[at] ?? 0] = (at - start + 0.5) / (end - start)
  }
  const sort = (layer: number, neighbours: Lists) => {
    const [start, end] = [starts[layer] ?? 0, starts[layer + 1] ?? 0]
    for (let at = start; at < end; at += 1) {
      const id = items[at] ?? 0
      let total = 0
      let near = 0
      for (let place = neighbours.starts[id] ?? 0; place < (neighbours.starts[id + 1] ?? 0); place += 1) {
        const other = neighbours.items[place] ?? 0
        if (Math.abs((layerOf[other] ?? 0) - layer) !== 1) continue
        total += ranks[other] ?? 0
        near += 1
      }
      weights[id] = near === 0 ? (ranks[id] ?? 0) : total / near
    }
    sortByWeight(items, { weights, spare, start, end })
    rank(start, end)
  }
  for (let layer = 0; layer < layers; layer += 1) rank(starts[layer] ?? 0, starts[layer + 1] ?? 0)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    if (sweep % 2 === 0) for (let layer = 0; layer < layers; layer += 1) sort(layer, before)
    else for (let layer = layers - 1; layer >= 0; layer -= 1) sort(layer, after)
  }
}

interface Sorting {
  readonly weights: Float64Array
  /** Scratch space of the same length as the sorted array. The initial content does not matter. */
  readonly spare: Int32Array
  readonly start: number
  readonly end: number
}

/** Stable merge sort. After the first sweeps most halves are already in order. */
function sortByWeight(items: Int32Array, { weights, spare, start, end }: Sorting): void {
  if (end - start < 2) return
  const middle = (start + end) >> 1
  sortByWeight(items, { weights, spare, start, end: middle })
  sortByWeight(items, { weights, spare, start: middle, end })
  const weightAt = (at: number): number => weights[items[at] ?? 0] ?? 0
  if (weightAt(middle - 1) <= weightAt(middle)) return
  let [left, right] = [start, middle]
  for (let at = start; at < end; at += 1) {
    const isLeft = right === end || (left < middle && weightAt(left) <= weightAt(right))
    spare[at] = items[isLeft ? left++ : right++] ?? 0
  }
  for (let at = start; at < end; at += 1) items[at] = spare[at] ?? 0
}

/** An edge between members of one container, by their numbers. */
export interface NumberedLink {
  readonly from: number
  readonly to: number
}

/**
 * Members have the numbers from 0 on. After them come the lanes: places kept free in a column for the edges of one
 * source that pass it.
 */
export interface Layered {
  /** Each column from top to bottom: members and lanes. */
  readonly layers: readonly (readonly number[])[]
  readonly layerOf: readonly number[]
  /** Neighbours in the next column on the left and on the right. */
  readonly before: readonly (readonly number[])[]
  readonly after: readonly (readonly number[])[]
  laneOf(source: number, layer: number): number | undefined
}

/** Past this many lanes a picture is a hairball in any case; long edges then run behind the nodes. */
const mostLanesPerNode = 8
const sweeps = 6

/** Columns by the longest chain, their order by a few barycentre sweeps. */
export function layerOf(count: number, links: readonly NumberedLink[]): Layered {
  const chains = longestChains(count, links)
  const joined = joinNeighbours(chains.layerOf, links, count * mostLanesPerNode)
  const columns: number[][] = []
  const place = (id: number) => {
    const layer = joined.layerOf[id] ?? 0
    while (columns.length <= layer) columns.push([])
    columns[layer]?.push(id)
  }
  for (const id of chains.order) place(id)
  for (let lane = count; lane < joined.layerOf.length; lane += 1) place(lane)
  sortColumns(columns, joined)
  return { layers: columns, ...joined }
}

interface Chains {
  readonly layerOf: readonly number[]
  /** Members in the order in which they could be done. */
  readonly order: readonly number[]
}

/** A circle, which only a plan that cannot run has, is cut at its first member. */
function longestChains(count: number, links: readonly NumberedLink[]): Chains {
  const after = lists(count)
  const waits = new Int32Array(count)
  for (const { from, to } of links) {
    after[from]?.push(to)
    waits[to] = (waits[to] ?? 0) + 1
  }
  const layerOf = Array.from({ length: count }, () => 0)
  const isPlaced = new Uint8Array(count)
  const order: number[] = []
  const ready: number[] = []
  for (let id = 0; id < count; id += 1) if (waits[id] === 0) ready.push(id)
  let cut = 0
  for (let index = 0; order.length < count; index += 1) {
    while (index >= ready.length) {
      if (isPlaced[cut] === 0) ready.push(cut)
      cut += 1
    }
    const id = ready[index] ?? 0
    if (isPlaced[id] === 1) continue
    isPlaced[id] = 1
    order.push(id)
    for (const next of after[id] ?? []) {
      if (isPlaced[next] === 1) continue
      layerOf[next] = Math.max(layerOf[next] ?? 0, (layerOf[id] ?? 0) + 1)
      const left = (waits[next] ?? 0) - 1
      waits[next] = left
      if (left === 0) ready.push(next)
    }
  }
  return { layerOf, order }
}

type Joined = Omit<Layered, 'layers'>

/** Cuts edges over several columns into steps of one, with a lane in each column between. */
function joinNeighbours(
  layerOfMember: readonly number[],
  links: readonly NumberedLink[],
  mostLanes: number,
): Joined {
  const count = layerOfMember.length
  const layerOf = [...layerOfMember]
  const lanes = new Map<number, number>()
  const before = lists(count)
  const after = lists(count)
  const join = (left: number, right: number) => {
    after[left]?.push(right)
    before[right]?.push(left)
  }
  const joined = new Set<number>()
  for (const { from, to } of links) {
    if (joined.has(from * count + to)) continue
    joined.add(from * count + to)
    const end = layerOf[to] ?? 0
    let left = from
    for (let layer = (layerOf[from] ?? 0) + 1; layer < end && lanes.size < mostLanes; layer += 1) {
      const known = lanes.get(layer * count + from)
      const lane = known ?? layerOf.length
      if (known === undefined) {
        lanes.set(layer * count + from, lane)
        layerOf.push(layer)
        before.push([])
        after.push([])
        join(left, lane)
      }
      left = lane
    }
    join(left, to)
  }
  return { layerOf, before, after, laneOf: (source, layer) => lanes.get(layer * count + source) }
}

const lists = (count: number): number[][] => Array.from({ length: count }, () => [])

function sortColumns(columns: readonly number[][], { layerOf, before, after }: Joined): void {
  /** Where everything stands in its column, from 0 to 1. */
  const ranks = new Float64Array(layerOf.length)
  const weights = new Float64Array(layerOf.length)
  const rank = (column: readonly number[]) => {
    for (const [at, id] of column.entries()) ranks[id] = (at + 0.5) / column.length
  }
  const sort = (column: number[], layer: number, neighbours: readonly (readonly number[])[]) => {
    for (const id of column) {
      let total = 0
      let near = 0
      for (const other of neighbours[id] ?? []) {
        if (Math.abs((layerOf[other] ?? 0) - layer) !== 1) continue
        total += ranks[other] ?? 0
        near += 1
      }
      weights[id] = near === 0 ? (ranks[id] ?? 0) : total / near
    }
    column.sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0))
    rank(column)
  }
  for (const column of columns) rank(column)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    if (sweep % 2 === 0) for (const [layer, column] of columns.entries()) sort(column, layer, before)
    else for (const [layer, column] of [...columns.entries()].reverse()) sort(column, layer, after)
  }
}

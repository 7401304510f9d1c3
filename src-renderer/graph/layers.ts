import type { Link } from './outline.ts'

/** A place kept free in a column for the edges of one source that pass it. */
export interface Lane {
  readonly id: string
  readonly layer: number
}

export interface Layered {
  /** The ids of each column from top to bottom: keys and lanes. */
  readonly layers: readonly (readonly string[])[]
  readonly layerOf: ReadonlyMap<string, number>
  /** By `<source>@<layer>`. */
  readonly lanes: ReadonlyMap<string, Lane>
  /** Neighbours in the next column on the left and on the right. */
  readonly before: ReadonlyMap<string, readonly string[]>
  readonly after: ReadonlyMap<string, readonly string[]>
}

/** Past this many lanes a picture is a hairball in any case; long edges then run behind the nodes. */
const mostLanesPerNode = 8
const sweeps = 6

/** Columns by the longest chain, their order by a few barycentre sweeps. */
export function layerOf(keys: readonly string[], links: readonly Link[]): Layered {
  const layers = longestChains(keys, links)
  const joined = joinNeighbours(layers, links, keys.length * mostLanesPerNode)
  const columns: string[][] = []
  for (const [id, layer] of joined.layerOf) {
    while (columns.length <= layer) columns.push([])
    columns[layer]?.push(id)
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const rightwards = sweep % 2 === 0
    const order = rightwards ? columns.keys() : [...columns.keys()].reverse()
    for (const index of order) sortByNeighbours(columns, index, rightwards ? joined.before : joined.after)
  }
  return { layers: columns, ...joined }
}

/** A circle, which only a plan that cannot run has, is cut at its first member. */
function longestChains(keys: readonly string[], links: readonly Link[]): Map<string, number> {
  const after = new Map<string, string[]>(keys.map((key) => [key, []]))
  const waits = new Map<string, number>(keys.map((key) => [key, 0]))
  for (const { from, to } of links) {
    after.get(from)?.push(to)
    waits.set(to, (waits.get(to) ?? 0) + 1)
  }
  const layers = new Map<string, number>()
  const depth = new Map<string, number>()
  const ready = keys.filter((key) => waits.get(key) === 0)
  let cut = 0
  for (let index = 0; layers.size < keys.length; index += 1) {
    while (index >= ready.length) {
      const key = keys[cut]
      if (key === undefined) return layers
      cut += 1
      if (!layers.has(key)) ready.push(key)
    }
    const key = ready[index]
    if (key === undefined || layers.has(key)) continue
    const layer = depth.get(key) ?? 0
    layers.set(key, layer)
    for (const next of after.get(key) ?? []) {
      depth.set(next, Math.max(depth.get(next) ?? 0, layer + 1))
      const left = (waits.get(next) ?? 0) - 1
      waits.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  return layers
}

type Joined = Omit<Layered, 'layers'>

/** Cuts edges over several columns into steps of one, with a lane in each column between. */
function joinNeighbours(
  layers: ReadonlyMap<string, number>,
  links: readonly Link[],
  mostLanes: number,
): Joined {
  const layerOfId = new Map(layers)
  const lanes = new Map<string, Lane>()
  const before = new Map<string, Set<string>>()
  const after = new Map<string, Set<string>>()
  for (const { from, to } of links) {
    const start = layers.get(from) ?? 0
    const end = layers.get(to) ?? 0
    let left = from
    for (let layer = start + 1; layer < end && lanes.size < mostLanes; layer += 1) {
      const id = `${from}@${layer}`
      lanes.set(id, { id: `lane:${id}`, layer })
      layerOfId.set(`lane:${id}`, layer)
      join(after, left, `lane:${id}`)
      join(before, `lane:${id}`, left)
      left = `lane:${id}`
    }
    join(after, left, to)
    join(before, to, left)
  }
  const lists = (of: Map<string, Set<string>>): Map<string, string[]> =>
    new Map([...of].map(([id, set]) => [id, [...set]]))
  return { layerOf: layerOfId, lanes, before: lists(before), after: lists(after) }
}

function join(of: Map<string, Set<string>>, id: string, other: string): void {
  const set = of.get(id)
  if (set === undefined) of.set(id, new Set([other]))
  else set.add(other)
}

function sortByNeighbours(
  columns: string[][],
  index: number,
  neighbours: ReadonlyMap<string, readonly string[]>,
): void {
  const column = columns[index] ?? []
  const rankOf = new Map<string, number>()
  for (const other of [columns[index - 1] ?? [], columns[index + 1] ?? []]) {
    for (const [rank, id] of other.entries()) rankOf.set(id, (rank + 0.5) / other.length)
  }
  const weights = new Map(
    column.map((id, rank) => {
      const ranks = (neighbours.get(id) ?? []).flatMap((other) => rankOf.get(other) ?? [])
      const mean = ranks.reduce((total, each) => total + each, 0) / ranks.length
      return [id, ranks.length === 0 ? (rank + 0.5) / column.length : mean]
    }),
  )
  columns[index] = column.toSorted((a, b) => (weights.get(a) ?? 0) - (weights.get(b) ?? 0))
}

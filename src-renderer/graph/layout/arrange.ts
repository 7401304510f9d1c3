import { layerOf } from './layers.ts'
import { type Size, sizes } from './layout.ts'
import type { Links } from './links.ts'
import { settle } from './settle.ts'

/** Size of every task by its index, as if the plan direction were to the right. */
export interface Boxes {
  readonly widths: Float64Array
  readonly heights: Float64Array
  /** Output: position relative to the corner of the container. */
  readonly lefts: Float64Array
  readonly tops: Float64Array
  /** Output: number among the connected members of the container. -1 before that, and for unconnected members. */
  readonly numbers: Int32Array
}

/** Layout of the members of one container, with the origin at 0, 0. */
export type Arrangement = ReturnType<typeof arrange>

/** Columns from left to right by the longest chain. Members without dependencies are in a grid below. */
export function arrange(members: readonly number[], links: Links, boxes: Boxes) {
  const { numbers } = boxes
  for (const id of links.from) numbers[id] = 0
  for (const id of links.to) numbers[id] = 0
  const chained: number[] = []
  const loose: number[] = []
  for (const id of members) {
    if (numbers[id] === -1) loose.push(id)
    else numbers[id] = chained.push(id) - 1
  }
  const columns = placeColumns(chained, links, boxes)
  const grid = placeGrid(loose, columns, boxes)
  return {
    ...columns,
    /** In drawing order. */
    members: [...chained, ...loose],
    width: Math.max(columns.width, grid.width),
    height: Math.max(columns.height, grid.height),
  }
}

function placeColumns(chained: readonly number[], links: Links, boxes: Boxes) {
  const numberOf = (id: number): number => boxes.numbers[id] ?? 0
  const layered = layerOf(chained.length, { from: links.from.map(numberOf), to: links.to.map(numberOf) })
  const heights = new Float64Array(layered.layerOf.length)
  const widths = new Float64Array(layered.columns.starts.length - 1)
  for (const [number, id] of chained.entries()) {
    // Only members have a height; lanes have none.
    heights[number] = boxes.heights[id] ?? 0
    const layer = layered.layerOf[number] ?? 0
    widths[layer] = Math.max(widths[layer] ?? 0, boxes.widths[id] ?? 0)
  }
  const lefts = leftEdges(widths)
  const tops = settle(layered, heights)
  let width = 0
  for (const [number, id] of chained.entries()) {
    const left = lefts[layered.layerOf[number] ?? 0] ?? 0
    boxes.lefts[id] = left
    boxes.tops[id] = tops[number] ?? 0
    width = Math.max(width, left + (boxes.widths[id] ?? 0))
  }
  return {
    width,
    height: tops.reduce((most, top, number) => Math.max(most, top + (heights[number] ?? 0)), 0),
    /** Distance from the left edge of a member to the right edge of its column. */
    columnWidthOf: (member: number): number => widths[layered.layerOf[numberOf(member)] ?? 0] ?? 0,
    /** Calls `call` for each column between the ends of an edge: the lane is from `left` to `right` at `y`. */
    eachLane(from: number, to: number, call: (left: number, right: number, y: number) => void): void {
      const source = numberOf(from)
      const end = layered.layerOf[numberOf(to)] ?? 0
      for (let layer = (layered.layerOf[source] ?? 0) + 1; layer < end; layer += 1) {
        const lane = layered.laneOf(source, layer)
        if (lane === undefined) continue
        const left = lefts[layer] ?? 0
        call(left, left + (widths[layer] ?? 0), tops[lane] ?? 0)
      }
    },
  }
}

function leftEdges(widths: Float64Array): Float64Array {
  let left = 0
  return widths.map((width) => {
    const at = left
    left += width + sizes.columnGap
    return at
  })
}

/** As many columns as rows, or as wide as the layout above if that is wider. */
function placeGrid(members: readonly number[], above: Size, boxes: Boxes): Size {
  if (members.length === 0) return { width: 0, height: 0 }
  const column = largest(members, boxes.widths) + sizes.columnGap
  const fitting = Math.floor((above.width + sizes.columnGap) / column)
  const perRow = Math.min(members.length, Math.max(fitting, Math.ceil(Math.sqrt(members.length))))
  let width = 0
  let height = 0
  let top = above.height === 0 ? 0 : above.height + 2 * sizes.rowGap
  for (let index = 0; index < members.length; index += perRow) {
    const row = members.slice(index, index + perRow)
    for (const [at, id] of row.entries()) {
      boxes.lefts[id] = at * column
      boxes.tops[id] = top
      width = Math.max(width, at * column + (boxes.widths[id] ?? 0))
    }
    height = top + largest(row, boxes.heights)
    top = height + sizes.rowGap
  }
  return { width, height }
}

const largest = (members: readonly number[], of: Float64Array): number =>
  members.reduce((most, id) => Math.max(most, of[id] ?? 0), 0)

import { type Layered, layerOf, type NumberedLink } from './layers.ts'
import type { Link } from './outline.ts'
import { settle } from './settle.ts'
import { sizes } from './sizes.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

interface Sized {
  readonly key: string
  readonly width: number
  readonly height: number
}

/** The members of one container, placed from 0, 0. */
export interface Arrangement {
  readonly boxes: readonly (Sized & Point)[]
  readonly width: number
  readonly height: number
  boxOf(key: string): (Sized & Point) | undefined
  /** From the left edge of the member to the right edge of its column. */
  columnWidthOf(key: string): number
  /** The way of an edge through the columns between its ends. */
  laneOf(from: string, to: string): readonly Point[]
}

/** Layered from left to right by the longest chain; members that nothing ties stand in a grid below. */
export function arrange(members: readonly Sized[], links: readonly Link[]): Arrangement {
  const tied = new Set<string>()
  for (const { from, to } of links) tied.add(from).add(to)
  const chained = placeColumns(
    members.filter(({ key }) => tied.has(key)),
    links,
  )
  const loose = placeGrid(
    members.filter(({ key }) => !tied.has(key)),
    chained,
  )
  const boxes = [...chained.boxes, ...loose]
  const byKey = new Map(boxes.map((box) => [box.key, box]))
  return {
    boxes,
    boxOf: (key) => byKey.get(key),
    width: largest(boxes.map((box) => box.x + box.width)),
    height: largest([chained.bottom, ...loose.map((box) => box.y + box.height)]),
    columnWidthOf: chained.columnWidthOf,
    laneOf: chained.laneOf,
  }
}

interface Columns extends Pick<Arrangement, 'boxes' | 'columnWidthOf' | 'laneOf'> {
  readonly bottom: number
}

function placeColumns(members: readonly Sized[], links: readonly Link[]): Columns {
  const numberOf = new Map(members.map(({ key }, at) => [key, at]))
  const layered = layerOf(members.length, numbered(links, numberOf))
  const widths = layered.layers.map((layer) => largest(layer.map((id) => members[id]?.width ?? 0)))
  const lefts = leftEdges(widths)
  // A lane has no height.
  const tops = settle(layered, (id) => members[id]?.height ?? 0)
  const boxes = members.map(({ key, width, height }, at) => ({
    ...{ key, width, height },
    x: lefts[layered.layerOf[at] ?? 0] ?? 0,
    y: tops[at] ?? 0,
  }))
  return {
    boxes,
    bottom: tops.reduce((most, top, id) => Math.max(most, top + (members[id]?.height ?? 0)), 0),
    columnWidthOf: (key) => widths[layered.layerOf[numberOf.get(key) ?? 0] ?? 0] ?? 0,
    laneOf: (from, to) =>
      lanesBetween(layered, numberOf.get(from) ?? 0, numberOf.get(to) ?? 0).flatMap((lane) => {
        const layer = layered.layerOf[lane] ?? 0
        const left = lefts[layer] ?? 0
        const y = tops[lane] ?? 0
        return [
          { x: left, y },
          { x: left + (widths[layer] ?? 0), y },
        ]
      }),
  }
}

function numbered(links: readonly Link[], numberOf: ReadonlyMap<string, number>): NumberedLink[] {
  const found: NumberedLink[] = []
  for (const link of links) {
    const from = numberOf.get(link.from)
    const to = numberOf.get(link.to)
    if (from !== undefined && to !== undefined) found.push({ from, to })
  }
  return found
}

function leftEdges(widths: readonly number[]): number[] {
  let left = 0
  return widths.map((width) => {
    const at = left
    left += width + sizes.columnGap
    return at
  })
}

/** Not `Math.max(...values)`, which overflows the stack at a hundred thousand values. */
const largest = (values: readonly number[]): number => values.reduce((most, each) => Math.max(most, each), 0)

function lanesBetween({ layerOf, laneOf }: Layered, from: number, to: number): number[] {
  const lanes: number[] = []
  for (let layer = (layerOf[from] ?? 0) + 1; layer < (layerOf[to] ?? 0); layer += 1) {
    const lane = laneOf(from, layer)
    if (lane !== undefined) lanes.push(lane)
  }
  return lanes
}

/** About twice as wide as high, or as wide as what stands above. */
function placeGrid(members: readonly Sized[], above: Columns): (Sized & Point)[] {
  if (members.length === 0) return []
  const width = largest(members.map((member) => member.width))
  const available = largest(above.boxes.map((box) => box.x + box.width))
  const fitting = Math.floor((available + sizes.columnGap) / (width + sizes.columnGap))
  const perRow = Math.min(members.length, Math.max(fitting, Math.ceil(Math.sqrt(members.length))))
  const placed: (Sized & Point)[] = []
  let top = above.boxes.length === 0 ? 0 : above.bottom + 2 * sizes.rowGap
  for (let index = 0; index < members.length; index += perRow) {
    const row = members.slice(index, index + perRow)
    for (const [column, member] of row.entries()) {
      placed.push({ ...member, x: column * (width + sizes.columnGap), y: top })
    }
    top += largest(row.map((member) => member.height)) + sizes.rowGap
  }
  return placed
}

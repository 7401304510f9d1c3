import { type Lane, type Layered, layerOf } from './layers.ts'
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
  const tied = new Set(links.flatMap(({ from, to }) => [from, to]))
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
  const sizeOf = new Map(members.map((member) => [member.key, member]))
  const layered = layerOf(
    members.map(({ key }) => key),
    links,
  )
  const widths = layered.layers.map((layer) => largest(layer.map((id) => sizeOf.get(id)?.width ?? 0)))
  const lefts = leftEdges(widths)
  const tops = settle(layered, (id) => sizeOf.get(id)?.height ?? 0)
  const layerOfId = (id: string): number => layered.layerOf.get(id) ?? 0
  const boxes = members.map((member) => ({
    ...member,
    x: lefts[layerOfId(member.key)] ?? 0,
    y: tops.get(member.key) ?? 0,
  }))
  return {
    boxes,
    bottom: largest([...boxes.map((box) => box.y + box.height), ...lanesBottom(layered, tops)]),
    columnWidthOf: (key) => widths[layerOfId(key)] ?? 0,
    laneOf: (from, to) =>
      lanesBetween(layered, from, to).flatMap((lane) => {
        const left = lefts[lane.layer] ?? 0
        const y = tops.get(lane.id) ?? 0
        return [
          { x: left, y },
          { x: left + (widths[lane.layer] ?? 0), y },
        ]
      }),
  }
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

const lanesBottom = (layered: Layered, tops: ReadonlyMap<string, number>): number[] =>
  [...layered.lanes.values()].map(({ id }) => tops.get(id) ?? 0)

function lanesBetween(layered: Layered, from: string, to: string): Lane[] {
  const first = (layered.layerOf.get(from) ?? 0) + 1
  const last = (layered.layerOf.get(to) ?? 0) - 1
  const lanes: Lane[] = []
  for (let layer = first; layer <= last; layer += 1) {
    const lane = layered.lanes.get(`${from}@${layer}`)
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

import type { Box, Point } from './layout.ts'
import { type Lists, placesOf, valuesOf } from './links.ts'

/**
 * Boxes as numbers in rows, sorted into the cells of a grid: nodes are of one size and spread evenly. It is made where
 * the plan is laid out and asked in the page.
 */
export interface PackedBoxes {
  /** Of each box the number of what it belongs to; one thing may have many boxes. */
  readonly owners: Int32Array<ArrayBuffer>
  /** Of each box its left, top, right and bottom. */
  readonly sides: Float64Array<ArrayBuffer>
  readonly grid: Grid
  /** Of each cell, row after row, its boxes; in the last list those over too many cells, which every query looks at. */
  readonly cells: Lists
}

interface Grid extends Point {
  /** The length of the side of a cell. */
  readonly side: number
  readonly columns: number
  readonly rows: number
}

/** About one screen has four cells: few enough to walk, small enough to leave most of a plan out. */
const cellSide = 512
/** A box over more cells than this is looked at in every query instead. */
const mostCells = 64

interface Boxes {
  /** In order. */
  readonly owners: readonly number[]
  readonly sides: readonly number[]
}

export function packBoxes({ owners, sides }: Boxes): PackedBoxes {
  const grid = gridOver(sides)
  const last = grid.columns * grid.rows
  const cells: number[] = []
  const boxes: number[] = []
  for (let box = 0; box < owners.length; box += 1) {
    const left = cellAt(sides[4 * box] ?? 0, grid.x, grid.side)
    const top = cellAt(sides[4 * box + 1] ?? 0, grid.y, grid.side)
    const right = cellAt(sides[4 * box + 2] ?? 0, grid.x, grid.side)
    const bottom = cellAt(sides[4 * box + 3] ?? 0, grid.y, grid.side)
    if ((right - left + 1) * (bottom - top + 1) > mostCells) {
      cells.push(last)
      boxes.push(box)
      continue
    }
    for (let row = top; row <= bottom; row += 1) {
      for (let column = left; column <= right; column += 1) {
        cells.push(row * grid.columns + column)
        boxes.push(box)
      }
    }
  }
  return {
    owners: new Int32Array(owners),
    sides: new Float64Array(sides),
    grid,
    cells: valuesOf(placesOf(cells, last + 1), boxes),
  }
}

const cellAt = (place: number, from: number, side: number): number => Math.floor((place - from) / side)

/** Where boxes are spread thin the cells are larger, so that there are not many more than boxes. */
function gridOver(sides: readonly number[]): Grid {
  if (sides.length === 0) return { x: 0, y: 0, side: cellSide, columns: 0, rows: 0 }
  let [left, top, right, bottom] = [sides[0] ?? 0, sides[1] ?? 0, sides[2] ?? 0, sides[3] ?? 0]
  for (let at = 0; at < sides.length; at += 4) {
    left = Math.min(left, sides[at] ?? 0)
    top = Math.min(top, sides[at + 1] ?? 0)
    right = Math.max(right, sides[at + 2] ?? 0)
    bottom = Math.max(bottom, sides[at + 3] ?? 0)
  }
  for (let side = cellSide; ; side *= 2) {
    const columns = cellAt(right, left, side) + 1
    const rows = cellAt(bottom, top, side) + 1
    if (columns * rows <= sides.length) return { x: left, y: top, side, columns, rows }
  }
}

export interface SpatialIndex {
  /** The owners of the boxes that touch `area`, each once, in no order. */
  query(area: Box): number[]
}

/** Finds what lies in an area without looking at the rest. */
export function createSpatialIndex({ owners, sides, grid, cells }: PackedBoxes): SpatialIndex {
  const touchesArea = (box: number, { x, y, width, height }: Box): boolean =>
    (sides[4 * box] ?? 0) <= x + width &&
    (sides[4 * box + 1] ?? 0) <= y + height &&
    (sides[4 * box + 2] ?? 0) >= x &&
    (sides[4 * box + 3] ?? 0) >= y
  // Which query found an owner last: cheaper than a set, since a query comes with every frame.
  const seen = new Uint32Array((owners.at(-1) ?? -1) + 1)
  let queries = 0
  return {
    query(area) {
      const found: number[] = []
      queries += 1
      const take = (cell: number) => {
        for (let at = cells.starts[cell] ?? 0; at < (cells.starts[cell + 1] ?? 0); at += 1) {
          const box = cells.items[at] ?? 0
          const owner = owners[box] ?? 0
          if (seen[owner] === queries || !touchesArea(box, area)) continue
          seen[owner] = queries
          found.push(owner)
        }
      }
      take(grid.columns * grid.rows)
      const right = Math.min(grid.columns - 1, cellAt(area.x + area.width, grid.x, grid.side))
      const bottom = Math.min(grid.rows - 1, cellAt(area.y + area.height, grid.y, grid.side))
      const left = Math.max(0, cellAt(area.x, grid.x, grid.side))
      for (let row = Math.max(0, cellAt(area.y, grid.y, grid.side)); row <= bottom; row += 1)
        for (let column = left; column <= right; column += 1) take(row * grid.columns + column)
      return found
    },
  }
}

export const touches = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height

export const contains = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height

export const isInside = ({ x, y, width, height }: Box, point: Point): boolean =>
  point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height

/** `box` with `by` more on every side. */
export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

/** The box that two corners span, in whatever order they are. */
export const boxBetween = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

import type { Point } from './arrange.ts'
import type { Box } from './layout.ts'

/** A box and the number of what it belongs to; one thing may have many boxes. */
export interface Entry {
  readonly owner: number
  readonly box: Box
}

export interface SpatialIndex {
  /** The owners of the boxes that touch `area`, each once, in no order. */
  query(area: Box): number[]
}

/** About one screen has four cells: few enough to walk, small enough to leave most of a plan out. */
const cellSize = 512
/** A box over more cells than this is looked at in every query instead. */
const mostCells = 64

/**
 * Finds what lies in an area without looking at the rest: a grid, because nodes are of one size and spread evenly. Boxes
 * are kept as numbers in a row: a plan has tens of thousands, and objects would be most of what it takes.
 */
export function createSpatialIndex(entries: Iterable<Entry>): SpatialIndex {
  const owners: number[] = []
  /** Of each entry its left, top, right and bottom. */
  const sides: number[] = []
  const cells = new Map<number, Map<number, number[]>>()
  const large: number[] = []
  let most = 0
  for (const { owner, box } of entries) {
    const entry = owners.length
    owners.push(owner)
    sides.push(box.x, box.y, box.x + box.width, box.y + box.height)
    most = Math.max(most, owner + 1)
    const { left, right, top, bottom } = cellsOf(box)
    if ((right - left + 1) * (bottom - top + 1) > mostCells) {
      large.push(entry)
      continue
    }
    for (let column = left; column <= right; column += 1) {
      const rows = cells.get(column) ?? new Map<number, number[]>()
      cells.set(column, rows)
      for (let row = top; row <= bottom; row += 1) {
        const list = rows.get(row)
        if (list === undefined) rows.set(row, [entry])
        else list.push(entry)
      }
    }
  }
  const touchesArea = (entry: number, { x, y, width, height }: Box): boolean =>
    (sides[4 * entry] ?? 0) <= x + width &&
    (sides[4 * entry + 1] ?? 0) <= y + height &&
    (sides[4 * entry + 2] ?? 0) >= x &&
    (sides[4 * entry + 3] ?? 0) >= y
  // Which query found an owner last: cheaper than a set, since a query comes with every frame.
  const seen = new Uint32Array(most)
  let queries = 0
  return {
    query(area) {
      const found: number[] = []
      queries += 1
      const take = (list: readonly number[]) => {
        for (const entry of list) {
          const owner = owners[entry] ?? 0
          if (seen[owner] === queries || !touchesArea(entry, area)) continue
          seen[owner] = queries
          found.push(owner)
        }
      }
      take(large)
      const { left, right, top, bottom } = cellsOf(area)
      for (const [column, rows] of cells) {
        if (column < left || column > right) continue
        for (const [row, list] of rows) if (row >= top && row <= bottom) take(list)
      }
      return found
    },
  }
}

const cellsOf = ({ x, y, width, height }: Box) => ({
  left: Math.floor(x / cellSize),
  right: Math.floor((x + width) / cellSize),
  top: Math.floor(y / cellSize),
  bottom: Math.floor((y + height) / cellSize),
})

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

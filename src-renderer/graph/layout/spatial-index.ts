import Flatbush from 'flatbush'
import type { Box, Point } from './layout.ts'

/** A tree of boxes in one buffer, built during the layout and queried in the main thread. */
export interface PackedBoxes {
  /** Owner of each box, in ascending order. An owner can have several boxes. */
  readonly owners: Int32Array<ArrayBuffer>
  /** Empty if there are no boxes. */
  readonly tree: Flatbush['data']
}

interface Boxes {
  readonly owners: readonly number[]
  /** Four values per box: left, top, right and bottom. */
  readonly sides: readonly number[]
}

export function packBoxes({ owners, sides }: Boxes): PackedBoxes {
  if (owners.length === 0) return { owners: new Int32Array(), tree: new ArrayBuffer() }
  const tree = new Flatbush(owners.length)
  for (let at = 0; at < sides.length; at += 4)
    tree.add(sides[at] ?? 0, sides[at + 1] ?? 0, sides[at + 2] ?? 0, sides[at + 3] ?? 0)
  tree.finish()
  return { owners: new Int32Array(owners), tree: tree.data }
}

/** Finds the owners of boxes in an area through the tree. */
export function createSpatialIndex({ owners, tree }: PackedBoxes) {
  const index = tree.byteLength === 0 ? null : Flatbush.from(tree)
  // Number of the last query that found each owner. Cheaper than a set, because queries run in every frame.
  const seen = new Uint32Array((owners.at(-1) ?? -1) + 1)
  let queries = 0
  return {
    /** Owners of the boxes that touch `area`, each once, unordered. */
    query({ x, y, width, height }: Box): number[] {
      const found: number[] = []
      queries += 1
      index?.search(x, y, x + width, y + height, (box) => {
        const owner = owners[box] ?? 0
        if (seen[owner] !== queries) found.push(owner)
        seen[owner] = queries
        return false
      })
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

/** `box` enlarged by `by` on every side. */
export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

/** The box between two opposite corners, in any order. */
export const boxBetween = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

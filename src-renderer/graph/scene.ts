import { once } from '#shared/once.ts'
import type { Point } from './arrange.ts'
import type { Box, Layout, LayoutEdge, LayoutNode } from './layout.ts'
import { distanceToRoute } from './route-path.ts'
import { boxBetween, contains, createSpatialIndex, type Entry, grown, isInside } from './spatial-index.ts'

/** A layout that answers what is where. */
export interface Scene {
  readonly layout: Layout
  nodeOf(key: string | null): LayoutNode | undefined
  /** In no order. */
  nodesIn(area: Box): readonly LayoutNode[]
  edgesIn(area: Box): readonly LayoutEdge[]
  /** What a person points at: a task rather than the group around it. */
  nodeAt(point: Point): LayoutNode | null
  /** The nearest edge that is not further away than `distance`. */
  edgeAt(point: Point, distance: number): LayoutEdge | null
  edgesFrom(key: string): readonly LayoutEdge[]
  edgesTo(key: string): readonly LayoutEdge[]
}

export function createScene(layout: Layout): Scene {
  const { nodes, edges, direction } = layout
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const nodeIndex = createSpatialIndex(nodes.map((box, owner) => ({ owner, box })))
  const edgeIndex = createSpatialIndex(piecesOf(edges))
  // What most scenes are never asked for.
  const from = once(() => groupBy(edges, (edge) => edge.from))
  const to = once(() => groupBy(edges, (edge) => edge.to))
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height }
  const nodesIn = (area: Box): readonly LayoutNode[] =>
    contains(area, whole) ? nodes : itemsAt(nodes, nodeIndex.query(area))
  const edgesIn = (area: Box): readonly LayoutEdge[] =>
    contains(area, whole) ? edges : itemsAt(edges, edgeIndex.query(area))
  return {
    layout,
    nodeOf: (key) => (key === null ? undefined : byKey.get(key)),
    nodesIn,
    edgesIn,
    nodeAt(point) {
      const under = nodesIn({ ...point, width: 0, height: 0 }).filter((node) => isInside(node, point))
      return under.reduce<LayoutNode | null>((top, node) => (isOver(node, top) ? node : top), null)
    },
    edgeAt(point, distance) {
      let best: LayoutEdge | null = null
      let least = distance
      for (const edge of edgesIn(grown({ ...point, width: 0, height: 0 }, distance))) {
        const away = distanceToRoute(edge.points, direction, point)
        if (away > least) continue
        least = away
        best = edge
      }
      return best
    },
    edgesFrom: (key) => from().get(key) ?? [],
    edgesTo: (key) => to().get(key) ?? [],
  }
}

function* piecesOf(edges: readonly LayoutEdge[]): Generator<Entry> {
  for (const [owner, { points }] of edges.entries()) {
    const [first, , end] = points
    // To the next column: its first piece ends beside its node.
    if (first !== undefined && end !== undefined && points.length === 3) {
      yield { owner, box: boxBetween(first, end) }
      continue
    }
    let last: Point | null = null
    for (const point of points) {
      if (last !== null) yield { owner, box: boxBetween(last, point) }
      last = point
    }
  }
}

function itemsAt<Item>(items: readonly Item[], places: readonly number[]): Item[] {
  const found: Item[] = []
  for (const place of places) {
    const item = items[place]
    if (item !== undefined) found.push(item)
  }
  return found
}

const isOver = (node: LayoutNode, other: LayoutNode | null): boolean =>
  other === null || node.depth > other.depth

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const list = groups.get(keyOf(item))
    if (list === undefined) groups.set(keyOf(item), [item])
    else list.push(item)
  }
  return groups
}

import { once } from '#shared/once.ts'
import type { Layout, LayoutEdge, LayoutNode, Point } from './layout.ts'
import { distanceToRoute } from './route-path.ts'
import { grown, isInside } from './spatial-index.ts'

export type LayoutIndex = ReturnType<typeof createLayoutIndex>

/** A layout with lookups: nodes and edges by point, by key and by dependency. */
export function createLayoutIndex(layout: Layout) {
  const { nodes, direction, nodesIn, edgesIn } = layout
  // Computed on demand, because most layouts never need these indexes.
  const byKey = once(() => new Map(nodes.map((node) => [node.key, node])))
  const from = once(() => Map.groupBy(layout.edges, (edge) => edge.from))
  const to = once(() => Map.groupBy(layout.edges, (edge) => edge.to))
  return {
    layout,
    nodeOf: (key: string | null): LayoutNode | undefined => (key === null ? undefined : byKey().get(key)),
    /** Unordered. */
    nodesIn,
    edgesIn,
    /** The node at a point; a task takes precedence over the group around it. */
    nodeAt(point: Point): LayoutNode | null {
      const under = nodesIn({ ...point, width: 0, height: 0 }).filter((node) => isInside(node, point))
      return under.reduce<LayoutNode | null>((top, node) => (isOver(node, top) ? node : top), null)
    },
    /** The nearest edge within `distance`; null if none is that close. */
    edgeAt(point: Point, distance: number): LayoutEdge | null {
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
    edgesFrom: (key: string): readonly LayoutEdge[] => from().get(key) ?? [],
    edgesTo: (key: string): readonly LayoutEdge[] => to().get(key) ?? [],
  }
}

const isOver = (node: LayoutNode, other: LayoutNode | null): boolean =>
  other === null || node.depth > other.depth

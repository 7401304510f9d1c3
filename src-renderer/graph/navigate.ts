import type { Layout, LayoutNode } from './layout.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The node an arrow key leads to: left and right follow dependencies where there are any, otherwise the nearest node
 * that way; null at the edge.
 */
export function findNeighbour(layout: Layout, from: string, direction: Direction): string | null {
  const start = layout.nodes.find(({ key }) => key === from)
  if (start === undefined) return layout.nodes[0]?.key ?? null
  const along = direction === 'left' || direction === 'right' ? listAlong(layout, from, direction) : []
  const nodes = along.length > 0 ? along : layout.nodes.filter((node) => liesTowards(start, node, direction))
  return nearest(start, nodes, direction)?.key ?? null
}

function listAlong({ nodes, edges }: Layout, from: string, direction: 'left' | 'right'): LayoutNode[] {
  const keys = new Set(
    direction === 'right'
      ? edges.filter((edge) => edge.from === from).map(({ to }) => to)
      : edges.filter((edge) => edge.to === from).map((edge) => edge.from),
  )
  return nodes.filter(({ key }) => keys.has(key))
}

function liesTowards(start: LayoutNode, node: LayoutNode, direction: Direction): boolean {
  if (node.key === start.key) return false
  switch (direction) {
    case 'left':
      return node.x < start.x
    case 'right':
      return node.x > start.x
    case 'up':
      return node.y < start.y && Math.abs(node.x - start.x) < start.width
    case 'down':
      return node.y > start.y && Math.abs(node.x - start.x) < start.width
  }
}

/** Across the direction counts double: an arrow keeps to its row or column. */
function nearest(start: LayoutNode, nodes: readonly LayoutNode[], direction: Direction): LayoutNode | null {
  const isHorizontal = direction === 'left' || direction === 'right'
  let best: LayoutNode | null = null
  let least = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const dx = Math.abs(node.x - start.x)
    const dy = Math.abs(node.y - start.y)
    const distance = isHorizontal ? dx + 2 * dy : 2 * dx + dy
    if (distance < least) {
      least = distance
      best = node
    }
  }
  return best
}

import type { Box, LayoutNode } from './layout/layout.ts'
import type { Scene } from './layout/scene.ts'

export type Arrow = 'left' | 'right' | 'up' | 'down'

/**
 * The node an arrow key leads to: along the direction of the plan it follows dependencies where there are any, otherwise
 * the nearest node that way; null at the edge.
 */
export function findNeighbour(scene: Scene, from: string, arrow: Arrow): string | null {
  const { nodes, direction } = scene.layout
  const start = scene.nodeOf(from)
  if (start === undefined) return nodes[0]?.key ?? null
  const along =
    arrow === forwards[direction]
      ? scene.edgesFrom(from).map(({ to }) => to)
      : arrow === backwards[direction]
        ? scene.edgesTo(from).map((edge) => edge.from)
        : []
  const tied = along.flatMap((key) => scene.nodeOf(key) ?? [])
  if (tied.length > 0) return nearest(start, tied, arrow)?.key ?? null
  return nearest(start, listTowards(scene, start, arrow), arrow)?.key ?? null
}

const forwards = { right: 'right', down: 'down' } as const
const backwards = { right: 'left', down: 'up' } as const

/** How far to look at first; most often there is somebody. */
const near = 1200

function listTowards(scene: Scene, start: LayoutNode, arrow: Arrow): LayoutNode[] {
  const { width, height } = scene.layout
  const close = scene.nodesIn(stripFrom(start, arrow, near)).filter((node) => liesTowards(start, node, arrow))
  if (close.length > 0) return close
  const all = scene.nodesIn(stripFrom(start, arrow, Math.max(width, height)))
  return all.filter((node) => liesTowards(start, node, arrow))
}

/** Left and right may lead to any row; up and down keep to their column, as a list does. */
function stripFrom({ x, y, width, height }: LayoutNode, arrow: Arrow, far: number): Box {
  switch (arrow) {
    case 'left':
      return { x: x - far, y: y - far, width: far, height: height + 2 * far }
    case 'right':
      return { x, y: y - far, width: width + far, height: height + 2 * far }
    case 'up':
      return { x: x - width, y: y - far, width: 3 * width, height: far }
    case 'down':
      return { x: x - width, y, width: 3 * width, height: height + far }
  }
}

function liesTowards(start: LayoutNode, node: LayoutNode, arrow: Arrow): boolean {
  if (node.key === start.key) return false
  switch (arrow) {
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

/** Across the arrow counts double: it keeps to its row or column. */
function nearest(start: LayoutNode, nodes: readonly LayoutNode[], arrow: Arrow): LayoutNode | null {
  const isHorizontal = arrow === 'left' || arrow === 'right'
  let best: LayoutNode | null = null
  let least = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const dx = Math.abs(node.x - start.x)
    const dy = Math.abs(node.y - start.y)
    const distance = isHorizontal ? dx + 2 * dy : 2 * dx + dy
    if (distance >= least) continue
    least = distance
    best = node
  }
  return best
}

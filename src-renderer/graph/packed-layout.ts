import type { Point } from './arrange.ts'
import { type Direction, edgeId, type Layout, type LayoutEdge, type LayoutNode } from './layout.ts'

interface Keyed {
  readonly key: string
}

/**
 * A layout on its way out of the worker: numbers in a row, which change hands. Its objects would be copied one by one,
 * which takes as long as to lay them out. Tasks are named by their place in the plan.
 */
export interface PackedLayout {
  readonly direction: Direction
  readonly width: number
  readonly height: number
  /** Of each node its task, kind, depth, x, y, width and height. */
  readonly nodes: Float64Array<ArrayBuffer>
  /** Of each edge the tasks it is from and to, how many points it has, and these. */
  readonly edges: Float64Array<ArrayBuffer>
}

const kinds: readonly LayoutNode['kind'][] = ['task', 'group', 'frame']

export function packLayout({ nodes, edges, ...rest }: Layout, items: readonly Keyed[]): PackedLayout {
  const places = new Map(items.map(({ key }, place) => [key, place]))
  const placeOf = (key: string): number => places.get(key) ?? -1
  const ofNodes: number[] = []
  for (const { key, kind, depth, x, y, width, height } of nodes)
    ofNodes.push(placeOf(key), kinds.indexOf(kind), depth, x, y, width, height)
  const ofEdges: number[] = []
  for (const { from, to, points } of edges) {
    ofEdges.push(placeOf(from), placeOf(to), points.length)
    for (const { x, y } of points) ofEdges.push(x, y)
  }
  return { ...rest, nodes: Float64Array.from(ofNodes), edges: Float64Array.from(ofEdges) }
}

/** Of the same plan, or its tasks get the places of others. */
export function unpackLayout({ nodes, edges, ...rest }: PackedLayout, items: readonly Keyed[]): Layout {
  return { ...rest, nodes: readNodes(nodes, items), edges: readEdges(edges, items) }
}

function readNodes(numbers: Float64Array, items: readonly Keyed[]): LayoutNode[] {
  const { next, isAtEnd } = createReader(numbers)
  const nodes: LayoutNode[] = []
  while (!isAtEnd()) {
    const key = items[next()]?.key ?? ''
    const kind = kinds[next()] ?? 'task'
    nodes.push({ key, kind, depth: next(), x: next(), y: next(), width: next(), height: next() })
  }
  return nodes
}

function readEdges(numbers: Float64Array, items: readonly Keyed[]): LayoutEdge[] {
  const { next, isAtEnd } = createReader(numbers)
  const edges: LayoutEdge[] = []
  while (!isAtEnd()) {
    const from = items[next()]?.key ?? ''
    const to = items[next()]?.key ?? ''
    // Of its length from the beginning: one that grows has room for seventeen.
    const points = Array.from({ length: next() }, (): Point => ({ x: next(), y: next() }))
    edges.push({ id: edgeId(from, to), from, to, points })
  }
  return edges
}

function createReader(numbers: Float64Array) {
  let at = 0
  return {
    isAtEnd: () => at >= numbers.length,
    next(): number {
      const number = numbers[at] ?? 0
      at += 1
      return number
    },
  }
}

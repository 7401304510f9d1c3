import { once } from '#shared/once.ts'
import type { Box, Direction, Layout, LayoutEdge, LayoutNode, Point } from './layout.ts'
import { contains, createSpatialIndex, type PackedBoxes, packBoxes } from './spatial-index.ts'

interface Keyed {
  readonly key: string
}

/** A layout as typed arrays, for the transfer from the worker. Objects for each task are created in the main thread. */
export interface PackedLayout {
  readonly direction: Direction
  readonly width: number
  readonly height: number
  /** Seven values per node: task, kind, depth, x, y, width and height. */
  readonly nodes: Float64Array<ArrayBuffer>
  /**
   * Three values per edge: its two tasks and the end of its points. Each edge's points start at the end of the
   * previous edge's points.
   */
  readonly edges: Int32Array<ArrayBuffer>
  /** Two values per point: x and y. */
  readonly points: Float64Array<ArrayBuffer>
  readonly boxesOfNodes: PackedBoxes
  readonly boxesOfEdges: PackedBoxes
}

export const kinds: readonly LayoutNode['kind'][] = ['task', 'group', 'frame']

interface Drawn extends Pick<PackedLayout, 'direction' | 'width' | 'height'> {
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly points: readonly number[]
}

export const packLayout = ({ nodes, edges, points, ...rest }: Drawn): PackedLayout => ({
  ...rest,
  nodes: new Float64Array(nodes),
  edges: new Int32Array(edges),
  points: new Float64Array(points),
  boxesOfNodes: packBoxes(nodeBoxes(nodes)),
  boxesOfEdges: packBoxes(edgeBoxes(edges, points)),
})

const perNode = 7
const perEdge = 3

function nodeBoxes(nodes: readonly number[]) {
  const owners: number[] = []
  const sides: number[] = []
  for (let at = 0; at < nodes.length; at += perNode) {
    const [x, y] = [nodes[at + 3] ?? 0, nodes[at + 4] ?? 0]
    owners.push(at / perNode)
    sides.push(x, y, x + (nodes[at + 5] ?? 0), y + (nodes[at + 6] ?? 0))
  }
  return { owners, sides }
}

function edgeBoxes(edges: readonly number[], points: readonly number[]) {
  const owners: number[] = []
  const sides: number[] = []
  const put = (owner: number, one: number, other: number) => {
    const [x, y] = [points[2 * one] ?? 0, points[2 * one + 1] ?? 0]
    const [otherX, otherY] = [points[2 * other] ?? 0, points[2 * other + 1] ?? 0]
    owners.push(owner)
    sides.push(Math.min(x, otherX), Math.min(y, otherY), Math.max(x, otherX), Math.max(y, otherY))
  }
  for (let owner = 0, point = 0; owner < edges.length / perEdge; owner += 1) {
    const last = (edges[owner * perEdge + 2] ?? 0) - 1
    // An edge to the next column needs a single box, because its first piece ends right beside its node.
    if (last - point === 2) put(owner, point, last)
    else for (let at = point; at < last; at += 1) put(owner, at, at + 1)
    point = last + 1
  }
  return { owners, sides }
}

/** Buffers to transfer. */
export const buffersOf = ({ nodes, edges, points, boxesOfNodes, boxesOfEdges }: PackedLayout) =>
  [
    ...[nodes, edges, points].map(({ buffer }) => buffer),
    ...[boxesOfNodes, boxesOfEdges].flatMap(({ owners, tree }) => [owners.buffer, tree]),
  ].filter((buffer) => buffer instanceof ArrayBuffer)

/**
 * `items` must be those of the packed plan, otherwise tasks get the positions of other tasks. Edges are created on
 * demand, because only a few of tens of thousands are visible.
 */
export function unpackLayout(packed: PackedLayout, items: readonly Keyed[]): Layout {
  const { direction, width, height } = packed
  const nodes = readNodes(packed.nodes, items)
  const edgeAt = edgeReader(packed, items)
  const edges = once(() => Array.from({ length: packed.edges.length / perEdge }, (_, at) => edgeAt(at)))
  const nodeIndex = createSpatialIndex(packed.boxesOfNodes)
  const edgeIndex = createSpatialIndex(packed.boxesOfEdges)
  const whole = { x: 0, y: 0, width, height }
  return {
    ...{ direction, width, height, nodes },
    get edges() {
      return edges()
    },
    nodesIn: (area: Box) => (contains(area, whole) ? nodes : itemsAt(nodes, nodeIndex.query(area))),
    edgesIn: (area: Box) => (contains(area, whole) ? edges() : edgeIndex.query(area).map(edgeAt)),
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

function readNodes(numbers: Float64Array, items: readonly Keyed[]): LayoutNode[] {
  const nodes: LayoutNode[] = []
  for (let at = 0; at < numbers.length; at += perNode) {
    nodes.push({
      key: items[numbers[at] ?? 0]?.key ?? '',
      kind: kinds[numbers[at + 1] ?? 0] ?? 'task',
      depth: numbers[at + 2] ?? 0,
      x: numbers[at + 3] ?? 0,
      y: numbers[at + 4] ?? 0,
      width: numbers[at + 5] ?? 0,
      height: numbers[at + 6] ?? 0,
    })
  }
  return nodes
}

/** Returns the same object for an edge each time. */
function edgeReader({ edges, points }: PackedLayout, items: readonly Keyed[]): (place: number) => LayoutEdge {
  // Allocated with its full length: a sparse array would become a hash table, and edges are read in every frame.
  const made = new Array<LayoutEdge | undefined>(edges.length / perEdge)
  return (place) => {
    const before = made[place]
    if (before !== undefined) return before
    const at = place * perEdge
    const from = items[edges[at] ?? 0]?.key ?? ''
    const to = items[edges[at + 1] ?? 0]?.key ?? ''
    const route: Point[] = []
    for (let point = at === 0 ? 0 : (edges[at - 1] ?? 0); point < (edges[at + 2] ?? 0); point += 1)
      route.push({ x: points[2 * point] ?? 0, y: points[2 * point + 1] ?? 0 })
    const edge = { id: edgeId(from, to), from, to, points: route }
    made[place] = edge
    return edge
  }
}

const edgeId = (from: string, to: string): string => `${from}→${to}`

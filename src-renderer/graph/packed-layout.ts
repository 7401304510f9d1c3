import type { Point } from './arrange.ts'
import { type Direction, edgeId, type Layout, type LayoutEdge, type LayoutNode } from './layout.ts'
import type { LayoutRequest } from './layout-jobs.ts'
import type { LayoutItem } from './outline.ts'

interface Keyed {
  readonly key: string
}

/**
 * A plan on its way into the worker: numbers in a row, which change hands. Objects would be copied one by one, which takes
 * as long as to lay them out. Tasks are named by their place in the plan.
 */
export interface PackedPlan {
  readonly direction: Direction
  /** Of each task whether it is a group, whether it is collapsed, its parent or -1, how many it waits for, and these. */
  readonly tasks: Int32Array<ArrayBuffer>
}

export function packPlan({ items, collapsed, direction }: LayoutRequest): PackedPlan {
  const placeOf = new Map<string, number>()
  for (const [place, { key }] of items.entries()) placeOf.set(key, place)
  const tasks: number[] = []
  for (const { key, kind, parent, dependsOn } of items) {
    tasks.push(kind === 'group' ? 1 : 0, collapsed.has(key) ? 1 : 0)
    tasks.push(parent === null ? -1 : (placeOf.get(parent) ?? -1), dependsOn.length)
    for (const dependency of dependsOn) tasks.push(placeOf.get(dependency) ?? -1)
  }
  return { direction, tasks: Int32Array.from(tasks) }
}

/** The same plan with places for keys; what stands for a task that is not there is the key of none. */
export function unpackPlan({ direction, tasks }: PackedPlan): LayoutRequest {
  const { next, isAtEnd } = createReader(tasks)
  const items: LayoutItem[] = []
  const collapsed = new Set<string>()
  while (!isAtEnd()) {
    const key = String(items.length)
    const kind = next() === 1 ? 'group' : 'task'
    if (next() === 1) collapsed.add(key)
    const parent = next()
    const dependsOn = Array.from({ length: next() }, () => String(next()))
    items.push({ key, kind, parent: parent < 0 ? null : String(parent), dependsOn })
  }
  return { items, collapsed, direction }
}

/** A layout on its way out of the worker, as the plan came in. */
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

/** Of a plan that has places for keys. */
export function packLayout({ nodes, edges, ...rest }: Layout): PackedLayout {
  const ofNodes: number[] = []
  for (const { key, kind, depth, x, y, width, height } of nodes)
    ofNodes.push(Number(key), kinds.indexOf(kind), depth, x, y, width, height)
  const ofEdges: number[] = []
  for (const { from, to, points } of edges) {
    ofEdges.push(Number(from), Number(to), points.length)
    for (const { x, y } of points) ofEdges.push(x, y)
  }
  return { ...rest, nodes: Float64Array.from(ofNodes), edges: Float64Array.from(ofEdges) }
}

/** `items`: those of the plan that was packed, or its tasks get the places of others. */
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

function createReader(numbers: Float64Array | Int32Array) {
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

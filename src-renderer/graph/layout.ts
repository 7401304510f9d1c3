import { type Arrangement, arrange, type Point } from './arrange.ts'
import { arrangeDown } from './arrange-down.ts'
import { containersOf, type LayoutItem, type Outline } from './outline.ts'
import { sizes } from './sizes.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where what waits stands: to the right of what it waits for, or below it. */
export const directions = ['right', 'down'] as const
export type Direction = (typeof directions)[number]

/** `frame`: an open group drawn around its tasks; `group`: one drawn as a single node. */
export interface LayoutNode extends Box {
  readonly key: string
  readonly kind: 'task' | 'group' | 'frame'
  readonly depth: number
}

/** A drawn dependency, `to` waits for `from`: its points from the far side of the source to the near side of the target. */
export interface LayoutEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

export const edgeId = (from: string, to: string): string => `${from}→${to}`

export interface Layout {
  readonly direction: Direction
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
  readonly width: number
  readonly height: number
}

/**
 * Places a plan: whatever waits for something stands after it in the direction, groups stand around their tasks, and
 * the groups in `collapsed` are drawn as one node. Pixels; the top left corner is 0, 0.
 */
export function layoutPlan(
  items: readonly LayoutItem[],
  collapsed: ReadonlySet<string>,
  direction: Direction = 'right',
): Layout {
  const outline = containersOf(items, collapsed)
  const arrangements = new Map<string | null, Arrangement>()
  const root = arrangeContainer(outline, arrangements, { container: null, direction })

  const nodes: LayoutNode[] = []
  placeContainer(outline, arrangements, { container: null, x: 0, y: 0, depth: 0 }, nodes)
  const boxes = new Map(nodes.map((node) => [node.key, node]))
  const edges = outline.edges.map(({ from, to }) => {
    const points = routeEdge({ outline, arrangements, boxes, direction }, { from, to })
    return { id: edgeId(from, to), from, to, points }
  })
  return { direction, nodes, edges, width: root.width, height: root.height }
}

function arrangeContainer(
  outline: Outline,
  arrangements: Map<string | null, Arrangement>,
  { container, direction }: { readonly container: string | null; readonly direction: Direction },
): Arrangement {
  const members = outline.members.get(container) ?? []
  const boxes = members.map((key) => {
    if (!outline.frames.has(key)) return { key, width: sizes.node.width, height: sizes.node.height }
    const inner = arrangeContainer(outline, arrangements, { container: key, direction })
    return {
      key,
      width: Math.max(sizes.node.width, inner.width + 2 * sizes.framePadding),
      height: inner.height + sizes.frameHeader + sizes.framePadding,
    }
  })
  const links = outline.order.get(container) ?? []
  const arrangement = direction === 'right' ? arrange(boxes, links) : arrangeDown(boxes, links)
  arrangements.set(container, arrangement)
  return arrangement
}

function placeContainer(
  outline: Outline,
  arrangements: ReadonlyMap<string | null, Arrangement>,
  at: { container: string | null; x: number; y: number; depth: number },
  into: LayoutNode[],
): void {
  const arrangement = arrangements.get(at.container)
  if (arrangement === undefined) return
  for (const box of arrangement.boxes) {
    const place = { x: at.x + box.x, y: at.y + box.y, width: box.width, height: box.height }
    const isFrame = outline.frames.has(box.key)
    const kind = isFrame ? 'frame' : outline.groups.has(box.key) ? 'group' : 'task'
    into.push({ key: box.key, kind, depth: at.depth, ...place })
    if (!isFrame) continue
    const inside = { x: place.x + sizes.framePadding, y: place.y + sizes.frameHeader }
    placeContainer(outline, arrangements, { container: box.key, ...inside, depth: at.depth + 1 }, into)
  }
}

interface Placed {
  readonly outline: Outline
  readonly arrangements: ReadonlyMap<string | null, Arrangement>
  readonly boxes: ReadonlyMap<string, LayoutNode>
  readonly direction: Direction
}

/** Straight out of the source, along the lanes kept free between layers, and straight into the target. */
function routeEdge(
  { outline, arrangements, boxes, direction }: Placed,
  { from, to }: { from: string; to: string },
): Point[] {
  const source = boxes.get(from)
  const target = boxes.get(to)
  if (source === undefined || target === undefined) return []
  const start = endOf(source, direction)
  const end = beginOf(target, direction)
  const { container, fromMember, toMember } = outline.meetingPoint(from, to)
  const arrangement = arrangements.get(container)
  const origin = originOf(outline, boxes, container)
  const member = arrangement?.boxOf(fromMember)
  if (arrangement === undefined || member === undefined) return [start, end]
  const lane = arrangement.laneOf(fromMember, toMember)
  const layer = arrangement.columnWidthOf(fromMember)
  const leave =
    direction === 'right'
      ? { x: origin.x + member.x + layer, y: start.y }
      : { x: start.x, y: origin.y + member.y + layer }
  return [start, leave, ...lane.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y })), end]
}

/** Where an edge leaves a node: beside the title of a frame, and else in the middle. */
export const endOf = (node: LayoutNode, direction: Direction): Point =>
  direction === 'right'
    ? { x: node.x + node.width, y: sideOf(node) }
    : { x: node.x + node.width / 2, y: node.y + node.height }

const beginOf = (node: LayoutNode, direction: Direction): Point =>
  direction === 'right' ? { x: node.x, y: sideOf(node) } : { x: node.x + node.width / 2, y: node.y }

const sideOf = (node: LayoutNode): number =>
  node.y + (node.kind === 'frame' ? sizes.frameHeader / 2 : node.height / 2)

function originOf(outline: Outline, boxes: ReadonlyMap<string, LayoutNode>, container: string | null): Point {
  const frame = container === null ? undefined : boxes.get(container)
  if (frame === undefined || !outline.frames.has(frame.key)) return { x: 0, y: 0 }
  return { x: frame.x + sizes.framePadding, y: frame.y + sizes.frameHeader }
}

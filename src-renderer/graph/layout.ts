import { type Arrangement, arrange, type Point } from './arrange.ts'
import { containersOf, type LayoutItem, type Outline } from './outline.ts'
import { sizes } from './sizes.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** `frame`: an open group drawn around its tasks; `group`: one drawn as a single node. */
export interface LayoutNode extends Box {
  readonly key: string
  readonly kind: 'task' | 'group' | 'frame'
  readonly depth: number
}

/** A drawn dependency, `to` waits for `from`: its points from the source's right side to the target's left side. */
export interface LayoutEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

export interface Layout {
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
  readonly width: number
  readonly height: number
}

/**
 * Places a plan: whatever waits for something stands to the right of it, groups stand around their tasks, and the
 * groups in `collapsed` are drawn as one node. Pixels; the top left corner is 0, 0.
 */
export function layoutPlan(items: readonly LayoutItem[], collapsed: ReadonlySet<string>): Layout {
  const outline = containersOf(items, collapsed)
  const arrangements = new Map<string | null, Arrangement>()
  const root = arrangeContainer(outline, arrangements, null)

  const nodes: LayoutNode[] = []
  placeContainer(outline, arrangements, { container: null, x: 0, y: 0, depth: 0 }, nodes)
  const boxes = new Map(nodes.map((node) => [node.key, node]))
  const edges = outline.edges.map(({ from, to }) => {
    const points = routeEdge(outline, arrangements, boxes, { from, to })
    return { id: `${from}→${to}`, from, to, points }
  })
  return { nodes, edges, width: root.width, height: root.height }
}

function arrangeContainer(
  outline: Outline,
  arrangements: Map<string | null, Arrangement>,
  container: string | null,
): Arrangement {
  const members = outline.members.get(container) ?? []
  const boxes = members.map((key) => {
    if (!outline.frames.has(key)) return { key, width: sizes.node.width, height: sizes.node.height }
    const inner = arrangeContainer(outline, arrangements, key)
    return {
      key,
      width: Math.max(sizes.node.width, inner.width + 2 * sizes.framePadding),
      height: inner.height + sizes.frameHeader + sizes.framePadding,
    }
  })
  const arrangement = arrange(boxes, outline.order.get(container) ?? [])
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

/** Straight out of the source, along the lanes kept free between columns, and straight into the target. */
function routeEdge(
  outline: Outline,
  arrangements: ReadonlyMap<string | null, Arrangement>,
  boxes: ReadonlyMap<string, LayoutNode>,
  { from, to }: { from: string; to: string },
): Point[] {
  const source = boxes.get(from)
  const target = boxes.get(to)
  if (source === undefined || target === undefined) return []
  const start = { x: source.x + source.width, y: sideOf(source) }
  const end = { x: target.x, y: sideOf(target) }
  const { container, fromMember, toMember } = outline.meetingPoint(from, to)
  const arrangement = arrangements.get(container)
  const origin = originOf(outline, boxes, container)
  const member = arrangement?.boxOf(fromMember)
  if (arrangement === undefined || member === undefined) return [start, end]
  const lane = arrangement.laneOf(fromMember, toMember)
  const leave = { x: origin.x + member.x + arrangement.columnWidthOf(fromMember), y: start.y }
  return [start, leave, ...lane.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y })), end]
}

/** An edge touches a frame beside its title, and a node in the middle. */
const sideOf = (node: LayoutNode): number =>
  node.y + (node.kind === 'frame' ? sizes.frameHeader / 2 : node.height / 2)

function originOf(outline: Outline, boxes: ReadonlyMap<string, LayoutNode>, container: string | null): Point {
  const frame = container === null ? undefined : boxes.get(container)
  if (frame === undefined || !outline.frames.has(frame.key)) return { x: 0, y: 0 }
  return { x: frame.x + sizes.framePadding, y: frame.y + sizes.frameHeader }
}

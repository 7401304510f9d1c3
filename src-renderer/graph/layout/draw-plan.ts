import { type Arrangement, arrange, type Boxes } from './arrange.ts'
import { type Direction, type LayoutNode, type Point, type Size, sizes } from './layout.ts'
import { canvas, containersOf, memberOf, type Outline, sharedContainer } from './outline.ts'
import { kinds, type PackedLayout, packLayout } from './packed-layout.ts'
import { isGroup, type PackedPlan } from './packed-plan.ts'

interface Drawing {
  readonly plan: PackedPlan
  readonly outline: Outline
  /** By container. */
  readonly arrangements: Map<number, Arrangement>
  /** Position of each task by its index: at first relative to its container, finally relative to the plan. */
  readonly xs: Float64Array
  readonly ys: Float64Array
  readonly widths: Float64Array
  readonly heights: Float64Array
  readonly numbers: Int32Array
}

/** Lays out a packed plan; see `layoutPlan` for the rules. */
export function drawPlan(plan: PackedPlan): PackedLayout {
  const { length } = plan.parents
  const drawing: Drawing = {
    plan,
    outline: containersOf(plan),
    arrangements: new Map(),
    xs: new Float64Array(length),
    ys: new Float64Array(length),
    widths: new Float64Array(length).fill(sizes.node.width),
    heights: new Float64Array(length).fill(sizes.node.height),
    numbers: new Int32Array(length).fill(-1),
  }
  const { width, height } = arrangeContainer(drawing, canvas)
  const nodes: number[] = []
  placeContainer(drawing, { container: canvas, x: 0, y: 0, depth: 0 }, nodes)
  return packLayout({ direction: plan.direction, width, height, nodes, ...routeEdges(drawing) })
}

function arrangeContainer(drawing: Drawing, container: number): Size {
  const { plan, outline, arrangements, widths, heights } = drawing
  const members = outline.members.get(container) ?? []
  for (const member of members) {
    if (outline.isFrame[member] === 0) continue
    const inner = arrangeContainer(drawing, member)
    widths[member] = Math.max(sizes.node.width, inner.width + 2 * sizes.framePadding)
    heights[member] = inner.height + sizes.frameHeader + sizes.framePadding
  }
  const links = outline.order.get(container) ?? { from: [], to: [] }
  const arrangement = arrange(members, links, boxesOf(drawing))
  arrangements.set(container, arrangement)
  const { width, height } = arrangement
  return plan.direction === 'right' ? { width, height } : { width: height, height: width }
}

/** The direction down is laid out as the direction right, with the axes swapped. */
const boxesOf = ({ plan, xs, ys, widths, heights, numbers }: Drawing): Boxes =>
  plan.direction === 'right'
    ? { widths, heights, lefts: xs, tops: ys, numbers }
    : { widths: heights, heights: widths, lefts: ys, tops: xs, numbers }

function placeContainer(
  drawing: Drawing,
  at: { readonly container: number; readonly x: number; readonly y: number; readonly depth: number },
  nodes: number[],
): void {
  const { plan, outline, xs, ys, widths, heights } = drawing
  for (const task of drawing.arrangements.get(at.container)?.members ?? []) {
    const x = at.x + (xs[task] ?? 0)
    const y = at.y + (ys[task] ?? 0)
    xs[task] = x
    ys[task] = y
    const isFrame = outline.isFrame[task] === 1
    const kind = isFrame ? 'frame' : isGroup(plan, task) ? 'group' : 'task'
    nodes.push(task, kinds.indexOf(kind), at.depth, x, y, widths[task] ?? 0, heights[task] ?? 0)
    if (!isFrame) continue
    const inside = { x: x + sizes.framePadding, y: y + sizes.frameHeader }
    placeContainer(drawing, { container: task, ...inside, depth: at.depth + 1 }, nodes)
  }
}

/** Edges: straight out of the source, along the free lanes between columns, and straight into the target. */
function routeEdges(drawing: Drawing) {
  const { outline, plan } = drawing
  const { lefts, tops, widths, heights } = boxesOf(drawing)
  const isRight = plan.direction === 'right'
  const edges: number[] = []
  const points: number[] = []
  const put = (along: number, across: number) => {
    if (isRight) points.push(along, across)
    else points.push(across, along)
  }
  const acrossOf = (task: number): number =>
    (tops[task] ?? 0) + sideOf(heights[task] ?? 0, isRight && outline.isFrame[task] === 1)
  for (let at = 0; at < outline.edges.from.length; at += 1) {
    const from = outline.edges.from[at] ?? 0
    const to = outline.edges.to[at] ?? 0
    const container = sharedContainer(outline.containerOf, from, to)
    const source = memberOf(outline.containerOf, container, from)
    const arrangement = drawing.arrangements.get(container)
    const across = acrossOf(from)
    put((lefts[from] ?? 0) + (widths[from] ?? 0), across)
    put((lefts[source] ?? 0) + (arrangement?.columnWidthOf(source) ?? 0), across)
    const corner = cornerInside(drawing, container)
    arrangement?.eachLane(source, memberOf(outline.containerOf, container, to), (left, right, top) => {
      put(corner.along + left, corner.across + top)
      put(corner.along + right, corner.across + top)
    })
    put(lefts[to] ?? 0, acrossOf(to))
    edges.push(from, to, points.length / 2)
  }
  return { edges, points }
}

function cornerInside({ plan, xs, ys }: Drawing, container: number): { along: number; across: number } {
  if (container === canvas) return atCorner
  const x = (xs[container] ?? 0) + sizes.framePadding
  const y = (ys[container] ?? 0) + sizes.frameHeader
  return plan.direction === 'right' ? { along: x, across: y } : { along: y, across: x }
}

const atCorner = { along: 0, across: 0 }

/**
 * Distance from the top of a node to its edges: the middle of the title for a frame, otherwise the middle of the node.
 */
export const sideOf = (height: number, isFrame: boolean): number =>
  isFrame ? sizes.frameHeader / 2 : height / 2

/** Point at which edges leave a node. */
export const endOf = ({ x, y, width, height, kind }: LayoutNode, direction: Direction): Point =>
  direction === 'right'
    ? { x: x + width, y: y + sideOf(height, kind === 'frame') }
    : { x: x + width / 2, y: y + height }

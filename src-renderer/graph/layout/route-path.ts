import type { Direction, Point } from './layout.ts'

/** A segment of a route: a line, or an S-curve along the plan direction. */
export type Step =
  | { readonly kind: 'line'; readonly to: Point }
  | { readonly kind: 'curve'; readonly first: Point; readonly second: Point; readonly to: Point }

/**
 * Segments from the first point on: a line if two points are aligned with the direction, otherwise a symmetric
 * S-curve.
 */
export function stepsOf(points: readonly Point[], direction: Direction): Step[] {
  const [first, ...rest] = points
  if (first === undefined) return []
  let at = first
  return rest.map((to) => {
    const step = stepBetween(at, to, direction)
    at = to
    return step
  })
}

function stepBetween(from: Point, to: Point, direction: Direction): Step {
  if (direction === 'right') {
    if (from.y === to.y) return { kind: 'line', to }
    const middle = (from.x + to.x) / 2
    return { kind: 'curve', first: { x: middle, y: from.y }, second: { x: middle, y: to.y }, to }
  }
  if (from.x === to.x) return { kind: 'line', to }
  const middle = (from.y + to.y) / 2
  return { kind: 'curve', first: { x: from.x, y: middle }, second: { x: to.x, y: middle }, to }
}

/** SVG path through the points. */
export function pathOf(points: readonly Point[], direction: Direction): string {
  const [start] = points
  if (start === undefined) return ''
  const steps = stepsOf(points, direction).map((step) =>
    step.kind === 'line'
      ? `L${step.to.x} ${step.to.y}`
      : `C${step.first.x} ${step.first.y} ${step.second.x} ${step.second.y} ${step.to.x} ${step.to.y}`,
  )
  return `M${start.x} ${start.y}${steps.join('')}`
}

/** Number of line segments that approximate a curve when measuring the distance to the pointer. */
const pieces = 12

export function distanceToRoute(points: readonly Point[], direction: Direction, point: Point): number {
  const [start] = points
  if (start === undefined) return Number.POSITIVE_INFINITY
  let at = start
  let least = Number.POSITIVE_INFINITY
  for (const step of stepsOf(points, direction)) {
    let last = at
    const count = step.kind === 'line' ? 1 : pieces
    for (let piece = 1; piece <= count; piece += 1) {
      const next = step.kind === 'line' ? step.to : pointOnCurve(at, step, piece / count)
      least = Math.min(least, distanceToLine(last, next, point))
      last = next
    }
    at = step.to
  }
  return least
}

/** Middle of the route, counted in points. Position of the buttons of an edge. */
export function middleOf(points: readonly Point[], direction: Direction): Point {
  const steps = stepsOf(points, direction)
  const at = Math.floor((steps.length - 1) / 2)
  const step = steps[at]
  const from = points[at]
  if (step === undefined || from === undefined) return { x: 0, y: 0 }
  if (step.kind === 'curve') return pointOnCurve(from, step, 0.5)
  return { x: (from.x + step.to.x) / 2, y: (from.y + step.to.y) / 2 }
}

function pointOnCurve(from: Point, step: Extract<Step, { kind: 'curve' }>, part: number): Point {
  const rest = 1 - part
  const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3]
  const corners = [from, step.first, step.second, step.to]
  return {
    x: corners.reduce((sum, { x }, at) => sum + x * (weights[at] ?? 0), 0),
    y: corners.reduce((sum, { y }, at) => sum + y * (weights[at] ?? 0), 0),
  }
}

function distanceToLine(a: Point, b: Point, point: Point): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
  const along = length === 0 ? 0 : ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length
  const part = Math.max(0, Math.min(1, along))
  return Math.hypot(point.x - a.x - part * (b.x - a.x), point.y - a.y - part * (b.y - a.y))
}

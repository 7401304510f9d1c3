import type { Point } from './arrange.ts'

/** An SVG path through the points: level where two have the same height, an even S where they do not. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let at = first
  const steps = rest.map((to) => {
    const middle = (at.x + to.x) / 2
    const step = at.y === to.y ? `L${to.x} ${to.y}` : `C${middle} ${at.y} ${middle} ${to.y} ${to.x} ${to.y}`
    at = to
    return step
  })
  return `M${first.x} ${first.y}${steps.join('')}`
}

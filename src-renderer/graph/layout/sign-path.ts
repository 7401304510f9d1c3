import type { Shape } from '../paint/far-look.ts'

/** The sign of a status as an SVG path in a square. */
export function signPath(
  shape: Shape,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): string {
  const radius = side * 0.4
  const middle = y + side / 2
  switch (shape) {
    case 'hollow':
    case 'dot':
      return `M${x + side / 2 - radius} ${middle}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
    case 'play':
      return `M${x + side * 0.15} ${y}L${x + side} ${middle}L${x + side * 0.15} ${y + side}Z`
    case 'diamond':
      return `M${x + side / 2} ${y}L${x + side} ${middle}L${x + side / 2} ${y + side}L${x} ${middle}Z`
    case 'pause':
      return `M${x + side * 0.2} ${y}h1v${side}h-1ZM${x + side * 0.7} ${y}h1v${side}h-1Z`
    case 'tick':
      return `M${x} ${middle}L${x + side * 0.36} ${y + side * 0.86}L${x + side} ${y + side * 0.14}`
    case 'cross':
      return `M${x} ${y}L${x + side} ${y + side}M${x + side} ${y}L${x} ${y + side}`
    case 'slash':
      return `M${x} ${y + side}L${x + side} ${y}`
  }
}

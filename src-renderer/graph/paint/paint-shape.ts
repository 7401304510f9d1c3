import type { Shape } from './far-look.ts'
import type { Pen } from './picture.ts'

/** One sign in a square, in the colour and width the pen has. */
export function paintShape(
  pen: Pen,
  shape: Shape,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const middle = { x: x + side / 2, y: y + side / 2 }
  pen.beginPath()
  switch (shape) {
    case 'hollow':
      pen.arc(middle.x, middle.y, side * 0.4, 0, 2 * Math.PI)
      pen.stroke()
      return
    case 'dot':
      pen.arc(middle.x, middle.y, side * 0.4, 0, 2 * Math.PI)
      pen.fill()
      return
    case 'play':
      pen.moveTo(x + side * 0.15, y)
      pen.lineTo(x + side, middle.y)
      pen.lineTo(x + side * 0.15, y + side)
      pen.fill()
      return
    case 'diamond':
      pen.moveTo(middle.x, y)
      pen.lineTo(x + side, middle.y)
      pen.lineTo(middle.x, y + side)
      pen.lineTo(x, middle.y)
      pen.fill()
      return
    case 'pause':
      pen.rect(x + side * 0.15, y, side * 0.25, side)
      pen.rect(x + side * 0.6, y, side * 0.25, side)
      pen.fill()
      return
    case 'tick':
      pen.moveTo(x, middle.y)
      pen.lineTo(x + side * 0.36, y + side * 0.86)
      pen.lineTo(x + side, y + side * 0.14)
      pen.stroke()
      return
    case 'cross':
      pen.moveTo(x, y)
      pen.lineTo(x + side, y + side)
      pen.moveTo(x + side, y)
      pen.lineTo(x, y + side)
      pen.stroke()
      return
    case 'slash':
      pen.moveTo(x, y + side)
      pen.lineTo(x + side, y)
      pen.stroke()
  }
}

import { lookOf, type StatusName, type Tone } from '../../ui/status-looks.ts'
import type { Faces } from '../face.ts'

/** Shape of a status at a small zoom, distinguishable without colour. */
type Shape = 'hollow' | 'dot' | 'play' | 'diamond' | 'pause' | 'tick' | 'cross' | 'slash'

export const shapeOf: Readonly<Record<Tone, Shape>> = {
  neutral: 'hollow',
  ready: 'dot',
  running: 'play',
  attention: 'diamond',
  warning: 'pause',
  done: 'tick',
  failed: 'cross',
  over: 'slash',
}

/** True for tones that need attention at any zoom: their icons have a minimum size. */
export const isLoud = (tone: Tone): boolean => loud.has(tone)

const loud: ReadonlySet<Tone> = new Set(['running', 'attention', 'warning', 'failed'])

export const toneOf = (status: StatusName | null): Tone => (status === null ? 'neutral' : lookOf(status).tone)

const filled: ReadonlySet<Shape> = new Set(['dot', 'play', 'diamond', 'pause'])
/** True if the shape is filled; other shapes are stroked. */
export const isFilled = (shape: Shape): boolean => filled.has(shape)

/** Icon of a status as a path in a square, for the canvas and for images. */
export function signPath(
  shape: Shape,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): string {
  const radius = side * 0.4
  const middle = y + side / 2
  const bar = `h${side * 0.25}v${side}h${-side * 0.25}Z`
  switch (shape) {
    case 'hollow':
    case 'dot':
      return `M${x + side / 2 - radius} ${middle}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`
    case 'play':
      return `M${x + side * 0.15} ${y}L${x + side} ${middle}L${x + side * 0.15} ${y + side}Z`
    case 'diamond':
      return `M${x + side / 2} ${y}L${x + side} ${middle}L${x + side / 2} ${y + side}L${x} ${middle}Z`
    case 'pause':
      return `M${x + side * 0.15} ${y}${bar}M${x + side * 0.6} ${y}${bar}`
    case 'tick':
      return `M${x} ${middle}L${x + side * 0.36} ${y + side * 0.86}L${x + side} ${y + side * 0.14}`
    case 'cross':
      return `M${x} ${y}L${x + side} ${y + side}M${x + side} ${y}L${x} ${y + side}`
    case 'slash':
      return `M${x} ${y + side}L${x + side} ${y}`
  }
}

export type Tones = ReturnType<typeof createTones>

interface Painted {
  readonly tone: Tone
  readonly title: string
}

/** Tone and title of every node, cached between frames, because few change per frame. */
export function createTones(faces: Pick<Faces, 'get'>) {
  const known = new Map<string, Painted>()
  const read = (key: string): Painted => {
    const face = faces.get(key)
    const painted = { tone: toneOf(face?.status ?? null), title: face?.title ?? '' }
    known.set(key, painted)
    return painted
  }
  return {
    get: (key: string): Tone => (known.get(key) ?? read(key)).tone,
    /** Re-reads changed faces. Returns the keys of the nodes that look different. */
    renew: (keys: Iterable<string>): readonly string[] =>
      [...keys].filter((key) => {
        const before = known.get(key)
        const now = read(key)
        return before?.tone !== now.tone || before.title !== now.title
      }),
  }
}

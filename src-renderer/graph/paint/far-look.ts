import { lookOf, type StatusName, type Tone } from '../../ui/status-looks.ts'

/** What a status is drawn as where no word can be read: told apart without its colour. */
export type Shape = 'hollow' | 'dot' | 'play' | 'diamond' | 'pause' | 'tick' | 'cross' | 'slash'

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

/** Worth seeing from any distance: their signs never become smaller than a certain size. */
export const isLoud = (tone: Tone): boolean => loud.has(tone)

const loud: ReadonlySet<Tone> = new Set(['running', 'attention', 'warning', 'failed'])

export const toneOf = (status: StatusName | null): Tone => (status === null ? 'neutral' : lookOf(status).tone)

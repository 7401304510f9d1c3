import type { Tone } from '../../ui/status-looks.ts'

/** The colours of the canvas: those of the theme, or those of the system where the person has chosen their own. */
export interface Palette {
  readonly ground: string
  readonly raised: string
  readonly sunken: string
  readonly line: string
  readonly lineStrong: string
  readonly edge: string
  readonly dots: string
  readonly ink: string
  readonly muted: string
  readonly accent: string
  readonly focus: string
  readonly tones: Readonly<Record<Tone, { readonly ink: string; readonly soft: string }>>
  readonly font: string
}

/** `read` gives the value of a custom property, `--ink` for example. */
export function paletteFrom(read: (name: string) => string): Palette {
  return {
    ground: read('--canvas'),
    raised: read('--raised'),
    sunken: read('--sunken'),
    line: read('--line'),
    lineStrong: read('--line-strong'),
    edge: read('--edge'),
    dots: read('--dots'),
    ink: read('--ink'),
    muted: read('--muted'),
    accent: read('--accent'),
    focus: read('--focus'),
    tones: tonesFrom((tone) => ({ ink: read(`--${tone}`), soft: read(`--${tone}-soft`) })),
    font: read('--font-sans') || 'system-ui, sans-serif',
  }
}

/** With forced colours statuses are told apart by their shapes alone. */
export const forcedPalette: Palette = {
  ground: 'Canvas',
  raised: 'Canvas',
  sunken: 'Canvas',
  line: 'GrayText',
  lineStrong: 'CanvasText',
  edge: 'CanvasText',
  dots: 'Canvas',
  ink: 'CanvasText',
  muted: 'CanvasText',
  accent: 'Highlight',
  focus: 'Highlight',
  tones: tonesFrom(() => ({ ink: 'CanvasText', soft: 'Canvas' })),
  font: 'system-ui, sans-serif',
}

function tonesFrom(of: (tone: Tone) => { ink: string; soft: string }): Palette['tones'] {
  return {
    neutral: of('neutral'),
    ready: of('ready'),
    running: of('running'),
    attention: of('attention'),
    warning: of('warning'),
    done: of('done'),
    failed: of('failed'),
    over: of('over'),
  }
}

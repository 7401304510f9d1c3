import type { Tone } from '../../ui/status-looks.ts'

/** The colours of the canvas: those of the theme, or those of the system where the person has chosen their own. */
export type Palette = ReturnType<typeof paletteFrom>

type Tones = Readonly<Record<Tone, { readonly ink: string; readonly soft: string }>>

/** `read` gives the value of a custom property, `--ink` for example. */
export function paletteFrom(read: (name: string) => string) {
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

/**
 * With forced colours statuses are told apart by their shapes alone. `read` gives a colour of the system as it is: a
 * canvas that is in no page would take it for that of a light one.
 */
export const forcedPalette = (read: (name: string) => string): Palette => ({
  ground: read('Canvas'),
  raised: read('Canvas'),
  sunken: read('Canvas'),
  line: read('GrayText'),
  lineStrong: read('CanvasText'),
  edge: read('CanvasText'),
  dots: read('Canvas'),
  ink: read('CanvasText'),
  muted: read('CanvasText'),
  accent: read('Highlight'),
  focus: read('Highlight'),
  tones: tonesFrom(() => ({ ink: read('CanvasText'), soft: read('Canvas') })),
  font: 'system-ui, sans-serif',
})

function tonesFrom(of: (tone: Tone) => { ink: string; soft: string }): Tones {
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

import type { Tone } from '../../ui/status-looks.ts'

/** Colours of the canvas: from the theme, or from the system if forced colours are active. */
export type Palette = ReturnType<typeof paletteFrom>

type Tones = Readonly<Record<Tone, { readonly ink: string; readonly soft: string }>>

/** `read` returns the value of a custom property such as `--ink`. */
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
 * With forced colours, statuses differ only by shape. `read` must return resolved system colours: a canvas outside of
 * the page would resolve their names for the light scheme.
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

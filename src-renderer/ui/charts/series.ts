export interface Series {
  readonly key: string
  readonly name: string
  readonly colour: string
}

/** A bar with a part for each series. */
export interface Bar {
  readonly key: string
  readonly label: string
  readonly values: Readonly<Record<string, number>>
}

export interface BarChartProps {
  /** Accessible description of the chart; the numbers are in its table. */
  readonly label: string
  readonly bars: readonly Bar[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Shorter format for the axis if `format` is too long. */
  readonly formatAxis?: (value: number) => string
  /** Horizontal bars, with names of any length on the left. */
  readonly lying?: boolean
  readonly onPick?: ((bar: string, series: string) => void) | undefined
}

/** Colours that are distinguishable in both themes. A legend names each colour. */
const palette = ['running', 'attention', 'done', 'warning', 'accent', 'ready', 'failed'] as const
export const colourOf = (name: string): string => `var(--${name})`

/** Gives each of the first names its own series; all further names share the last series. */
export function seriesOf(
  names: readonly { readonly key: string; readonly name: string }[],
  others: string,
): { readonly series: readonly Series[]; readonly keyOf: (key: string) => string } {
  const own = names.slice(0, palette.length)
  const series = own.map((each, at) => ({ ...each, colour: colourOf(palette[at] ?? 'over') }))
  const known = new Set(own.map(({ key }) => key))
  const hasOthers = names.length > own.length
  return {
    series: hasOthers ? [...series, { key: othersKey, name: others, colour: colourOf('over') }] : series,
    keyOf: (key) => (known.has(key) ? key : othersKey),
  }
}

const othersKey = '…'

export interface Series {
  readonly key: string
  readonly name: string
  readonly colour: string
}

/** A bar with one part for each series. */
export interface Bar {
  readonly key: string
  readonly label: string
  readonly values: Readonly<Record<string, number>>
}

export interface BarChartProps {
  /** A sentence for the chart; the numbers are in the table beside it. */
  readonly label: string
  readonly bars: readonly Bar[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** The format of the axis, where `format` is too long. */
  readonly formatAxis?: (value: number) => string
  /** `rows`: bars lie, with names of any length at their left. */
  readonly lying?: boolean
  readonly onPick?: ((bar: string, series: string) => void) | undefined
}

/** Told apart in both themes; what they mean stands beside each. */
const palette = ['running', 'attention', 'done', 'warning', 'accent', 'ready', 'failed'] as const
export const colourOf = (name: string): string => `var(--${name})`

/** Those with a name of their own, in order; all that come after them share the last one. */
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

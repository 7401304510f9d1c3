import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/notes.tsx'
import type { Bar, Series } from './series.ts'

/** The library that draws is loaded when something is drawn. */
const DrawnBars = lazy(async () => ({ default: (await import('./drawn-bars.tsx')).DrawnBars }))

export interface BarChartProps {
  /** What is seen, in a sentence: the numbers are in the table beside it. */
  readonly label: string
  readonly bars: readonly Bar[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Of the numbers along the bars, where those of `format` are long. */
  readonly formatAxis?: (value: number) => string
  /** `rows`: bars lie, with names of any length at their left. */
  readonly lying?: boolean
  readonly onPick?: ((bar: string, series: string) => void) | undefined
}

export function BarChart(props: BarChartProps) {
  const { label, series, bars, lying = false } = props
  const height = lying ? Math.max(120, bars.length * 30 + 34) : 220
  return (
    <div className="min-w-0">
      {/* What the library calls the beginning of a text is its left. */}
      <div role="img" aria-label={label} dir="ltr" style={{ height }}>
        <Suspense fallback={<Skeleton lines={4} />}>
          <DrawnBars {...props} height={height} />
        </Suspense>
      </div>
      {series.length > 1 && (
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          {series.map(({ key, name, colour }) => (
            <li key={key} className="flex min-w-0 items-center gap-1.5 text-muted text-sm">
              <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ background: colour }} />
              <span className="truncate">{name}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

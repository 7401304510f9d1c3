import { lazy, Suspense } from 'react'
import { Skeleton } from '../notes.tsx'
import type { BarChartProps } from './series.ts'

/** Loads the chart library on the first render. */
const DrawnBars = lazy(async () => ({ default: (await import('./drawn-bars.tsx')).DrawnBars }))

export function BarChart(props: BarChartProps) {
  const { label, series, bars, lying = false } = props
  const height = lying ? Math.max(120, bars.length * 30 + 34) : 220
  return (
    <div className="min-w-0">
      {/* The chart library treats the start of a text as its left side, so charts are always left to right. */}
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

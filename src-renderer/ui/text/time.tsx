import { useNow } from '../hooks/use-now.ts'
import { formatAgo, formatDuration, formatInstant } from './format.ts'

export function Ago({ at }: { at: number }) {
  const now = useNow({ stepMs: 15_000 })
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at)} className="whitespace-nowrap">
      {formatAgo(at, now)}
    </time>
  )
}

/** Duration of something, or the time so far while it continues. */
export function Elapsed({ from, to }: { from: number; to: number | null }) {
  const now = useNow({ isMoving: to === null })
  return (
    <span className="tabular whitespace-nowrap">
      {formatDuration((to ?? now) - from, { isGrowing: to === null })}
    </span>
  )
}

/** Time remaining until an instant, updated every second. */
export function Countdown({ until }: { until: number }) {
  const now = useNow()
  return (
    <time dateTime={new Date(until).toISOString()} title={formatInstant(until)} className="tabular">
      {formatDuration(Math.max(0, until - now), { isGrowing: true })}
    </time>
  )
}

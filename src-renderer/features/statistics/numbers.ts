import type { ActorStats, Stats, Trend } from '#shared/contract/insight.ts'
import { endedStatuses } from '#shared/model/task.ts'
import { listDays, shortDay } from '../../ui/charts/days.ts'
import type { Bar } from '../../ui/charts/series.ts'
import { type Interval, wilson } from '../../ui/charts/wilson.ts'

export interface Rate extends Interval {
  readonly rate: number
  readonly cases: number
}

/** Done among done and failed, with what few cases leave open; null without any. */
export function rateOf({ done, failed }: { readonly done: number; readonly failed: number }): Rate | null {
  const interval = wilson(done, done + failed)
  return interval === null ? null : { ...interval, rate: done / (done + failed), cases: done + failed }
}

/** Every day from the first to the last of the span on which something ended. */
export function barsOfTrend({ days }: Trend): Bar[] {
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined) return []
  const counts = new Map(days.map((each) => [each.day, each.counts]))
  return listDays(first, last).map((day) => ({
    key: day,
    label: shortDay(day),
    values: Object.fromEntries(endedStatuses.map((status) => [status, counts.get(day)?.[status] ?? 0])),
  }))
}

export const mostBars = 12

export const barsOfActors = (actors: readonly ActorStats[], nameOf: (key: string) => string): Bar[] =>
  actors.slice(0, mostBars).map(({ name, attempts, done, failed }) => ({
    ...{ key: name, label: nameOf(name) },
    values: { done, failed, other: attempts - done - failed },
  }))

/** Nothing ended: there is nothing to say, which is not the same as zero. */
export const isEmpty = ({ counts, byAgent }: Stats): boolean =>
  endedStatuses.every((status) => counts[status] === 0) && byAgent.length === 0

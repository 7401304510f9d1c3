import type { ActorStats, Stats, Trend } from '#shared/contract/insight.ts'
import { endedStatuses } from '#shared/model/task.ts'
import { type Cell, csvOf } from '../../entities/files/csv.ts'
import { listDays, shortDay } from '../../ui/charts/days.ts'
import type { Bar } from '../../ui/charts/series.ts'
import { type Interval, wilson } from '../../ui/charts/wilson.ts'

interface Rate extends Interval {
  readonly rate: number
  readonly cases: number
}

/** Success rate, done / (done + failed), with a confidence interval for small samples; null without cases. */
export function rateOf({ done, failed }: { readonly done: number; readonly failed: number }): Rate | null {
  const interval = wilson(done, done + failed)
  return interval === null ? null : { ...interval, rate: done / (done + failed), cases: done + failed }
}

/** A bar for every day from the first to the last day on which a task ended. */
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

/** True if nothing ended, which is shown as no data rather than zero. */
export const isEmpty = ({ counts, byAgent }: Stats): boolean =>
  endedStatuses.every((status) => counts[status] === 0) && byAgent.length === 0

const head = ['part', 'name', 'measure', 'value', 'unit', 'cases']

/**
 * All numbers on screen as CSV, one measure per row. Empty value: no data. An extra row states whether simulations are
 * counted.
 */
export function statisticsCsv(stats: Stats, trend: Trend, isSimulated = false): string {
  const { counts, waiting, settled } = stats
  const decided = counts.done + counts.failed
  const done = stats.byAgent.reduce((sum, each) => sum + each.done, 0)
  const rows: Cell[][] = [
    ...(isSimulated ? [['span', null, 'simulations', 1, 'counted', null]] : []),
    ['span', null, 'start', new Date(stats.start).toISOString(), 'instant', null],
    ['span', null, 'end', new Date(stats.end).toISOString(), 'instant', null],
    ...endedStatuses.map((status) => ['tasks', null, status, counts[status], 'tasks', null]),
    ['tasks', null, 'success_rate', stats.successRate, 'share', decided],
    ['attempts', null, 'median', stats.medianMs, 'ms', done],
    ['attempts', null, 'p90', stats.p90Ms, 'ms', done],
    ...waiting.causes.map(({ cause, ms, tasks }) => ['waiting', cause, 'time', ms, 'ms', tasks]),
    ...settled.map(({ currency, amountMinor }) => {
      return ['cost', null, 'settled', (amountMinor / 100).toFixed(2), currency, null]
    }),
    ...trend.days.flatMap(({ day, counts: ended }) =>
      endedStatuses.map((status) => ['day', day, status, ended[status], 'tasks', null]),
    ),
    ...stats.byAgent.flatMap((actor) => rowsOf('agent', actor)),
    ...stats.bySkill.flatMap((actor) => rowsOf('skill', actor)),
  ]
  return csvOf(head, rows)
}

const rowsOf = (part: string, actor: ActorStats): Cell[][] => [
  [part, actor.name, 'attempts', actor.attempts, 'attempts', null],
  [part, actor.name, 'done', actor.done, 'attempts', null],
  [part, actor.name, 'failed', actor.failed, 'attempts', null],
  [part, actor.name, 'success_rate', actor.successRate, 'share', actor.done + actor.failed],
  [part, actor.name, 'median', actor.medianMs, 'ms', actor.done],
  [part, actor.name, 'p90', actor.p90Ms, 'ms', actor.done],
]

import type { Stats } from '#shared/contract/insight.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { locale, words } from '#shared/words/words.ts'
import { percentOf } from '../../ui/charts/wilson.ts'
import { formatDuration } from '../../ui/text/format.ts'
import { Tile } from '../../ui/tile.tsx'
import { rateOf } from './numbers.ts'

interface TilesProps {
  readonly stats: Stats
  /** Statistics of the previous period; null without a comparison. */
  readonly before: Stats | null
}

const { statistics } = words
const dayMs = 86_400_000

/** Key figures, each with its sample size. */
export function Tiles({ stats, before }: TilesProps) {
  return (
    <dl className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-3 2xl:grid-cols-6">
      {tiles.map(({ title, read }) => {
        const { value, about } = read(stats)
        const was = before === null ? null : read(before).value
        return (
          <Tile key={title} title={title} about={about} before={was === null ? null : statistics.before(was)}>
            {value ?? <span className="text-muted">{statistics.noData}</span>}
          </Tile>
        )
      })}
    </dl>
  )
}

interface Reading {
  /** Null: no data, which differs from zero. */
  readonly value: string | null
  readonly about: string
}

const tiles: readonly { readonly title: string; readonly read: (stats: Stats) => Reading }[] = [
  {
    title: statistics.done,
    read: ({ counts, start, end }) => ({
      value: counts.done.toLocaleString(locale),
      about: statistics.donePerDay(((counts.done * dayMs) / Math.max(end - start, dayMs)).toFixed(1)),
    }),
  },
  {
    title: statistics.success,
    read({ counts }) {
      const rate = rateOf(counts)
      if (rate === null) return { value: null, about: statistics.noneDecided }
      const about = statistics.successAbout(percentOf(rate.low), percentOf(rate.high), rate.cases)
      return { value: `${percentOf(rate.rate)}%`, about }
    },
  },
  {
    title: statistics.time,
    read({ medianMs, p90Ms, byAgent }) {
      if (medianMs === null || p90Ms === null) return { value: null, about: statistics.noTime }
      const done = byAgent.reduce((sum, actor) => sum + actor.done, 0)
      return { value: formatDuration(medianMs), about: statistics.timeAbout(formatDuration(p90Ms), done) }
    },
  },
  {
    title: statistics.person,
    read({ waiting }) {
      const { ms, tasks } = waiting.people
      return tasks === 0
        ? { value: formatDuration(0), about: statistics.nobodyWaited }
        : { value: formatDuration(ms), about: statistics.personAbout(tasks) }
    },
  },
  {
    title: statistics.waited,
    read({ waiting: { waitedMs, workedMs } }) {
      const whole = waitedMs + workedMs
      return {
        value: whole === 0 ? null : formatDuration(waitedMs),
        about: statistics.waitedAbout(whole === 0 ? 0 : percentOf(waitedMs / whole)),
      }
    },
  },
  {
    title: statistics.cost,
    read({ settled, counts }) {
      if (settled.length === 0) return { value: null, about: statistics.noCost }
      const each = settled.map((money) => ({
        ...money,
        amountMinor: Math.round(money.amountMinor / counts.done),
      }))
      const value = counts.done === 0 ? null : each.map(formatMoney).join(' + ')
      return { value, about: statistics.costAbout(settled.map(formatMoney).join(' + ')) }
    },
  },
]

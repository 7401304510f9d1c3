import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ActorStats, Stats, Trend } from '#shared/contract/insight.ts'
import { waitCauses } from '#shared/model/runs/wait-cause.ts'
import { endedStatuses } from '#shared/model/task.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { locale, words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { listDays, longDay, shortDay, timeZone } from '../../ui/charts/days.ts'
import { colourOf } from '../../ui/charts/series.ts'
import { percentOf } from '../../ui/charts/wilson.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { formatAbout, formatDuration } from '../../ui/text/format.ts'
import { barsOfActors, barsOfTrend, mostBars, rateOf } from './numbers.ts'
import type { Asked, Drill } from './statistics-search.ts'

const { statistics } = words
const { columns, causes: causeWords } = statistics

interface ChartProps {
  /** Shared by all charts of the page, so that all of them switch to tables together. */
  readonly shown: { readonly isTable: boolean; readonly onTable: (isTable: boolean) => void }
  readonly onDrill: (drill: Drill) => void
}

/** A name in a table that opens the rows behind its numbers. */
function DrillLink({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 min-w-6 max-w-full truncate text-start text-accent underline-offset-2 hover:underline"
    >
      {children}
    </button>
  )
}

const outcomeColours = { done: 'done', failed: 'failed', skipped: 'over', cancelled: 'warning' }
const outcomeSeries = endedStatuses.map((key) => ({
  ...{ key, name: statistics.outcomeWords[key] },
  colour: colourOf(outcomeColours[key]),
}))

export function OutcomesChart({ trend, shown, onDrill }: ChartProps & { trend: Trend }) {
  const bars = barsOfTrend(trend)
  const totals = bars.map(({ values }) => Object.values(values).reduce((sum, count) => sum + count, 0))
  const about = statistics.outcomesAbout(totals.reduce((sum, count) => sum + count, 0))
  const open = (day: string, key?: string) => {
    const status = endedStatuses.find((each) => each === key)
    onDrill({ of: 'tasks', day, ...(status !== undefined && { status }) })
  }
  return (
    <ChartCard
      title={statistics.outcomes}
      about={about}
      {...shown}
      empty={bars.length === 0 ? words.charts.noData : null}
      chart={{
        label: statistics.chartOf(statistics.outcomes, about),
        bars,
        series: outcomeSeries,
        format: (count) => count.toLocaleString(locale),
        onPick: open,
      }}
      table={{
        rows: bars.toReversed(),
        rowKey: ({ key }) => key,
        columns: [
          {
            key: 'day',
            title: columns.day,
            cell: ({ key }) => <DrillLink onClick={() => open(key)}>{longDay(key)}</DrillLink>,
          },
          ...outcomeSeries.map(({ key, name }) => ({
            ...{ key, title: name, align: 'end' as const },
            cell: ({ values }: (typeof bars)[number]) => values[key] ?? 0,
          })),
        ],
      }}
    />
  )
}

export function WaitingChart({
  waiting: { causes, waitedMs, tasks },
  shown,
  onDrill,
}: ChartProps & { waiting: Stats['waiting'] }) {
  const about = statistics.waitingAbout(formatDuration(waitedMs), tasks)
  const open = (key: string) => {
    const cause = waitCauses.find((each) => each === key)
    if (cause !== undefined) onDrill({ of: 'cause', cause })
  }
  return (
    <ChartCard
      title={statistics.waiting}
      about={about}
      {...shown}
      empty={tasks === 0 ? words.charts.noData : causes.length === 0 ? statistics.noWaiting : null}
      chart={{
        label: statistics.chartOf(statistics.waiting, about),
        bars: causes.map(({ cause, ms }) => ({ key: cause, label: causeWords[cause], values: { ms } })),
        series: [{ key: 'ms', name: columns.time, colour: colourOf('attention') }],
        format: formatDuration,
        formatAxis: (ms) => (ms === 0 ? '0' : ms < 60_000 ? formatDuration(ms) : formatAbout(ms)),
        lying: true,
        onPick: open,
      }}
      table={{
        rows: causes,
        rowKey: ({ cause }) => cause,
        columns: [
          {
            key: 'cause',
            title: columns.cause,
            cell: ({ cause }) => <DrillLink onClick={() => open(cause)}>{causeWords[cause]}</DrillLink>,
          },
          { key: 'tasks', title: columns.tasks, align: 'end', cell: (row) => row.tasks },
          { key: 'time', title: columns.time, align: 'end', cell: ({ ms }) => formatDuration(ms) },
          {
            key: 'share',
            title: columns.share,
            align: 'end',
            cell: ({ ms }) => `${percentOf(ms / waitedMs)}%`,
          },
        ],
      }}
    />
  )
}

const attemptSeries = [
  { key: 'done', name: statistics.attemptWords.done, colour: colourOf('done') },
  { key: 'failed', name: statistics.attemptWords.failed, colour: colourOf('failed') },
  { key: 'other', name: statistics.attemptWords.other, colour: colourOf('over') },
]

interface ActorsChartProps extends ChartProps {
  readonly by: 'agent' | 'skill'
  readonly actors: readonly ActorStats[]
}

/** Attempts by agent or by required skill. */
export function ActorsChart({ by, actors, shown, onDrill }: ActorsChartProps) {
  const nameOfAgent = useAgentNames()
  const nameOf = by === 'agent' ? nameOfAgent : String
  const title = by === 'agent' ? statistics.byAgent : statistics.bySkill
  const attempts = actors.reduce((sum, actor) => sum + actor.attempts, 0)
  const said = by === 'agent' ? statistics.byAgentAbout(attempts) : statistics.bySkillAbout(attempts)
  const about =
    actors.length > mostBars && !shown.isTable ? `${said}. ${statistics.top(mostBars, actors.length)}` : said
  const open = (name: string, key?: string) => {
    const status = (['done', 'failed'] as const).find((each) => each === key)
    const who = by === 'agent' ? { agent: name } : { skill: name }
    onDrill({ of: 'attempts', ...who, ...(status !== undefined && { status }) })
  }
  return (
    <ChartCard
      title={title}
      about={about}
      {...shown}
      empty={actors.length === 0 ? words.charts.noData : null}
      chart={{
        label: statistics.chartOf(title, about),
        bars: barsOfActors(actors, nameOf),
        series: attemptSeries,
        format: (count) => count.toLocaleString(locale),
        lying: true,
        onPick: open,
      }}
      table={{
        rows: actors,
        rowKey: ({ name }) => name,
        columns: [
          {
            key: 'name',
            title: columns[by],
            cell: ({ name }) => <DrillLink onClick={() => open(name)}>{nameOf(name)}</DrillLink>,
          },
          { key: 'attempts', title: columns.attempts, align: 'end', cell: (actor) => actor.attempts },
          { key: 'rate', title: columns.rate, align: 'end', cell: rateWords },
          {
            key: 'median',
            title: columns.median,
            align: 'end',
            cell: ({ medianMs }) => timeWords(medianMs),
          },
          { key: 'p90', title: columns.p90, align: 'end', cell: ({ p90Ms }) => timeWords(p90Ms) },
        ],
      }}
    />
  )
}

const timeWords = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))

function rateWords(actor: ActorStats): string {
  const rate = rateOf(actor)
  return rate === null
    ? '–'
    : statistics.rate(percentOf(rate.rate), percentOf(rate.low), percentOf(rate.high))
}

/** Spending per day, one currency at a time. */
export function CostChart({ asked, shown }: Omit<ChartProps, 'onDrill'> & { asked: Asked }) {
  const { orpc } = useRpc()
  const { start, end, simulated: _free, ...of } = asked
  const span = {
    ...(start !== undefined && { start: Date.parse(start) }),
    ...(end !== undefined && { end: Date.parse(end) }),
  }
  const spending = useQuery(
    orpc.budgets.spending.queryOptions({ input: { ...of, ...span, timeZone: timeZone() } }),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const total = spending.data?.total ?? []
  const sum = total.find(({ currency }) => currency === chosen) ?? total[0]
  const currency = sum?.currency ?? ''
  const rows = daysOf(spending.data?.byDay.filter((each) => each.currency === currency) ?? [])
  const about = statistics.costByDayAbout(sum === undefined ? '–' : formatMoney(sum), sum?.count ?? 0)
  return (
    <ChartCard
      isWide
      title={statistics.costByDay}
      about={about}
      {...shown}
      empty={sum === undefined ? statistics.noCost : null}
      actions={
        total.length > 1 && (
          <Segmented
            label={columns.currency}
            value={currency}
            choices={total.map((each) => ({ value: each.currency, label: each.currency }))}
            onChoose={setChosen}
          />
        )
      }
      chart={{
        label: statistics.chartOf(statistics.costByDay, about),
        bars: rows.map(({ day, amount }) => ({ key: day, label: shortDay(day), values: { amount } })),
        series: [{ key: 'amount', name: columns.amount, colour: colourOf('running') }],
        format: (amountMinor) => formatMoney({ amountMinor, currency }),
        formatAxis: (amountMinor) => (amountMinor / 100).toLocaleString(locale),
      }}
      table={{
        rows: rows.toReversed(),
        rowKey: ({ day }) => day,
        columns: [
          { key: 'day', title: columns.day, cell: ({ day }) => longDay(day) },
          {
            key: 'amount',
            title: columns.amount,
            align: 'end',
            cell: ({ amount }) => formatMoney({ amountMinor: amount, currency }),
          },
        ],
      }}
    />
  )
}

function daysOf(sums: readonly { readonly day: string; readonly amountMinor: number }[]) {
  const [first, last] = [sums[0]?.day, sums.at(-1)?.day]
  if (first === undefined || last === undefined) return []
  const amounts = new Map<string, number>()
  for (const { day, amountMinor } of sums) amounts.set(day, (amounts.get(day) ?? 0) + amountMinor)
  return listDays(first, last).map((day) => ({ day, amount: amounts.get(day) ?? 0 }))
}

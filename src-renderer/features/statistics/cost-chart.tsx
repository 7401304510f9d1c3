import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '#shared/model/money.ts'
import { useRpc } from '../../rpc/context.tsx'
import { BarChart } from '../../ui/charts/bar-chart.tsx'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { listDays, longDay, shortDay, timeZone } from '../../ui/charts/days.ts'
import { NumberTable } from '../../ui/charts/number-table.tsx'
import { colourOf } from '../../ui/charts/series.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { locale, words } from '../../words/words.ts'
import type { ChartProps } from './chart-props.ts'
import type { Asked } from './statistics-search.ts'

const { statistics } = words
const { columns } = statistics

/** What was spent on each day, one currency at a time. */
export function CostChart({ asked, isTable, onTable }: Omit<ChartProps, 'onDrill'> & { asked: Asked }) {
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
      isTable={isTable}
      onTable={onTable}
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
      chart={
        <BarChart
          label={statistics.chartOf(statistics.costByDay, about)}
          bars={rows.map(({ day, amount }) => ({ key: day, label: shortDay(day), values: { amount } }))}
          series={[{ key: 'amount', name: columns.amount, colour: colourOf('running') }]}
          format={(amountMinor) => formatMoney({ amountMinor, currency })}
          formatAxis={(amountMinor) => (amountMinor / 100).toLocaleString(locale)}
        />
      }
      table={
        <NumberTable
          label={statistics.costByDay}
          rows={rows.toReversed()}
          rowKey={({ day }) => day}
          columns={[
            { key: 'day', title: columns.day, cell: ({ day }) => longDay(day) },
            {
              key: 'amount',
              title: columns.amount,
              align: 'end',
              cell: ({ amount }) => formatMoney({ amountMinor: amount, currency }),
            },
          ]}
        />
      }
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

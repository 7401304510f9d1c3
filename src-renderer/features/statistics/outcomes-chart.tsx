import type { Trend } from '#shared/contract/insight.ts'
import { endedStatuses } from '#shared/model/task.ts'
import { BarChart } from '../../ui/charts/bar-chart.tsx'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { longDay } from '../../ui/charts/days.ts'
import { NumberTable } from '../../ui/charts/number-table.tsx'
import { colourOf } from '../../ui/charts/series.ts'
import { locale, words } from '../../words/words.ts'
import type { ChartProps } from './chart-props.ts'
import { DrillLink } from './drill-link.tsx'
import { barsOfTrend } from './numbers.ts'

const { statistics } = words
const colours = { done: 'done', failed: 'failed', skipped: 'over', cancelled: 'warning' }
const series = endedStatuses.map((key) => ({
  ...{ key, name: statistics.outcomeWords[key] },
  colour: colourOf(colours[key]),
}))

export function OutcomesChart({ trend, isTable, onTable, onDrill }: ChartProps & { trend: Trend }) {
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
      isTable={isTable}
      onTable={onTable}
      empty={bars.length === 0 ? words.charts.noData : null}
      chart={
        <BarChart
          label={statistics.chartOf(statistics.outcomes, about)}
          bars={bars}
          series={series}
          format={(count) => count.toLocaleString(locale)}
          onPick={open}
        />
      }
      table={
        <NumberTable
          label={statistics.outcomes}
          rows={bars.toReversed()}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'day',
              title: statistics.columns.day,
              cell: ({ key }) => <DrillLink onClick={() => open(key)}>{longDay(key)}</DrillLink>,
            },
            ...series.map(({ key, name }) => ({
              ...{ key, title: name, align: 'end' as const },
              cell: ({ values }: (typeof bars)[number]) => values[key] ?? 0,
            })),
          ]}
        />
      }
    />
  )
}

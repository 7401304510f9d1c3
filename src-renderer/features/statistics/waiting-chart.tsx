import type { Stats } from '#shared/contract/insight.ts'
import { waitCauses } from '#shared/model/runs/wait-cause.ts'
import { BarChart } from '../../ui/charts/bar-chart.tsx'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { NumberTable } from '../../ui/charts/number-table.tsx'
import { colourOf } from '../../ui/charts/series.ts'
import { percentOf } from '../../ui/charts/wilson.ts'
import { formatAbout, formatDuration } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'
import type { ChartProps } from './chart-props.ts'
import { DrillLink } from './drill-link.tsx'

const { statistics } = words
const { columns, causes: causeWords } = statistics

export function WaitingChart({
  waiting: { causes, waitedMs, tasks },
  isTable,
  onTable,
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
      isTable={isTable}
      onTable={onTable}
      empty={tasks === 0 ? words.charts.noData : causes.length === 0 ? statistics.noWaiting : null}
      chart={
        <BarChart
          label={statistics.chartOf(statistics.waiting, about)}
          bars={causes.map(({ cause, ms }) => ({ key: cause, label: causeWords[cause], values: { ms } }))}
          series={[{ key: 'ms', name: columns.time, colour: colourOf('attention') }]}
          format={formatDuration}
          formatAxis={(ms) => (ms === 0 ? '0' : ms < 60_000 ? formatDuration(ms) : formatAbout(ms))}
          lying
          onPick={open}
        />
      }
      table={
        <NumberTable
          label={statistics.waiting}
          rows={causes}
          rowKey={({ cause }) => cause}
          columns={[
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
          ]}
        />
      }
    />
  )
}

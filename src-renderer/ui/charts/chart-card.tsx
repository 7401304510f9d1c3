import { clsx } from 'clsx'
import { ChartColumn, Table2 } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { words } from '#shared/words/words.ts'
import { IconButton } from '../controls/button.tsx'
import { BarChart } from './bar-chart.tsx'
import { NumberTable } from './number-table.tsx'
import type { BarChartProps } from './series.ts'

interface ChartCardProps<Row> {
  readonly title: string
  /** Unit and number of cases shown in the bars; absent if there is none. */
  readonly about?: string | undefined
  readonly chart: BarChartProps
  /** The same numbers as a table. */
  readonly table: Omit<ComponentProps<typeof NumberTable<Row>>, 'label'>
  readonly isTable: boolean
  readonly onTable: (isTable: boolean) => void
  /** Text shown instead of the chart; null if there is data. */
  readonly empty?: string | null
  readonly actions?: ReactNode
  /** Spans all columns. */
  readonly isWide?: boolean
}

/** Shows either a chart or the table of its numbers. */
export function ChartCard<Row>(props: ChartCardProps<Row>) {
  const { title, about, chart, table, isTable, onTable, empty = null, actions, isWide = false } = props
  return (
    <section
      aria-label={title}
      className={clsx(
        'flex min-w-0 flex-col rounded-lg border border-line bg-surface p-4',
        isWide && 'xl:col-span-2',
      )}
    >
      <div className="mb-3 flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-40 flex-1">
          <h2 className="font-semibold">{title}</h2>
          {about !== undefined && <p className="text-pretty text-muted text-sm">{about}</p>}
        </div>
        {actions}
        {empty === null && (
          <IconButton
            icon={isTable ? ChartColumn : Table2}
            label={isTable ? words.charts.asChart(title) : words.charts.asTable(title)}
            onClick={() => onTable(!isTable)}
          />
        )}
      </div>
      {empty !== null ? (
        <p className="flex flex-1 items-center justify-center py-8 text-center text-muted">{empty}</p>
      ) : isTable ? (
        <NumberTable label={title} {...table} />
      ) : (
        <BarChart {...chart} />
      )}
    </section>
  )
}

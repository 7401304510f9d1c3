import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { shortAmount, sumMoney } from '../../entities/money/amount.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { usePreference } from '../../stores/preference.ts'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { longDay, startOfDayBefore, timeZone } from '../../ui/charts/days.ts'
import { useTables } from '../../ui/charts/use-tables.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { changed, type MoneySearch } from './money-search.ts'
import { barsOf, type Dimension, dimensions, type SpendingRow } from './spending-bars.ts'

const spans = ['7', '30', 'all'] as const
const { money, charts } = words
const dimensionWords = { day: money.byDay, run: money.byRun, agent: money.byAgent, model: money.byModel }
const hourMs = 3_600_000

/** Spending by day, run, agent or model. Clicking a bar opens its payments in the ledger. */
export function SpendingSection({ onSearch }: { onSearch: (search: MoneySearch) => void }) {
  const { orpc } = useRpc()
  const [span, setSpan] = usePreference('money.span', z.enum(spans), '30')
  const [by, setBy] = usePreference('money.by', z.enum(dimensions), 'day')
  const [isTable, setTable] = useTables()
  const [chosen, setChosen] = useState<string | null>(null)
  const now = useNow({ stepMs: hourMs })
  const nameOf = useAgentNames()
  const { id: projectId } = useCurrentProject()
  const start = span === 'all' ? {} : { start: startOfDayBefore(now, Number(span) - 1) }
  const spending = useQuery(
    orpc.budgets.spending.queryOptions({
      input: { ...start, ...(projectId !== null && { projectId }), timeZone: timeZone() },
      placeholderData: keepPreviousData,
    }),
  )
  if (spending.isError || spending.data === undefined) return <Unfetched query={spending} lines={5} />

  const { total } = spending.data
  const sum = total.find(({ currency }) => currency === chosen) ?? total[0]
  const currency = sum?.currency ?? ''
  const texts = { nameOf, nobody: money.nobody, others: charts.others, amount: money.columns.amount }
  const { bars, series, rows } = barsOf(spending.data, by, currency, texts)
  const said = sumMoney(total).map(formatMoney).join(' + ')
  const format = (amountMinor: number) => formatMoney({ amountMinor, currency })
  const pick = (row: string) => onSearch(searchFor(by, row))
  const cut = by !== 'day' && rows.length > bars.length ? ` ${money.top(bars.length, rows.length)}` : ''
  return (
    <ChartCard
      title={money.spending}
      about={sum === undefined ? undefined : `${money.spendingAbout(said, sum.count)}.${cut}`}
      isTable={isTable}
      onTable={setTable}
      empty={sum === undefined ? money.noSpending : null}
      actions={
        <div className="flex flex-wrap gap-2">
          {total.length > 1 && (
            <Segmented
              label={money.currency}
              value={currency}
              choices={total.map((each) => ({ value: each.currency, label: each.currency }))}
              onChoose={setChosen}
            />
          )}
          <Segmented
            label={money.by}
            value={by}
            choices={dimensions.map((value) => ({ value, label: dimensionWords[value] }))}
            onChoose={setBy}
          />
          <Segmented
            label={money.span}
            value={span}
            choices={spans.map((value) => ({ value, label: money.spans[value] }))}
            onChoose={setSpan}
          />
        </div>
      }
      chart={{
        label: money.chartOf(dimensionWords[by], said),
        bars,
        series,
        format,
        formatAxis: shortAmount,
        lying: by !== 'day',
        onPick: pick,
      }}
      table={{
        rows,
        rowKey: ({ key }) => key,
        columns: columnsOf(by, pick),
      }}
    />
  )
}

const columnsOf = (by: Dimension, onPick: (row: string) => void) => [
  {
    key: 'name',
    title: dimensionWords[by],
    cell: ({ key, name }: SpendingRow) => (
      <button
        type="button"
        className="min-h-6 max-w-full truncate text-start text-accent underline-offset-2 hover:underline"
        onClick={() => onPick(by === 'day' ? name : key)}
      >
        {by === 'day' ? longDay(name) : name}
      </button>
    ),
  },
  ...(by === 'day'
    ? [{ key: 'agent', title: money.columns.agent, cell: ({ agent }: SpendingRow) => agent }]
    : []),
  {
    key: 'count',
    title: money.columns.count,
    align: 'end' as const,
    cell: ({ count }: SpendingRow) => count,
  },
  {
    key: 'amount',
    title: money.columns.amount,
    align: 'end' as const,
    cell: (row: SpendingRow) => formatMoney(row),
  },
]

/** Search for the ledger lines of a bar. */
function searchFor(by: Dimension, key: string): MoneySearch {
  const about = by === 'day' ? { from: key, to: key } : { [by]: key }
  return changed({}, { view: 'ledger', kind: 'settle', ...about })
}

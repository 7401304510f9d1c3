import type { Spending } from '#shared/contract/ledger.ts'
import { listDays, shortDay } from '../../ui/charts/days.ts'
import { type Bar, type Series, seriesOf } from '../../ui/charts/series.ts'

export const dimensions = ['day', 'run', 'agent', 'model'] as const
export type Dimension = (typeof dimensions)[number]

/** A row of the table beside the chart. */
export interface SpendingRow {
  readonly key: string
  readonly name: string
  readonly agent: string | null
  readonly amountMinor: number
  readonly currency: string
  readonly count: number
}

interface Words {
  readonly nameOf: (agentId: string) => string
  readonly nobody: string
  readonly others: string
  readonly amount: string
}

export interface SpendingBars {
  readonly bars: readonly Bar[]
  readonly series: readonly Series[]
  readonly rows: readonly SpendingRow[]
}

const mostBars = 12

/** Bars in one currency. Amounts of different currencies are never added. */
export function barsOf(spending: Spending, by: Dimension, currency: string, words: Words): SpendingBars {
  return by === 'day' ? barsByDay(spending, currency, words) : barsByName(spending, by, currency, words)
}

function barsByDay({ byDay, byAgent }: Spending, currency: string, words: Words): SpendingBars {
  const own = byDay.filter((sum) => sum.currency === currency)
  const names = byAgent
    .filter((sum) => sum.currency === currency)
    .map(({ key }) => ({ key: key ?? '', name: key === null ? words.nobody : words.nameOf(key) }))
  const { series, keyOf } = seriesOf(names, words.others)
  const [first, last] = [own[0]?.day, own.at(-1)?.day]
  const days = first === undefined || last === undefined ? [] : listDays(first, last)
  const bars = days.map((day) => {
    const values: Record<string, number> = {}
    for (const { agentId, amountMinor } of own.filter((sum) => sum.day === day)) {
      const key = keyOf(agentId ?? '')
      values[key] = (values[key] ?? 0) + amountMinor
    }
    return { key: day, label: shortDay(day), values }
  })
  const rows = own.toReversed().map(({ day, agentId, ...sum }) => ({
    ...{ key: `${day} ${agentId}`, name: day, ...sum },
    agent: agentId === null ? words.nobody : words.nameOf(agentId),
  }))
  return { bars, series, rows }
}

function barsByName(
  spending: Spending,
  by: Exclude<Dimension, 'day'>,
  currency: string,
  words: Words,
): SpendingBars {
  const rows = listSums(spending, by, words)
    .filter((sum) => sum.currency === currency)
    .map(({ key, name, ...sum }) => ({ key: key ?? '', name: name ?? words.nobody, agent: null, ...sum }))
  const bars = rows.slice(0, mostBars).map(({ key, name, amountMinor }) => ({
    ...{ key, label: name, values: { amount: amountMinor } },
  }))
  return { bars, series: [{ key: 'amount', name: words.amount, colour: 'var(--running)' }], rows }
}

function listSums(
  { byRun, byAgent, byModel }: Spending,
  by: Exclude<Dimension, 'day'>,
  { nameOf }: Pick<Words, 'nameOf'>,
) {
  if (by === 'run') return byRun
  if (by === 'model') return byModel.map((sum) => ({ ...sum, name: sum.key }))
  return byAgent.map((sum) => ({ ...sum, name: sum.key === null ? null : nameOf(sum.key) }))
}

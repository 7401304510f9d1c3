import type { LedgerFilter, Spending } from '#shared/contract/ledger.ts'
import { addMinor } from '#shared/model/money.ts'
import { type CutDay, dayMs, dayPartMs } from '../../base/days.ts'
import type { Line } from '../../store/queries/ledger.ts'
import type { Span, SpendingFilter, SumOfDay, SumOfRun } from '../../store/queries/spending.ts'
import type { Store } from '../../store/store.ts'

/** Default end of a period: the largest whole number of days, in milliseconds. */
const never = Number.MAX_SAFE_INTEGER - (Number.MAX_SAFE_INTEGER % dayMs)

type Stores = Pick<Store, 'ledger' | 'spending'>

interface Sums {
  readonly days: readonly SumOfDay[]
  readonly runs: readonly SumOfRun[]
}

/** Uses stored sums. Only transactions outside complete parts of days are read one by one. */
export function sumSpending(store: Stores, filter: LedgerFilter, cutOf: (day: number) => CutDay): Spending {
  const { kind = 'settle', start = 0, end = never, ...about } = filter
  const { whole, edges } = kind === 'settle' ? spansOf(start, end) : { whole: null, edges: [] }
  const lines = edges.flatMap((edge) => listLines(store, about, edge))
  const kept: Sums =
    whole === null
      ? { days: [], runs: [] }
      : { days: store.spending.listDays(about, whole), runs: store.spending.listRuns(about, whole) }
  return sum(
    { days: [...kept.days, ...lines.map(dayOfLine)], runs: [...kept.runs, ...lines.map(runOfLine)] },
    cutOf,
  )
}

/** Splits a period into complete parts of days and the rest at both ends. */
function spansOf(start: number, end: number): { whole: Span | null; edges: Span[] } {
  const whole = { start: Math.ceil(start / dayPartMs) * dayPartMs, end: end - (end % dayPartMs) }
  if (whole.start >= whole.end) return { whole: null, edges: [{ start, end }] }
  const edges = [
    { start, end: whole.start },
    { start: whole.end, end },
  ]
  return { whole, edges: edges.filter((edge) => edge.start < edge.end) }
}

/** No index finds transactions by time, but the sums show which runs had payments in the span. */
function listLines({ ledger, spending }: Stores, about: SpendingFilter, { start, end }: Span): Line[] {
  const around = { start: start - (start % dayPartMs), end: Math.ceil(end / dayPartMs) * dayPartMs }
  const runs = new Set(spending.listRuns(about, around).map(({ runId }) => runId))
  return [...runs].flatMap((runId) => ledger.listSettled({ ...about, runId, start, end }))
}

const runOfLine = ({ runId, runTitle, currency, amountMinor }: Line): SumOfRun => ({
  ...{ runId, runTitle, currency, amountMinor },
  count: 1,
})

function dayOfLine({ at, agentId, model, currency, amountMinor }: Line): SumOfDay {
  const spent = { amountMinor, count: 1 }
  const sumBefore = (instant: number) => (at < instant ? spent : { amountMinor: 0, count: 0 })
  return { day: at - (at % dayMs), agentId, model, currency, ...spent, sumBefore }
}

function sum({ days, runs }: Sums, cutOf: (day: number) => CutDay): Spending {
  const total = createSums<object>()
  const byRun = createSums<{ key: string; name: string }>()
  const byAgent = createSums<{ key: string | null }>()
  const byModel = createSums<{ key: string | null }>()
  const byDay = createSums<{ day: string; agentId: string | null }>()
  for (const run of runs) byRun.add(run.runId, () => ({ key: run.runId, name: run.runTitle }), run)
  for (const each of days) {
    const { agentId, model, currency } = each
    total.add('', () => ({}), each)
    byAgent.add(agentId, () => ({ key: agentId }), each)
    byModel.add(model, () => ({ key: model }), each)
    const { before, at, after } = cutOf(each.day)
    const addTo = (day: string, spent: typeof early) => {
      if (spent.count > 0)
        byDay.add(`${day} ${agentId ?? ''}`, () => ({ day, agentId }), { currency, ...spent })
    }
    const early = at === each.day ? { amountMinor: 0, count: 0 } : each.sumBefore(at)
    addTo(before, early)
    addTo(after, { amountMinor: each.amountMinor - early.amountMinor, count: each.count - early.count })
  }
  return {
    total: total.list(),
    byRun: byRun.list(),
    byAgent: byAgent.list(),
    byModel: byModel.list(),
    byDay: byDay.list().toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))),
  }
}

interface Sum {
  readonly currency: string
  readonly amountMinor: number
  readonly count: number
}

/** Sums by name and currency, largest first. */
function createSums<Key extends object>() {
  const sums = new Map<string, Key & { currency: string; amountMinor: number; count: number }>()
  return {
    add(name: string | null, keyOf: () => Key, { currency, amountMinor, count }: Sum): void {
      const at = `${currency} ${name ?? ''}`
      const found = sums.get(at)
      if (found === undefined) {
        sums.set(at, { ...keyOf(), currency, amountMinor, count })
        return
      }
      found.amountMinor = addMinor(found.amountMinor, amountMinor)
      found.count += count
    },
    list: () => [...sums.values()].toSorted((a, b) => b.amountMinor - a.amountMinor),
  }
}

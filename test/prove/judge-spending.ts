import { sumSpending } from '../../src-main/app/money/spending.ts'
import { createDayCutter, createDayOf } from '../../src-main/base/days.ts'
import type { LedgerFilter } from '../../src-shared/contract/ledger.ts'
import type { StoredEvent } from '../../src-shared/events.ts'
import type { Transaction } from '../../src-shared/model/money.ts'
import { modelOf } from '../../src-shared/model/runs/attempt.ts'
import type { Program } from './world.ts'

interface Paid extends Transaction {
  readonly agentId: string | null
  readonly model: string | null
}

/** Zones ahead of and behind UTC, one with a half-hour offset. */
const zones = ['UTC', 'America/New_York', 'Asia/Kolkata'].map((zone) => ({
  ...{ zone, cutOf: createDayCutter(zone), dayOf: createDayOf(zone) },
}))

/** Differences between the stored sums and a calculation from the complete log. */
export function judgeSpending({ store }: Pick<Program, 'store'>): string[] {
  const all = { before: Number.MAX_SAFE_INTEGER, runId: null, projectId: null, limit: 1_000_000 }
  const settled = store.budgets.listTransactions(all).filter(({ kind }) => kind === 'settle')
  const paid = payeesOf(settled, store.events.listAfter(0, 1_000_000))
  const names = new Map(settled.map(({ runId }) => [runId, store.runs.find(runId)?.title ?? '']))
  return filtersOf(paid).flatMap((filter) =>
    zones.flatMap(({ zone, cutOf, dayOf }) => {
      const found = textOf(sumSpending(store, filter, cutOf))
      const should = textOf(sumsOf(paid.filter(fits(filter)), dayOf, names))
      return found === should ? [] : [`spending ${zone} ${JSON.stringify(filter)}: ${found} not ${should}`]
    }),
  )
}

/** Payees from the events: the agent of each attempt, with its kind at the start of the attempt. */
function payeesOf(settled: readonly Transaction[], events: readonly StoredEvent[]): Paid[] {
  const kinds = new Map<string, string>()
  const agents = new Map<string, string>()
  const payees = new Map<number, Pick<Paid, 'agentId' | 'model'>>()
  for (const { seq, body } of events) {
    if (body.type === 'agent.registered') kinds.set(body.agent.id, body.agent.kind)
    if (body.type === 'attempt.started') agents.set(body.attemptId, body.agentId)
    if (body.type === 'decision.made' || body.type === 'budget.charged')
      payees.set(seq, { agentId: null, model: body.model })
    if (!('attemptId' in body)) continue
    const agentId = agents.get(body.attemptId) ?? null
    const asksModels = ['model', 'builtin'].includes(kinds.get(agentId ?? '') ?? '')
    const model = body.type === 'attempt.finished' && asksModels ? modelOf(body.result) : null
    payees.set(seq, { agentId, model })
  }
  return settled.map((each) => ({ ...each, ...(payees.get(each.seq) ?? { agentId: null, model: null }) }))
}

/** Filters for everything, for each value, and for times that begin and end within and between parts of days. */
function filtersOf(paid: readonly Paid[]): LedgerFilter[] {
  const [first, middle] = [paid.at(-1)?.at ?? 0, paid[paid.length >> 1]?.at ?? 0]
  const hour = 3_600_000
  const about: LedgerFilter[] = [...new Set(paid.map(({ runId }) => runId))].map((runId) => ({ runId }))
  for (const projectId of ['north', 'south', 'none']) about.push({ projectId })
  const times: LedgerFilter[] = [
    { start: middle },
    { end: middle },
    { start: first - (first % hour), end: middle - (middle % hour) + hour },
    { start: first + 1, end: middle + 1 },
    { start: middle, end: middle },
  ]
  const { agentId, model, ...one } = paid[0] ?? {
    agentId: null,
    model: null,
    runId: 'run',
    projectId: 'north',
  }
  const [agent, asked] = [{ agentId: agentId ?? '' }, { model: model ?? '' }]
  about.push({}, { kind: 'release' }, agent, asked, { runId: one.runId, projectId: 'north' })
  const timesOfOne = times.flatMap((time) => [
    { ...time, projectId: 'north' },
    { ...time, ...agent, runId: one.runId },
  ])
  return [...about, ...times, ...timesOfOne]
}

const fits = (filter: LedgerFilter) => (each: Paid) =>
  (filter.runId === undefined || each.runId === filter.runId) &&
  (filter.projectId === undefined || each.projectId === filter.projectId) &&
  (filter.agentId === undefined || (each.agentId ?? '') === filter.agentId) &&
  (filter.model === undefined || (each.model ?? '') === filter.model) &&
  (filter.kind === undefined || each.kind === filter.kind) &&
  each.at >= (filter.start ?? 0) &&
  each.at < (filter.end ?? Number.MAX_SAFE_INTEGER)

function sumsOf(paid: readonly Paid[], dayOf: (at: number) => string, names: ReadonlyMap<string, string>) {
  const by = (keyOf: (each: Paid) => object) => {
    const sums = new Map<string, object & { currency: string; amountMinor: number; count: number }>()
    for (const each of paid) {
      const { currency, amountMinor } = each
      const name = JSON.stringify([keyOf(each), currency])
      const sum = sums.get(name) ?? { ...keyOf(each), currency, amountMinor: 0, count: 0 }
      sums.set(name, { ...sum, amountMinor: sum.amountMinor + amountMinor, count: sum.count + 1 })
    }
    return [...sums.values()]
  }
  return {
    total: by(() => ({})),
    byRun: by(({ runId }) => ({ key: runId, name: names.get(runId) })),
    byAgent: by(({ agentId }) => ({ key: agentId })),
    byModel: by(({ model }) => ({ key: model })),
    byDay: by(({ at, agentId }) => ({ day: dayOf(at), agentId })),
  }
}

/** Sorted, because equal amounts have no fixed order. */
const textOf = (sums: object): string =>
  JSON.stringify(
    Object.entries(sums).map(([name, list]: [string, object[]]) => [
      name,
      list.map((sum) => JSON.stringify(Object.entries(sum).toSorted())).toSorted(),
    ]),
  )

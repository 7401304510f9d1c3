import { describe, expect, it } from 'vitest'
import { parseAmount, shortAmount, sumMoney } from '../../../../src-renderer/entities/money/amount.ts'
import {
  leftOf,
  moneyOfProject,
  partsOfCap,
  stateOfCap,
} from '../../../../src-renderer/entities/money/cap-state.ts'
import { ledgerHead, readLedger } from '../../../../src-renderer/features/money/ledger-csv.ts'
import { changed, filterOf, parseMoneySearch } from '../../../../src-renderer/features/money/money-search.ts'
import { barsOf } from '../../../../src-renderer/features/money/spending-bars.ts'
import type { CapView, LedgerLine, Spending } from '../../../../src-shared/contract/ledger.ts'

const cap = (
  capMinor: number | null,
  settledMinor: number,
  reservedMinor = 0,
  more: Partial<CapView> = {},
): CapView => ({
  ...{ key: 'project:shop', name: 'shop', projectId: 'shop', run: null, currency: 'EUR', isClosed: false },
  ...{ capMinor, settledMinor, reservedMinor },
  leftMinor: capMinor === null ? null : Math.max(0, capMinor - settledMinor - reservedMinor),
  ...more,
})

describe('an amount in a field', () => {
  it.each([
    ['20', 2000],
    ['12.5', 1250],
    ['12,50', 1250],
    [' 0.05 ', 5],
    ['0', 0],
    ['', null],
    ['ten', null],
    ['1.234', null],
    ['1.000,50', null],
    ['900000000', 90_000_000_000],
    ['900000000.01', null],
    ['-3', null],
    ['1e3', null],
  ])('%j is %s', (text, minor) => expect(parseAmount(text)).toBe(minor))

  it('is never added to an amount in another currency', () => {
    const sums = sumMoney([
      { amountMinor: 100, currency: 'EUR' },
      { amountMinor: 200, currency: 'USD' },
      { amountMinor: 50, currency: 'EUR' },
    ])
    expect(sums).toEqual([
      { amountMinor: 150, currency: 'EUR' },
      { amountMinor: 200, currency: 'USD' },
    ])
  })

  it('is short in a chart', () =>
    expect([50, 1500, 120_000].map(shortAmount)).toEqual(['0.50', '15', '1,200']))
})

describe('the money of one project', () => {
  const held = [{ amountMinor: 900, currency: 'EUR' }]
  const caps = [
    cap(1000, 0, 300),
    cap(500, 0, 200, { key: 'run:r' }),
    cap(1000, 0, 600, { key: 'project:garden', projectId: 'garden' }),
  ]

  it('is its budgets and the amounts of all its runs', () =>
    expect(moneyOfProject({ caps, held }, 'shop')).toEqual({
      caps: caps.slice(0, 2),
      held: [{ amountMinor: 300, currency: 'EUR' }],
    }))

  it('is the complete amount without a selected project', () =>
    expect(moneyOfProject({ caps, held }, null)).toEqual({ caps, held }))

  it("is the filter of the ledger, unless the ledger's own filter names another project", () => {
    expect(filterOf({}, 'shop')).toEqual({ projectId: 'shop' })
    expect(filterOf({ project: 'garden' }, 'shop')).toEqual({ projectId: 'garden' })
    expect(filterOf({}, null)).toEqual({})
  })
})

describe('the state of a budget', () => {
  it.each([
    ['is only counted without one', cap(null, 500), 'none', 0],
    ['is fine while little is used', cap(1000, 500), 'fine', 50],
    ['is near its end from 80 %, held money included', cap(1000, 500, 300), 'near', 80],
    ['is never said to be full before it is', cap(100_000, 99_999), 'near', 99],
    ['is full', cap(1000, 1000), 'full', 100],
    ['is full at nothing', cap(0, 0), 'full', 100],
    ['is over', cap(1000, 1200), 'over', 120],
    ['is closed, whatever is left', cap(1000, 0, 0, { isClosed: true }), 'closed', 0],
  ] as const)('%s', (_what, given, name, percent) => {
    expect(stateOfCap(given)).toMatchObject({ name, percent })
  })

  it('is drawn relative to the spent amount if that is higher', () => {
    expect(partsOfCap(cap(1000, 1500, 500))).toEqual({ spent: 75, held: 25 })
    expect(partsOfCap(cap(null, 0))).toEqual({ spent: 0, held: 0 })
  })

  it('counts the remaining amount once: of projects, otherwise of active runs', () => {
    const run = { id: 'run_1', title: 'A run', status: 'running' as const }
    const ofRun = cap(700, 0, 0, { key: 'run:run_1', run })
    const over = cap(900, 0, 0, { key: 'run:run_2', run: { ...run, status: 'done' as const } })
    const branch = cap(300, 0, 0, { key: 'branch:run_1/g', run })
    expect(leftOf([cap(1000, 100), ofRun, branch])).toEqual({
      ...{ amounts: [{ currency: 'EUR', amountMinor: 900 }], count: 1, kind: 'project' },
    })
    expect(leftOf([ofRun, over, branch])).toEqual({
      ...{ amounts: [{ currency: 'EUR', amountMinor: 700 }], count: 1, kind: 'run' },
    })
  })
})

describe('the address of the ledger', () => {
  it('contains filters only, and drops other parameters', () => {
    expect(parseMoneySearch({ view: 'ledger', kind: 'gift', from: 'soon', agent: 'ada', x: 1 })).toEqual({
      ...{ view: 'ledger', agent: 'ada' },
    })
    expect(changed({ agent: 'ada', run: 'r' }, { agent: undefined })).toEqual({ run: 'r' })
  })

  it('includes the complete last day', () => {
    const { start = 0, end = 0 } = filterOf({ from: '2026-11-22', to: '2026-11-22' })
    expect(end - start).toBe(86_400_000)
    expect(new Date(start).getHours()).toBe(0)
  })
})

const sum = (amountMinor: number, currency = 'EUR') => ({ amountMinor, currency, count: 1 })
const texts = {
  nameOf: (id: string) => id.toUpperCase(),
  nobody: 'Unknown',
  others: 'Other',
  amount: 'Amount',
}

describe('bars of spending', () => {
  const spending: Spending = {
    total: [sum(300)],
    byRun: [{ key: 'r', name: 'A run', ...sum(300) }],
    byAgent: [
      { key: 'ada', ...sum(200) },
      { key: null, ...sum(100) },
    ],
    byModel: [{ key: null, ...sum(300) }],
    byDay: [
      { day: '2026-11-20', agentId: 'ada', ...sum(200) },
      { day: '2026-11-22', agentId: null, ...sum(100) },
      { day: '2026-11-22', agentId: 'ada', ...sum(900, 'USD') },
    ],
  }

  it('show every day, also without spending, in one currency at a time', () => {
    const { bars, rows } = barsOf(spending, 'day', 'EUR', texts)
    expect(bars).toEqual([
      { key: '2026-11-20', label: 'Nov 20', values: { ada: 200 } },
      { key: '2026-11-21', label: 'Nov 21', values: {} },
      { key: '2026-11-22', label: 'Nov 22', values: { '': 100 } },
    ])
    expect(rows.map(({ name, agent }) => [name, agent])).toEqual([
      ['2026-11-22', 'Unknown'],
      ['2026-11-20', 'ADA'],
    ])
  })

  it('mark unknown amounts as unknown', () => {
    expect(barsOf(spending, 'model', 'EUR', texts).bars).toEqual([
      { key: '', label: 'Unknown', values: { amount: 300 } },
    ])
  })
})

async function readAll(pages: AsyncIterable<string[]>): Promise<string[][]> {
  const all: string[][] = []
  for await (const page of pages) all.push(page)
  return all
}

describe('the ledger as CSV', () => {
  const line = (seq: number): LedgerLine => ({
    ...{
      seq,
      at: 0,
      kind: 'settle',
      runId: 'r',
      runTitle: 'A, run',
      taskKey: 't',
      taskTitle: null,
      attempt: 0,
    },
    ...{
      projectId: null,
      agentId: null,
      model: 'openai/x',
      cause: 'decision',
      amountMinor: 5,
      currency: 'EUR',
    },
    cursor: `${seq}-settle`,
  })

  it('has every line with its known values', async () => {
    const pages = readLedger({}, async () => ({ lines: [line(7)], next: null, lookedTo: null }))
    expect(await readAll(pages)).toEqual([
      ['7,1970-01-01T00:00:00.000Z,settle,0.05,EUR,r,"A, run",t,,,,,openai/x,decision\r\n'],
    ])
    expect(ledgerHead).toBe(
      'seq,at,kind,amount,currency,run_id,run,task_key,task,attempt,project_id,agent,model,reason\r\n',
    )
  })

  it('is complete: all pages are read', async () => {
    const all = Array.from({ length: 2345 }, (_, at) => line(2345 - at))
    const pages = await readAll(
      readLedger({}, async ({ before, limit }) => {
        const from = before === undefined ? 0 : all.findIndex(({ cursor }) => cursor === before) + 1
        const lines = all.slice(from, from + limit)
        const next = from + limit < all.length ? (lines.at(-1)?.cursor ?? null) : null
        return { lines, next, lookedTo: null }
      }),
    )
    expect(pages.map((lines) => lines.length)).toEqual([1000, 1000, 345])
    expect(pages.flat().map((text) => Number.parseInt(text, 10))).toEqual(all.map(({ seq }) => seq))
  })
})

import { describe, expect, it } from 'vitest'
import { serveWorker, work } from './worker.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const price = eur(300)

/** Two attempts: a finished one that cost less than its reservation, and a running one. */
async function serveSpending() {
  const worker = await serveWorker([work('a'), work('b')], { agent: { price } })
  const { token } = (await worker.execute('a')).body
  await worker.complete('a', { token, status: 'completed', spent: eur(250) })
  await worker.execute('b')
  return worker
}

const get = async (served: Awaited<ReturnType<typeof serveSpending>>, path: string) =>
  (await served.call('GET', `/api/v1${path}`)).body

describe('the ledger', () => {
  it('shows agent and reason of each movement, also during the attempt', async () => {
    const served = await serveSpending()
    const { lines } = await get(served, '/ledger')
    expect(
      lines.map((line: Record<string, unknown>) => [line.kind, line.taskTitle, line.agentId, line.cause]),
    ).toEqual([
      ['reserve', 'Title of b', 'vp_123', 'attempt.started'],
      ['settle', 'Title of a', 'vp_123', 'attempt.finished'],
      ['release', 'Title of a', 'vp_123', 'attempt.finished'],
      ['reserve', 'Title of a', 'vp_123', 'attempt.started'],
    ])
  })

  it('reports no model if none is known', async () => {
    const served = await serveSpending()
    const { lines } = await get(served, '/ledger?model=')
    expect(lines.map(({ model }: { model: unknown }) => model)).toEqual([null, null, null, null])
    expect(await get(served, '/ledger?agentId=')).toEqual({ lines: [], next: null, lookedTo: null })
  })

  it('is read in pages without losing a line of an event between two pages', async () => {
    const served = await serveSpending()
    const seen: string[] = []
    for (let before = ''; ; ) {
      const page = await get(served, `/ledger?limit=1${before === '' ? '' : `&before=${before}`}`)
      seen.push(...page.lines.map(({ kind }: { kind: string }) => kind))
      if (page.next === null) break
      before = page.next
    }
    expect(seen).toEqual(['reserve', 'settle', 'release', 'reserve'])
  })

  it.each([
    ['kind=settle', 1],
    ['agentId=vp_123', 4],
    ['agentId=nobody', 0],
    ['start=0&end=1', 0],
    ['projectId=none', 0],
  ])('is filtered by %s', async (query, count) => {
    expect((await get(await serveSpending(), `/ledger?${query}`)).lines).toHaveLength(count)
  })

  it('refuses an invalid cursor and an unknown kind', async () => {
    const { call } = await serveWorker([])
    expect((await call('GET', '/api/v1/ledger?before=x')).status).toBe(400)
    expect((await call('GET', '/api/v1/ledger?kind=gift')).status).toBe(400)
  })
})

describe('spending', () => {
  it('is the settled amount, by run, agent, model and day', async () => {
    const served = await serveSpending()
    const spending = await get(served, '/spending?timeZone=Pacific%2FKiritimati')
    expect(spending.total).toEqual([{ ...eur(250), count: 1 }])
    expect(spending.byRun).toMatchObject([{ key: served.runId, ...eur(250) }])
    expect(spending.byAgent).toEqual([{ key: 'vp_123', ...eur(250), count: 1 }])
    expect(spending.byModel).toEqual([{ key: null, ...eur(250), count: 1 }])
    expect(spending.byDay).toEqual([
      { day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), agentId: 'vp_123', ...eur(250), count: 1 },
    ])
  })

  it('counts each reservation once, and names the owner of each limit', async () => {
    const served = await serveSpending()
    await served.call('PUT', '/api/v1/budgets/project/shop', eur(5000))
    await served.call('PUT', `/api/v1/budgets/run/${served.runId}`, eur(1000))
    const { caps, held } = await get(served, '/caps')
    expect(held).toEqual([eur(300)])
    expect(caps).toMatchObject([
      { key: 'project:shop', name: 'shop', run: null, leftMinor: 5000 },
      { key: `run:${served.runId}`, run: { id: served.runId, status: 'running' }, leftMinor: 450 },
    ])
  })
})

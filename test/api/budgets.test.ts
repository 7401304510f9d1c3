import { describe, expect, it } from 'vitest'
import { serveRest } from './rest.ts'
import { serveWorker, work } from './worker.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const price = eur(300)

describe('PUT /api/v1/budgets', () => {
  it('sets the budget of a project, which needs no record', async () => {
    const { call } = await serveRest()
    const { status, body } = await call('PUT', '/api/v1/budgets/project/shop', eur(5000))
    expect(status).toBe(200)
    expect(body).toEqual({
      key: 'project:shop',
      capMinor: 5000,
      currency: 'EUR',
      reservedMinor: 0,
      settledMinor: 0,
      isClosed: false,
      leftMinor: 5000,
    })
    expect((await call('GET', '/api/v1/budgets')).body).toEqual([body])
  })

  it('shows the reservation during an attempt, and the settled amount afterwards', async () => {
    const { call, execute, complete, runId } = await serveWorker([work('a')], { agent: { price } })
    const balance = async () => (await call('GET', '/api/v1/budgets')).body[0]
    await call('PUT', `/api/v1/budgets/run/${runId}`, eur(1000))
    const { token } = (await execute('a')).body
    expect(await balance()).toMatchObject({ reservedMinor: 300, settledMinor: 0, leftMinor: 700 })
    await complete('a', { token, status: 'completed', spent: eur(250) })
    expect(await balance()).toMatchObject({ reservedMinor: 0, settledMinor: 250, leftMinor: 750 })
  })

  it.each([
    ['a run that is not here', 'run/run_nothing', eur(1), 404, 'E_NOT_FOUND'],
    ['a branch that is not here', 'branch/run_nothing%2Fg', eur(1), 404, 'E_NOT_FOUND'],
    ['another kind', 'team/a', eur(1), 400, 'E_TYPE'],
    ['less than nothing', 'project/a', eur(-1), 400, 'E_RANGE'],
    ['a fraction', 'project/a', eur(0.5), 400, 'E_TYPE'],
    ['no currency', 'project/a', { amountMinor: 1 }, 400, 'E_REQUIRED'],
  ])('refuses %s', async (_what, path, body, status, code) => {
    const { call } = await serveRest()
    const answer = await call('PUT', `/api/v1/budgets/${path}`, body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(code)
  })

  it('refuses less than the spent amount, and another currency', async () => {
    const { call, execute, complete, runId } = await serveWorker([work('a')], { agent: { price } })
    await call('PUT', `/api/v1/budgets/run/${runId}`, eur(1000))
    const { token } = (await execute('a')).body
    await complete('a', { token, status: 'blocked', error: 'wait' })
    for (const cap of [eur(299), { amountMinor: 2000, currency: 'USD' }]) {
      const { status, body } = await call('PUT', `/api/v1/budgets/run/${runId}`, cap)
      expect(status).toBe(409)
      expect(body.error.code).toBe('E_STATE')
    }
  })
})

describe('GET /api/v1/transactions', () => {
  it('lists movements newest first, by run, by project and in pages', async () => {
    const { call, execute, complete, start, runId } = await serveWorker([work('a')], { agent: { price } })
    const other = await start([work('b')], { project_id: 'shop' })
    const { token } = (await execute('a')).body
    await complete('a', { token, status: 'completed', spent: eur(250) })
    await call('POST', `/api/v1/work/agents/vp_123/tasks/${encodeURIComponent(`${other}/b`)}/execute`, {})
    const list = async (query: string) => {
      const { body } = await call('GET', `/api/v1/transactions?${query}`)
      return body.map(({ kind, amountMinor }: { kind: string; amountMinor: number }) => [kind, amountMinor])
    }
    expect(await list(`runId=${runId}`)).toEqual([
      ['release', 50],
      ['settle', 250],
      ['reserve', 300],
    ])
    expect(await list('projectId=shop')).toEqual([['reserve', 300]])
    expect(await list('limit=1')).toEqual([['reserve', 300]])
    const { body } = await call('GET', '/api/v1/transactions?limit=1')
    expect(await list(`before=${body[0].seq}`)).toHaveLength(3)
  })
})

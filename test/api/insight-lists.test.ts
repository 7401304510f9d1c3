import { describe, expect, it } from 'vitest'
import { serveWorker, work } from './worker.ts'

/** Three ended tasks: `a` completed, `b` failed, and `c`, which depends on `a`, completed. */
async function serveEnds() {
  const served = await serveWorker([work('a'), work('b'), work('c', { depends_on: ['a'] })])
  const end = async (key: string, how: object) => {
    const { token } = (await served.execute(key)).body
    await served.complete(key, { token, ...how })
  }
  await end('a', { status: 'completed' })
  await end('b', { status: 'failed', error: 'No' })
  await end('c', { status: 'completed' })
  const get = async (path: string) => (await served.call('GET', `/api/v1/stats${path}`)).body
  return { ...served, get }
}
type Row = Record<string, unknown>

describe('the list behind the statistics', () => {
  it('is grouped by day and outcome', async () => {
    const { get } = await serveEnds()
    const { days } = await get('/trend?timeZone=Asia%2FTokyo')
    expect(days).toEqual([
      {
        day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        counts: { done: 2, failed: 1, skipped: 0, cancelled: 0 },
      },
    ])
  })

  it('shows tasks, each with its waiting times', async () => {
    const { get, runId } = await serveEnds()
    expect((await get('/tasks')).map(({ taskKey }: Row) => taskKey).toSorted()).toEqual(['a', 'b', 'c'])
    expect(await get('/tasks?status=failed')).toMatchObject([
      { runId, taskKey: 'b', title: 'Title of b', status: 'failed', agentId: 'vp_123', attempt: null },
    ])
    const waited = await get('/tasks?cause=dependency')
    expect(waited).toMatchObject([{ taskKey: 'c', title: 'Title of c' }])
    expect(waited[0].ms).toBeGreaterThan(0)
  })

  it('shows attempts by agent and skill', async () => {
    const { get } = await serveEnds()
    const done = await get('/attempts?agentId=vp_123&skill=backend_work&status=done')
    expect(done.map(({ taskKey, attempt }: Row) => [taskKey, attempt]).toSorted()).toEqual([
      ['a', 1],
      ['c', 1],
    ])
    expect(await get('/attempts?skill=cooking')).toEqual([])
    expect(await get('/attempts?limit=1&offset=2')).toHaveLength(1)
  })

  it('refuses a span that ends before it begins, and an unknown run', async () => {
    const { call } = await serveWorker([])
    expect((await call('GET', '/api/v1/stats/tasks?start=2026-02-01&end=2026-01-01')).status).toBe(400)
    expect((await call('GET', '/api/v1/stats/trend?runId=run_nothing')).status).toBe(404)
  })
})

import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { serveWorker, work } from './worker.ts'

describe('getExecutionStats', () => {
  it('counts statuses, success, duration, throughput and waiting time by cause in a span', async () => {
    const clock = createManualClock(Date.UTC(2025, 0, 10))
    const { execute, complete, stats } = await serveWorker(
      [work('a'), work('b', { depends_on: ['a'] }), work('c'), work('d')],
      { clock },
    )
    const run = async (key: string, ms: number, status = 'completed') => {
      const { token } = (await execute(key)).body
      await clock.advance(ms)
      await complete(key, { token, status })
    }
    await clock.advance(5000)
    await run('a', 10_000)
    await clock.advance(3000)
    await run('b', 30_000)
    await run('c', 20_000, 'failed')
    const { status, body } = await stats('?start=2025-01-01&end=2025-01-31')
    expect(status).toBe(200)
    expect(body).toEqual({
      agentId: 'vp_123',
      start: '2025-01-01T00:00:00.000Z',
      end: '2025-01-31T00:00:00.000Z',
      byStatus: { TODO: 1, IN_PROGRESS: 0, BLOCKED: 1, DONE: 2, CANCELLED: 0 },
      completed: 2,
      failed: 1,
      successRate: (2 / 3) * 100,
      averageCompletionTime: 20,
      throughput: 2 / (30 * 24),
      waiting: {
        dependencies: 15,
        approval: 0,
        queue: 5 + 3 + 48,
        retry: 0,
        question: 0,
        review: 0,
        budget: 0,
      },
    })
    expect((await stats('?start=2025-02-01&end=2025-02-02')).body).toMatchObject({
      completed: 0,
      successRate: 0,
    })
  })

  it('returns zeros for an agent without work', async () => {
    const { stats } = await serveWorker([work('a')])
    expect((await stats()).body).toMatchObject({
      completed: 0,
      successRate: 0,
      averageCompletionTime: 0,
      throughput: 0,
    })
  })

  it.each([
    ['?start=yesterday', 'E_DATE'],
    ['?start=2025-13-01', 'E_DATE'],
    ['?start=2025-02-01&end=2025-01-01', 'E_RANGE'],
  ])('refuses %s', async (query, code) => {
    const { stats } = await serveWorker([work('a')])
    const { status, body } = await stats(query)
    expect(status).toBe(400)
    expect(body.error.code).toBe(code)
  })
})

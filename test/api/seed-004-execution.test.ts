import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { compact } from './rest.ts'
import { serveWorker, work, worker } from './worker.ts'

describe('executeTask', () => {
  it('starts the task and returns the context, a token and the end of its lease', async () => {
    const { execute, context, task, idOf } = await serveWorker([work('task_456')])
    const { status, body } = await execute('task_456', { leaseMs: 60_000 })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['taskId', 'status', 'output', 'metrics', 'token', 'leaseUntil'])
    expect(body).toMatchObject({
      taskId: idOf('task_456'),
      status: 'in_progress',
      token: expect.stringMatching(/^swy_task_[\w-]{43}$/),
    })
    expect(Date.parse(body.leaseUntil) - Date.parse(body.metrics.startedAt)).toBe(60_000)
    expect(body.output).toEqual((await context('task_456')).body)
    expect(await task('task_456')).toMatchObject({ status: 'IN_PROGRESS' })
  })

  it('returns blocked byte for byte while dependencies are unmet', async () => {
    const { text, urlOf, idOf } = await serveWorker([work('a'), work('b', { depends_on: ['a'] })])
    const answer = await text('POST', `/api/v1/work/agents/vp_123/tasks/${urlOf('b')}/execute`, '{}')
    const substituted = answer
      .replace(idOf('b'), 'task_456')
      .replace(/"startedAt":"[^"]+"/, '"startedAt":"AT"')
    expect(substituted).toBe(
      compact(`{
        "taskId": "task_456",
        "status": "blocked",
        "error": "Waiting for \\"Title of a\\".",
        "metrics": { "startedAt": "AT" }
      }`),
    )
  })

  it('returns blocked for a gate, a pause, a full agent or a used-up budget, and starts nothing', async () => {
    const price = { amountMinor: 500, currency: 'EUR' }
    const { execute, complete, task, call, runId } = await serveWorker(
      [work('gated', { requires_approval: true }), work('a'), work('b')],
      { agent: { capacity: 1, price } },
    )
    const errorOf = async (key: string) => {
      const { status, body } = await execute(key)
      expect(status).toBe(200)
      expect(body.status).toBe('blocked')
      return body.error
    }
    expect(await errorOf('gated')).toBe('Waiting for an approval.')
    await call('POST', `/api/v1/runs/${runId}/pause`, {})
    expect(await errorOf('a')).toBe('The run is paused.')
    await call('POST', `/api/v1/runs/${runId}/resume`, {})
    const { token } = (await execute('a')).body
    expect(await errorOf('b')).toContain('1 of 1 slots')
    await complete('a', { token, status: 'completed' })
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 700, currency: 'EUR' })
    expect(await errorOf('b')).toContain('Another 3.00 EUR is needed')
    expect(await task('b')).toMatchObject({ status: 'TODO' })
  })

  it('starts a task once, also for two simultaneous requests', async () => {
    const { execute } = await serveWorker([work('a')])
    const answers = await Promise.all([execute('a'), execute('a'), execute('a')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('returns the same token to a repeated Idempotency-Key', async () => {
    const { execute } = await serveWorker([work('a')])
    const key = { 'idempotency-key': 'take-a' }
    const [first, again] = [await execute('a', {}, key), await execute('a', {}, key)]
    expect(again).toEqual(first)
  })
})

describe('the error texts of the specification', () => {
  it('Agent not found', async () => {
    const { call, select, stats, urlOf } = await serveWorker([work('a')])
    const asked = [
      select({}, 'vp_999'),
      stats('', 'vp_999'),
      call('GET', `/api/v1/work/agents/vp_999/tasks/${urlOf('a')}/context`),
      call('POST', `/api/v1/work/agents/vp_999/tasks/${urlOf('a')}/execute`, {}),
    ]
    for (const { status, body } of await Promise.all(asked)) {
      expect(status).toBe(404)
      expect(body.error).toMatchObject({ code: 'E_NOT_FOUND', message: 'Agent not found: vp_999' })
    }
  })

  it('Task not found', async () => {
    const { context, execute, progress, complete, idOf } = await serveWorker([work('a')])
    const token = `${idOf('b')}#1`
    const asked = [
      context('b'),
      execute('b'),
      progress('b', { token, progress: 1 }),
      complete('b', { token, status: 'completed' }),
    ]
    for (const { status, body } of await Promise.all(asked)) {
      expect(status).toBe(404)
      expect(body.error).toMatchObject({ code: 'E_NOT_FOUND', message: `Task not found: ${idOf('b')}` })
    }
  })

  it('Task is not assigned to Agent', async () => {
    const { call, context, register, urlOf, idOf } = await serveWorker([work('a')])
    await register(worker('vp_124'))
    const message = `Task ${idOf('a')} is not assigned to Agent vp_124`
    const executed = await call('POST', `/api/v1/work/agents/vp_124/tasks/${urlOf('a')}/execute`, {})
    for (const { status, body } of [executed, await context('a', 'vp_124')]) {
      expect(status).toBe(409)
      expect(body.error).toMatchObject({ code: 'E_STATE', message })
    }
  })

  it.each([-1, 100.5, 1000])('Progress must be between 0 and 100, not %d', async (progress) => {
    const worked = await serveWorker([work('a')])
    const { token } = (await worked.execute('a')).body
    const { status, body } = await worked.progress('a', { token, progress })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'E_RANGE', message: 'Progress must be between 0 and 100' })
  })
})

describe('a lease', () => {
  it('that expired passes the task to its next attempt, and invalidates the old token', async () => {
    const clock = createManualClock()
    const { execute, complete, progress, task, app } = await serveWorker([work('a')], { clock })
    const { token } = (await execute('a', { leaseMs: 5000 })).body
    await clock.advance(5001)
    await clock.advance(60_000)
    expect(await task('a')).toMatchObject({ status: 'TODO' })
    for (const late of [
      await progress('a', { token, progress: 90 }),
      await complete('a', { token, status: 'completed', output: 'late' }),
    ]) {
      expect(late.status).toBe(409)
      expect(late.body.error.code).toBe('E_STALE')
    }
    const second = (await execute('a')).body
    expect(second.token).not.toBe(token)
    await complete('a', { token: second.token, status: 'completed', output: 'in time' })
    expect(await task('a')).toMatchObject({ status: 'DONE', result: { text: 'in time' } })
    expect((await app.client.runs.list({}))[0]).toMatchObject({ status: 'done' })
  })

  it.each([4999, 86_400_001, 0.5])('of %d ms is refused', async (leaseMs) => {
    const { execute } = await serveWorker([work('a')])
    const { status } = await execute('a', { leaseMs })
    expect(status).toBe(400)
  })
})

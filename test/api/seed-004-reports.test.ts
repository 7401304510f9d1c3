import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { createSecrets } from '../../src-main/base/secrets.ts'
import { serveWorker, work } from './worker.ts'

describe('updateTaskProgress', () => {
  it('stores progress, message and metadata of the example', async () => {
    const { execute, progress, task, idOf } = await serveWorker([work('task_456')])
    const { token } = (await execute('task_456')).body
    const said = { progress: 50, message: 'API implementation in progress', metadata: { linesOfCode: 150 } }
    const { status, body } = await progress('task_456', { token, ...said })
    expect(status).toBe(200)
    expect(body).toMatchObject({ taskId: idOf('task_456'), status: 'IN_PROGRESS', ...said })
    expect(await task('task_456')).toMatchObject(said)
  })

  it.each([0, 100])('accepts %d', async (value) => {
    const { execute, progress, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    expect((await progress('a', { token, progress: value })).status).toBe(200)
    expect(await task('a')).toMatchObject({ progress: value })
  })

  it('extends the lease, and never shortens a longer lease', async () => {
    const clock = createManualClock()
    const { execute, progress } = await serveWorker([work('a')], { clock })
    const { token, leaseUntil } = (await execute('a', { leaseMs: 3_600_000 })).body
    await clock.advance(1000)
    expect((await progress('a', { token, progress: 1 })).body.leaseUntil).toBe(leaseUntil)
    const extended = await progress('a', { token, progress: 2, leaseMs: 7_200_000 })
    expect(Date.parse(extended.body.leaseUntil)).toBe(clock.now() + 7_200_000)
  })

  it('reports a blocker with BLOCKED until a person unblocks the task', async () => {
    const { execute, progress, select, task, call, runId } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    const { body } = await progress('a', { token, progress: 30, status: 'BLOCKED', message: 'No access' })
    expect(body).toMatchObject({ status: 'BLOCKED', leaseUntil: null })
    expect(await task('a')).toMatchObject({ status: 'BLOCKED', reason: 'No access' })
    expect((await select()).body.task).toBeNull()
    await call('POST', `/api/v1/runs/${runId}/tasks/a/unblock`, {})
    expect((await select()).body.task).toMatchObject({ status: 'TODO' })
  })

  it('records the cost so far, and stores nothing from a report with an invalid cost', async () => {
    const price = { amountMinor: 500, currency: 'EUR' }
    const { execute, progress, complete, task, call, runId } = await serveWorker([work('a')], {
      agent: { price },
    })
    const { token } = (await execute('a')).body
    const usd = { token, progress: 10, spent: { amountMinor: 1, currency: 'USD' } }
    expect((await progress('a', usd)).status).toBe(400)
    expect(await task('a')).toMatchObject({ progress: null })
    const eur = { token, progress: 20, spent: { amountMinor: 120, currency: 'EUR' } }
    expect((await progress('a', eur)).status).toBe(200)
    await complete('a', { token, status: 'blocked', error: 'wait' })
    const { body } = await call('GET', `/api/v1/transactions?runId=${runId}`)
    expect(body).toContainEqual(expect.objectContaining({ kind: 'settle', amountMinor: 120 }))
  })

  it('requires the token of the attempt', async () => {
    const { execute, progress, idOf } = await serveWorker([work('a'), work('b')])
    const { token } = (await execute('a')).body
    expect((await progress('a', { progress: 1 })).body.error).toMatchObject({
      code: 'E_REQUIRED',
      field: 'token',
    })
    const others = await progress('b', { token, progress: 1 })
    expect(others.body.error).toMatchObject({ code: 'E_STALE' })
    const early = await progress('b', { token: `${idOf('b')}#1`, progress: 1 })
    expect(early.status).toBe(409)
    expect(early.body.error.code).toBe('E_STALE')
  })
})

describe('completeTask', () => {
  const example = {
    status: 'completed',
    output: { apiEndpoint: '/api/users', tests: 'passed' },
    metrics: {
      startedAt: '2025-01-01T10:00:00.000Z',
      completedAt: '2025-01-01T10:00:05.000Z',
      duration: 5000,
    },
    artifacts: [
      { type: 'code', content: 'src/api/users.ts' },
      { type: 'test', content: 'tests/api/users.test.ts' },
    ],
  }

  it('returns the TaskExecutionResult of the example byte for byte', async () => {
    const { execute, text, urlOf, idOf } = await serveWorker([work('task_456')])
    const { token } = (await execute('task_456')).body
    const url = `/api/v1/work/tasks/${urlOf('task_456')}/complete`
    const answer = await text('POST', url, JSON.stringify({ token, ...example }))
    expect(answer.replace(idOf('task_456'), 'task_456')).toBe(
      JSON.stringify({ taskId: 'task_456', ...example }),
    )
  })

  it('stores output, metrics and artifacts as the result of the task', async () => {
    const { execute, complete, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    await complete('a', { token, ...example })
    const { status: _status, ...data } = example
    expect(await task('a')).toMatchObject({ status: 'DONE', result: { data } })
  })

  it('measures values that the worker does not report', async () => {
    const clock = createManualClock()
    const { execute, complete } = await serveWorker([work('a')], { clock })
    const { token, metrics } = (await execute('a')).body
    await clock.advance(2500)
    const { body } = await complete('a', { token, status: 'completed', output: 'x' })
    expect(body.metrics).toEqual({
      startedAt: metrics.startedAt,
      completedAt: new Date(clock.now()).toISOString(),
      duration: 2500,
    })
  })

  it('unblocks dependents only when all their dependencies are done', async () => {
    const { execute, complete, task } = await serveWorker([
      work('a'),
      work('b'),
      work('c', { depends_on: ['a', 'b'] }),
    ])
    const finish = async (key: string) => {
      const { token } = (await execute(key)).body
      await complete(key, { token, status: 'completed' })
    }
    await finish('a')
    expect(await task('c')).toMatchObject({ status: 'BLOCKED', reason: 'Waiting for "Title of b".' })
    await finish('b')
    expect(await task('c')).toMatchObject({ status: 'TODO' })
  })

  it('unblocks dependents in the transaction of the completion', async () => {
    const { execute, complete, app, runId } = await serveWorker([work('a'), work('b', { depends_on: ['a'] })])
    const { token } = (await execute('a')).body
    await complete('a', { token, status: 'completed' })
    const events = await app.client.log.listEvents({ runId, limit: 1000 })
    const finished = events.find(({ type }) => type === 'attempt.finished')
    const ready = events.find(({ type, taskKey }) => type === 'task.ready' && taskKey === 'b')
    expect(ready?.at).toBe(finished?.at)
    expect(ready?.seq).toBe((finished?.seq ?? 0) + 1)
  })

  it.each(['failed', 'blocked'])(
    'ends an attempt as %s with its error, which the task shows',
    async (status) => {
      const { execute, complete, task } = await serveWorker([work('a')])
      const { token } = (await execute('a')).body
      const { body } = await complete('a', { token, status, error: 'The API is down', output: { tried: 3 } })
      expect(body).toMatchObject({ status, error: 'The API is down', output: { tried: 3 } })
      expect(await task('a')).toMatchObject({
        status: 'BLOCKED',
        reason: 'The API is down',
        metadata: { output: { tried: 3 } },
      })
    },
  )

  it('is refused the second time, with the reason', async () => {
    const { execute, complete, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    await complete('a', { token, status: 'completed', output: 'first' })
    const again = await complete('a', { token, status: 'failed', error: 'no' })
    expect(again.status).toBe(409)
    expect(again.body.error.code).toBe('E_STALE')
    expect(await task('a')).toMatchObject({ status: 'DONE', result: { text: 'first' } })
  })

  it.each(['completed', 'failed', 'blocked'])(
    'returns the first answer to a repeated Idempotency-Key (%s)',
    async (status) => {
      const { execute, complete, runIs, call, runId } = await serveWorker([work('a'), work('b')])
      const { token } = (await execute('a')).body
      const key = { 'idempotency-key': 'done-a' }
      const said = { token, status, error: 'e', output: { n: 1 } }
      const [first, again] = [await complete('a', said, key), await complete('a', said, key)]
      expect(first.status).toBe(200)
      expect(again).toEqual(first)
      const other = await complete('a', { ...said, error: 'other', output: { n: 2 } }, key)
      expect(other.body.error.code).toBe('E_IDEMPOTENCY_MISMATCH')
      await call('POST', `/api/v1/runs/${runId}/cancel`, {})
      await runIs(runId, 'cancelled')
    },
  )
})

describe('completeTask of a task with checks', () => {
  const doneWhen = [{ kind: 'schema', schema: { type: 'object', required: ['price'] } }]

  it('returns the results of the checks, and a repeated request changes nothing', async () => {
    const { execute, complete, call, runId } = await serveWorker([work('a', { done_when: doneWhen })])
    const { token } = (await execute('a')).body
    const said = { token, status: 'completed', output: { price: 5 } }
    const first = await complete('a', said, { 'idempotency-key': 'k1' })
    expect(first.body).toMatchObject({ status: 'completed' })
    expect((await complete('a', said, { 'idempotency-key': 'k1' })).body).toMatchObject({
      status: 'completed',
    })
    const { body } = await call('GET', `/api/v1/runs/${runId}/tasks/a`)
    expect(body.attempts).toMatchObject([{ status: 'done', result: { checks: [{ isMet: true }] } }])
  })

  it('fails with the evidence if the checks fail, whatever its worker reports', async () => {
    const { execute, complete, call, runId } = await serveWorker([work('a', { done_when: doneWhen })])
    const { token } = (await execute('a')).body
    const { status, body } = await complete('a', { token, status: 'completed', output: { cost: 5 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'failed', error: expect.stringContaining('price') })
    const detail = await call('GET', `/api/v1/runs/${runId}/tasks/a`)
    expect(detail.body).toMatchObject({
      task: { status: 'failed' },
      attempts: [{ failure: { reason: 'unverified' } }],
    })
  })
})

describe('the quotes in the checks of a worker’s result', () => {
  it('are stored without known secrets', async () => {
    const secrets = createSecrets(['canary-in-evidence'])
    const { execute, complete, call, runId, register } = await serveWorker(
      [work('a', { done_when: [{ kind: 'command', agent: 'leaks' }] })],
      { config: { secrets } },
    )
    await register({
      ...{ id: 'leaks', name: 'Leaks', kind: 'command', skills: ['leak'] },
      config: { command: [process.execPath, '-e', 'console.log("canary-in-evidence"); process.exit(1)'] },
    })
    const { token } = (await execute('a')).body
    const { body } = await complete('a', { token, status: 'completed', output: 'done' })
    expect(body).toMatchObject({ status: 'failed', error: expect.stringContaining('[hidden]') })
    const detail = await call('GET', `/api/v1/runs/${runId}/tasks/a`)
    expect(JSON.stringify([body, detail.body])).not.toContain('canary-in-evidence')
  })
})

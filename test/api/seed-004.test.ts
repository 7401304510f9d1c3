import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { compact } from './rest.ts'
import { serveWorker, work, worker } from './worker.ts'

const day = 86_400_000
const keysOf = (candidates: { id: string }[]): string[] =>
  candidates.map(({ id }) => id.slice(id.indexOf('/') + 1))

describe('selectNextTask', () => {
  it('selects the highest priority task, with the criteria of the example', async () => {
    const { select } = await serveWorker([
      work('task_455', { priority: 'CRITICAL' }),
      work('task_456', { tags: ['backend'], priority: 'HIGH' }),
      work('task_457', { tags: ['backend', 'api'] }),
    ])
    const { status, body } = await select({ requireTags: ['backend'], limit: 10 })
    expect(status).toBe(200)
    expect(body.task).toMatchObject({ title: 'Title of task_456', priority: 'HIGH', status: 'TODO' })
    expect(keysOf(body.candidates)).toEqual(['task_456', 'task_457'])
    expect(keysOf([(await select()).body.task])).toEqual(['task_455'])
  })

  it('boosts deadlines: overdue ten times, due today five times, within three days twice', async () => {
    const now = Date.UTC(2026, 0, 1)
    const due = (ms: number) => ({ due_at: new Date(now + ms).toISOString() })
    const { select } = await serveWorker(
      [
        work('high', { priority: 'HIGH' }),
        work('overdue', { priority: 'MEDIUM', ...due(-day) }),
        work('high-soon', { priority: 'HIGH', ...due(2 * day) }),
        work('high-today', { priority: 'HIGH', ...due(3_600_000) }),
        work('high-late', { priority: 'HIGH', ...due(10 * day) }),
        work('critical', { priority: 'CRITICAL' }),
      ],
      { clock: createManualClock(now) },
    )
    const { body } = await select({ limit: 10 })
    expect(keysOf(body.candidates)).toEqual([
      'critical',
      'high-today',
      'high-soon',
      'overdue',
      'high-late',
      'high',
    ])
  })

  it('never samples: the best of 200 is found behind 199 that do not fit, and of two runs', async () => {
    const tasks = Array.from({ length: 199 }, (_, n) => work(`t${n}`, { priority: 'CRITICAL' }))
    const { select, start } = await serveWorker([...tasks, work('last', { priority: 'LOW', tags: ['rare'] })])
    expect(keysOf((await select({ requireTags: ['rare'] })).body.candidates)).toEqual(['last'])
    await start([work('other', { priority: 'HIGH', tags: ['rare'] })])
    const { body } = await select({ requireTags: ['rare'], limit: 2 })
    expect(keysOf(body.candidates)).toEqual(['other', 'last'])
  })

  it('keeps to priority limits', async () => {
    const { select } = await serveWorker(
      ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].map((priority) => work(priority, { priority })),
    )
    const { body } = await select({ maxPriority: 'HIGH', minPriority: 'MEDIUM', limit: 9 })
    expect(keysOf(body.candidates)).toEqual(['HIGH', 'MEDIUM'])
  })

  it('selects only tasks whose dependencies are met', async () => {
    const { select } = await serveWorker([
      work('first', { priority: 'LOW' }),
      work('second', { priority: 'CRITICAL', depends_on: ['first'] }),
    ])
    expect(keysOf((await select({ limit: 9 })).body.candidates)).toEqual(['first'])
  })

  it('selects for an agent that is busy, and nothing, with the reason, for one that is offline', async () => {
    const { select, register } = await serveWorker([work('a')], { agent: { availability: 'busy' } })
    expect((await select()).body.task).not.toBeNull()
    await register(worker('vp_123', { skills: ['backend_work'], availability: 'offline' }))
    expect((await select()).body).toEqual({ task: null, candidates: [], reason: 'Agent is offline: vp_123.' })
  })

  it('selects nothing that execute would not start: a paused run, a full agent, too little money', async () => {
    const price = { amountMinor: 500, currency: 'EUR' }
    const { select, execute, start, call, runId } = await serveWorker([work('a'), work('b')], {
      agent: { capacity: 2, price },
    })
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 700, currency: 'EUR' })
    await execute('a')
    expect((await select()).body).toMatchObject({
      task: null,
      reason: 'Nothing that fits is ready for vp_123.',
    })
    const other = await start([work('c')])
    expect(keysOf((await select()).body.candidates)).toEqual(['c'])
    await call('POST', `/api/v1/runs/${other}/pause`, {})
    expect((await select()).body.task).toBeNull()
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 1000, currency: 'EUR' })
    await execute('b')
    await call('POST', `/api/v1/runs/${other}/resume`, {})
    expect((await select()).body).toMatchObject({
      task: null,
      reason: expect.stringContaining('2 of 2 slots'),
    })
  })
})

describe('prepareTaskContext', () => {
  it('gathers task, agent, charter, dependencies with results, related tasks, project and channel', async () => {
    const charter = { mission: 'Ship', vision: 'Calm', values: ['care'], expertise: ['APIs'] }
    const { context, execute, complete, call, idOf, runId } = await serveWorker(
      [
        work('design', { tags: ['api'] }),
        work('build', { depends_on: ['design'], tags: ['api'] }),
        work('docs', { depends_on: ['design'] }),
        work('party'),
      ],
      {
        agent: {
          role: 'VP of Engineering',
          discipline: 'backend',
          capabilities: ['writes services'],
          endpoint: 'http://127.0.0.1:9000',
          charter,
        },
      },
    )
    const { token } = (await execute('design')).body
    await complete('design', { token, status: 'completed', output: 'the design' })
    const { status, body } = await context('build')
    expect(status).toBe(200)
    const { run } = (await call('GET', `/api/v1/runs/${runId}`)).body
    expect(body).toEqual({
      task: {
        id: idOf('build'),
        title: 'Title of build',
        description: 'Do build',
        status: 'TODO',
        priority: 'MEDIUM',
        dueDate: null,
        tags: ['api'],
        requiredSkills: ['backend_work'],
        dependsOn: [idOf('design')],
        agentId: 'vp_123',
        reason: 'Waits for vp_123 to take it.',
        createdAt: new Date(run.createdAt).toISOString(),
      },
      agent: {
        id: 'vp_123',
        name: 'vp_123',
        role: 'VP of Engineering',
        discipline: 'backend',
        capabilities: ['writes services'],
        endpoint: 'http://127.0.0.1:9000',
      },
      charter,
      dependencies: [
        {
          id: idOf('design'),
          title: 'Title of design',
          status: 'DONE',
          result: { text: 'the design', data: { output: 'the design', metrics: {}, artifacts: [] } },
        },
      ],
      relatedTasks: [{ id: idOf('docs'), title: 'Title of docs', status: 'TODO' }],
      project: { id: null, folder: null },
      channel: { id: runId, title: 'p' },
      memory: [],
    })
  })

  it('brings what memory holds about the words of the task', async () => {
    const { context, start } = await serveWorker([work('a', { title: 'Repair the flux capacitor' })])
    await start([work('b')], { plan_id: 'capacitor-plan' })
    const { body } = await context('a')
    expect(body.memory).toMatchObject([{ type: 'build_log', tags: ['build_log', 'plan:capacitor-plan'] }])
  })
})

describe('executeTask', () => {
  it('starts the task and answers with the context, a token and the end of its lease', async () => {
    const { execute, context, task, idOf } = await serveWorker([work('task_456')])
    const { status, body } = await execute('task_456', { leaseMs: 60_000 })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['taskId', 'status', 'output', 'metrics', 'token', 'leaseUntil'])
    expect(body).toMatchObject({
      taskId: idOf('task_456'),
      status: 'in_progress',
      token: `${idOf('task_456')}#1`,
    })
    expect(Date.parse(body.leaseUntil) - Date.parse(body.metrics.startedAt)).toBe(60_000)
    expect(body.output).toEqual((await context('task_456')).body)
    expect(await task('task_456')).toMatchObject({ status: 'IN_PROGRESS' })
  })

  it('answers blocked, byte for byte, while dependencies are not met', async () => {
    const { text, urlOf, idOf } = await serveWorker([work('a'), work('b', { depends_on: ['a'] })])
    const answer = await text('POST', `/api/v1/work/agents/vp_123/tasks/${urlOf('b')}/execute`, '{}')
    const substituted = answer
      .replace(idOf('b'), 'task_456')
      .replace(/"startedAt":"[^"]+"/, '"startedAt":"AT"')
    expect(substituted).toBe(
      compact(`{
        "taskId": "task_456",
        "status": "blocked",
        "error": "Waits for a.",
        "metrics": { "startedAt": "AT" }
      }`),
    )
  })

  it('answers blocked when a gate, a pause, the capacity or money holds it, and starts nothing', async () => {
    const price = { amountMinor: 500, currency: 'EUR' }
    const { execute, call, runId, start } = await serveWorker(
      [work('gated', { requires_approval: true }), work('a'), work('b')],
      { agent: { capacity: 1, price } },
    )
    const errorOf = async (key: string) => {
      const { status, body } = await execute(key)
      expect(status).toBe(200)
      expect(body.status).toBe('blocked')
      return body.error
    }
    expect(await errorOf('gated')).toBe('Waits for a person to open its gate.')
    await call('POST', `/api/v1/runs/${runId}/pause`, {})
    expect(await errorOf('a')).toBe('The run is paused.')
    await call('POST', `/api/v1/runs/${runId}/resume`, {})
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 300, currency: 'EUR' })
    expect(await errorOf('a')).toContain('2.00 EUR too little')
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 900, currency: 'EUR' })
    expect((await execute('a')).body.status).toBe('in_progress')
    expect(await errorOf('b')).toContain('1 of 1 slots')
    expect(await start([])).toBeUndefined()
  })

  it('starts one task once, also when two ask at the same instant', async () => {
    const { execute } = await serveWorker([work('a')])
    const answers = await Promise.all([execute('a'), execute('a'), execute('a')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  it('gives the same token again to a repeated Idempotency-Key', async () => {
    const { execute } = await serveWorker([work('a')])
    const key = { 'idempotency-key': 'take-a' }
    const [first, again] = [await execute('a', {}, key), await execute('a', {}, key)]
    expect(again).toEqual(first)
  })
})

describe('the error texts of document 004', () => {
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

describe('updateTaskProgress', () => {
  it('keeps the progress, the message and the metadata of the example', async () => {
    const { execute, progress, task, idOf } = await serveWorker([work('task_456')])
    const { token } = (await execute('task_456')).body
    const said = { progress: 50, message: 'API implementation in progress', metadata: { linesOfCode: 150 } }
    const { status, body } = await progress('task_456', { token, ...said })
    expect(status).toBe(200)
    expect(body).toMatchObject({ taskId: idOf('task_456'), status: 'IN_PROGRESS', ...said })
    expect(await task('task_456')).toMatchObject(said)
  })

  it.each([0, 100])('takes %d', async (value) => {
    const { execute, progress, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    expect((await progress('a', { token, progress: value })).status).toBe(200)
    expect(await task('a')).toMatchObject({ progress: value })
  })

  it('extends the lease, and never shortens a longer one', async () => {
    const clock = createManualClock()
    const { execute, progress } = await serveWorker([work('a')], { clock })
    const { token, leaseUntil } = (await execute('a', { leaseMs: 3_600_000 })).body
    await clock.advance(1000)
    expect((await progress('a', { token, progress: 1 })).body.leaseUntil).toBe(leaseUntil)
    const extended = await progress('a', { token, progress: 2, leaseMs: 7_200_000 })
    expect(Date.parse(extended.body.leaseUntil)).toBe(clock.now() + 7_200_000)
  })

  it('reports what holds it with BLOCKED, until a person unblocks it', async () => {
    const { execute, progress, select, task, call, runId } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    const { body } = await progress('a', { token, progress: 30, status: 'BLOCKED', message: 'No access' })
    expect(body).toMatchObject({ status: 'BLOCKED', leaseUntil: null })
    expect(await task('a')).toMatchObject({ status: 'BLOCKED', reason: 'No access' })
    expect((await select()).body.task).toBeNull()
    await call('POST', `/api/v1/runs/${runId}/tasks/a/unblock`, {})
    expect((await select()).body.task).toMatchObject({ status: 'TODO' })
  })

  it('needs the token of the attempt', async () => {
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

  it('answers the example as the TaskExecutionResult, byte for byte', async () => {
    const { execute, text, urlOf, idOf } = await serveWorker([work('task_456')])
    const { token } = (await execute('task_456')).body
    const url = `/api/v1/work/tasks/${urlOf('task_456')}/complete`
    const answer = await text('POST', url, JSON.stringify({ token, ...example }))
    expect(answer.replace(idOf('task_456'), 'task_456')).toBe(
      JSON.stringify({ taskId: 'task_456', ...example }),
    )
  })

  it('keeps output, metrics and artifacts as the result of the task', async () => {
    const { execute, complete, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    await complete('a', { token, ...example })
    const { status: _status, ...data } = example
    expect(await task('a')).toMatchObject({ status: 'DONE', result: { data } })
  })

  it('measures what the worker does not', async () => {
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

  it('unblocks dependents when, and only when, all they wait for is done', async () => {
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
    expect(await task('c')).toMatchObject({ status: 'BLOCKED', reason: 'Waits for b.' })
    await finish('b')
    expect(await task('c')).toMatchObject({ status: 'TODO' })
  })

  it('unblocks them in the transaction of the completion', async () => {
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
    'ends an attempt as %s with its error, which the task then tells',
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

  it('is refused a second time, whatever it says, and says why', async () => {
    const { execute, complete, task } = await serveWorker([work('a')])
    const { token } = (await execute('a')).body
    await complete('a', { token, status: 'completed', output: 'first' })
    const again = await complete('a', { token, status: 'failed', error: 'no' })
    expect(again.status).toBe(409)
    expect(again.body.error.code).toBe('E_STALE')
    expect(await task('a')).toMatchObject({ status: 'DONE', result: { text: 'first' } })
  })

  it.each(['completed', 'failed', 'blocked'])(
    'answers a repeated Idempotency-Key as the first time (%s)',
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

describe('a lease', () => {
  it('that ran out gives the task to its next attempt, and the old token speaks for nobody', async () => {
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
    expect(second.token).toMatch(/#2$/)
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

describe('getExecutionStats', () => {
  it('counts statuses, success, time, throughput and waiting by cause in a span', async () => {
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

  it('of an agent that did nothing is zero', async () => {
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

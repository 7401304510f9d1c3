import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { serveWorker, work, worker } from './worker.ts'

const day = 86_400_000
const keysOf = (candidates: { id: string }[]): string[] =>
  candidates.map(({ id }) => id.slice(id.indexOf('/') + 1))

describe('selectNextTask', () => {
  it('selects the task with the highest priority, with the criteria of the example', async () => {
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

  it('considers all tasks: finds the best behind 199 tasks that do not match, across two runs', async () => {
    const tasks = Array.from({ length: 199 }, (_, n) => work(`t${n}`, { priority: 'CRITICAL' }))
    const { select, start } = await serveWorker([...tasks, work('last', { priority: 'LOW', tags: ['rare'] })])
    expect(keysOf((await select({ requireTags: ['rare'] })).body.candidates)).toEqual(['last'])
    await start([work('other', { priority: 'HIGH', tags: ['rare'] })])
    const { body } = await select({ requireTags: ['rare'], limit: 2 })
    expect(keysOf(body.candidates)).toEqual(['other', 'last'])
  })

  it('respects priority limits', async () => {
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

  it('selects for a busy agent, and returns a reason for an offline agent', async () => {
    const { select, register } = await serveWorker([work('a')], { agent: { availability: 'busy' } })
    expect((await select()).body.task).not.toBeNull()
    await register(worker('vp_123', { skills: ['backend_work'], availability: 'offline' }))
    expect((await select()).body).toEqual({ task: null, candidates: [], reason: 'Agent is offline: vp_123.' })
  })

  it('selects no task that execute would refuse: a paused run, a full agent, a used-up budget', async () => {
    const price = { amountMinor: 500, currency: 'EUR' }
    const { select, execute, start, call, runId } = await serveWorker([work('a'), work('b')], {
      agent: { capacity: 2, price },
    })
    await call('PUT', `/api/v1/budgets/run/${runId}`, { amountMinor: 700, currency: 'EUR' })
    await execute('a')
    expect((await select()).body).toMatchObject({
      task: null,
      reason: 'No matching task is ready for vp_123.',
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
  it('returns task, agent, charter, dependencies with results, related tasks, project and channel', async () => {
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
        reason: 'Waiting for vp_123 to claim the task.',
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

  it('returns memory entries about the words of the task', async () => {
    const { context, start } = await serveWorker([work('a', { title: 'Repair the flux capacitor' })])
    await start([work('b')], { plan_id: 'capacitor-plan' })
    const { body } = await context('a')
    expect(body.memory).toMatchObject([{ type: 'build_log', tags: ['build_log', 'plan:capacitor-plan'] }])
  })

  it('excludes build logs that only match the word "build"', async () => {
    const { context, start } = await serveWorker([work('a', { title: 'Build the shed and log files' })])
    await start([work('b')], { plan_id: 'capacitor-plan' })
    expect((await context('a')).body.memory).toEqual([])
  })
})

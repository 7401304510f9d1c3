import { describe, expect, it } from 'vitest'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { eventsOf, startRun, startTestRun } from './test-run.ts'

describe('dependencies', () => {
  it('start a task only when all its parents are done (E1)', async () => {
    const testRun = await startTestRun([
      taskOf('a'),
      taskOf('b'),
      taskOf('c'),
      taskOf('last', { dependsOn: ['a', 'b', 'c'] }),
    ])
    expect(testRun.working()).toEqual(['a', 'b', 'c'])
    await testRun.finish('b')
    expect(testRun.tasks().last).toBe('blocked')
    await testRun.finish('a')
    expect(testRun.tasks().last).toBe('blocked')
    expect(testRun.reason('last')).toEqual({ code: 'dependency', message: 'Waiting for "Task c".' })
    await testRun.finish('c')
    expect(testRun.working()).toEqual(['last'])
  })

  it('unblock all dependents in the transaction of the finished task', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    let seen: unknown
    testRun.engine.subscribe((events) => {
      if (events.some(({ body }) => body.type === 'attempt.finished')) seen = testRun.tasks()
    })
    await testRun.finish('a')
    expect(seen).toEqual({ a: 'done', b: 'in_progress' })
  })

  it('count once if a task names the same parent twice', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a', 'a'] })])
    await testRun.finish('a')
    expect(testRun.working()).toEqual(['b'])
  })

  it('pass the results of all parents to the dependent', async () => {
    const testRun = await startTestRun([
      taskOf('a', { title: 'First' }),
      taskOf('b'),
      taskOf('c', { dependsOn: ['b', 'a'] }),
    ])
    testRun.hand.finish(testRun.attempt('a'), 'one')
    testRun.hand.finish(testRun.attempt('b'), 'two')
    await testRun.settle()
    const [context] = testRun.hand.waiting()
    expect(context?.dependencies).toMatchObject([
      { key: 'b', title: 'Task b', status: 'done', result: { text: 'two', data: null } },
      { key: 'a', title: 'First', status: 'done', result: { text: 'one', data: null } },
    ])
  })

  it('unblock many dependents in batches of a hundred, each once, in the order of the plan', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      taskOf(`t${index}`, { dependsOn: ['first', 'second'] }),
    )
    const testRun = await startTestRun([taskOf('first'), taskOf('second'), ...many])
    testRun.hand.finish(testRun.attempt('first'), '')
    testRun.hand.finish(testRun.attempt('second'), '')
    await testRun.settle()
    const portions = eventsOf(testRun, 'tasks.ready').map(({ taskKeys }) => taskKeys)
    expect(portions.map(({ length }) => length)).toEqual([2, 100, 100, 50])
    expect(portions.slice(1).flat()).toEqual(many.map(({ key }) => key))
    expect(eventsOf(testRun, 'task.ready')).toEqual([])
  })

  it('let ready tasks of one run work in parallel', async () => {
    const testRun = await startTestRun(['a', 'b', 'c', 'd'].map((key) => taskOf(key)))
    expect(testRun.working()).toHaveLength(4)
  })
})

describe('a failed task', () => {
  it('skips all its transitive dependents with the reason, and no other tasks', async () => {
    const testRun = await startTestRun([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('c', { dependsOn: ['b'] }),
      taskOf('other'),
      taskOf('after', { dependsOn: ['other'] }),
      taskOf('both', { dependsOn: ['after', 'c'] }),
    ])
    await testRun.fail('a')
    expect(testRun.tasks()).toEqual({
      a: 'failed',
      b: 'skipped',
      c: 'skipped',
      other: 'in_progress',
      after: 'blocked',
      both: 'skipped',
    })
    expect(testRun.task('b').reason).toEqual({
      code: 'failed_dependency',
      message: 'Depends on "Task a", which failed.',
    })
    expect(testRun.task('c').reason?.message).toBe('Depends on "Task b", which was skipped.')
    await testRun.finish('other')
    expect(testRun.run().status).toBe('running')
    await testRun.finish('after')
    expect(testRun.run().status).toBe('failed')
  })

  it('skips each dependent once if two of its parents fail', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b'), taskOf('c', { dependsOn: ['a', 'b'] })])
    await testRun.fail('a')
    await testRun.fail('b')
    expect(eventsOf(testRun, 'task.skipped')).toHaveLength(1)
    expect(testRun.run().status).toBe('failed')
  })

  it('skips a chain of 20,000 dependents without overflowing the call stack', async () => {
    const length = 20_000
    const tasks = Array.from({ length }, (_, at) =>
      taskOf(`t${at}`, { dependsOn: at === 0 ? [] : [`t${at - 1}`] }),
    )
    const testRun = await startTestRun(tasks)
    await testRun.fail('t0')
    expect(testRun.run().counts).toMatchObject({ failed: 1, skipped: length - 1 })
  })

  it.each([
    ['throws', () => Promise.reject(new Error('no such program')), 'no such program'],
    ['ends without a result', () => Promise.resolve(), 'without a result'],
  ])('is the result of an attempt whose agent %s', async (_, behave, message) => {
    const harness = createHarness({
      adapter: {
        kind: 'scripted',
        async *start() {
          yield { type: 'log', level: 'info', text: 'begun' }
          await behave()
        },
      },
    })
    await harness.register(agentOf('ann'))
    const { runId } = await startRun(harness, planOf([taskOf('a')]))
    expect(harness.statuses(runId)).toEqual({ a: 'failed' })
    const [attempt] = harness.store.attempts.listOfTask(runId, 'a')
    expect(attempt?.failure).toEqual({ reason: 'agent_error', message: expect.stringContaining(message) })
  })
})

describe('the signals of an attempt', () => {
  it('are stored in order, the end last, and later signals are dropped', async () => {
    const harness = createHarness({
      adapter: {
        kind: 'scripted',
        async *start() {
          yield { type: 'log', level: 'info', text: 'one' }
          yield { type: 'progress', percent: 40 }
          yield { type: 'log', level: 'warn', text: 'two' }
          yield { type: 'result', result: { text: 'first', data: null } }
          yield { type: 'log', level: 'info', text: 'too late' }
          yield { type: 'result', result: { text: 'second', data: null } }
        },
      },
    })
    await harness.register(agentOf('ann'))
    const { runId } = await startRun(harness, planOf([taskOf('a')]))
    const lines = harness.store.logLines.listAfter({ runId, taskKey: 'a', after: 0, limit: 100 })
    expect(lines.map(({ level, text }) => `${level} ${text}`)).toEqual(['info one', 'warn two'])
    expect(harness.store.attempts.listOfTask(runId, 'a')[0]?.result?.text).toBe('first')
    const types = harness.store.events.listAfter(0, 100).map(({ body }) => body.type)
    expect(types.lastIndexOf('attempt.logged')).toBeLessThan(types.indexOf('attempt.finished'))
  })
})

describe('the status of a run', () => {
  it('is running while an attempt runs, and done when all tasks are', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    expect(testRun.run()).toMatchObject({ status: 'running', endedAt: null })
    await testRun.finish('a')
    expect(testRun.run().status).toBe('running')
    await testRun.clock.advance(60_000)
    await testRun.finish('b')
    expect(testRun.run()).toMatchObject({ status: 'done', endedAt: testRun.clock.now() })
    expect(testRun.run().counts).toMatchObject({ done: 2, blocked: 0, todo: 0, in_progress: 0 })
    expect(testRun.engine.state.runs.size).toBe(0)
  })

  it('is waiting while only a gate can continue it, and running afterwards', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { requiresApproval: true })])
    expect(testRun.run().status).toBe('running')
    await testRun.finish('a')
    expect(testRun.run().status).toBe('waiting')
    await testRun.answer('b', 'approve')
    expect(testRun.run().status).toBe('running')
  })

  it('is waiting while only a new agent can continue it', async () => {
    const testRun = await startTestRun([taskOf('a', { requiredSkills: ['flying'] })])
    expect(testRun.run().status).toBe('waiting')
    await testRun.register(agentOf('pilot', { skills: ['flying'] }))
    await testRun.settle()
    expect(testRun.run().status).toBe('running')
  })

  it('is running while its ready task waits for a busy agent', async () => {
    const testRun = await startTestRun([taskOf('a')], { agents: [agentOf('ann', { capacity: 1 })] })
    const { runId } = await startRun(testRun, planOf([taskOf('a')]))
    expect(testRun.statuses(runId)).toEqual({ a: 'todo' })
    expect(testRun.store.runs.find(runId)?.status).toBe('running')
  })

  it('is failed only when no task can continue', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b')])
    await testRun.fail('a')
    expect(testRun.run().status).toBe('running')
    await testRun.finish('b')
    expect(testRun.run().status).toBe('failed')
  })
})

describe('several commands in one turn', () => {
  it('are independent of a failing command', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b')])
    const { runId } = testRun
    const again = { type: 'run.build', runId, memoryId: 'mem_x', plan: planOf([taskOf('z')]) } as const
    const results = await Promise.allSettled([
      testRun.engine.dispatch({
        type: 'attempt.finish',
        attemptId: testRun.attempt('a'),
        result: { text: '', data: null },
      }),
      testRun.engine.dispatch(again),
      testRun.engine.dispatch({
        type: 'attempt.finish',
        attemptId: testRun.attempt('b'),
        result: { text: '', data: null },
      }),
    ])
    await testRun.settle()
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(testRun.tasks()).toEqual({ a: 'done', b: 'done' })
    expect(testRun.run().status).toBe('done')
  })

  it('are each answered and applied once when a listener throws', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const stop = testRun.engine.subscribe(() => {
      stop()
      throw new Error('a listener broke')
    })
    const builds = ['p', 'q'].map((key) => testRun.build(planOf([taskOf('a')], { key })))
    const outcomes = await Promise.allSettled(builds)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(eventsOf(testRun, 'run.created')).toHaveLength(3)
  })
})

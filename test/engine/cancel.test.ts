import { describe, expect, it } from 'vitest'
import { planOf, taskOf } from '../support/engine.ts'
import { createTestRun, eventsOf, refusalOf, startRun, startTestRun, type TestRun } from './test-run.ts'

const plan = () => [
  taskOf('a'),
  taskOf('b'),
  taskOf('c', { dependsOn: ['b'] }),
  taskOf('d', { requiresApproval: true }),
  taskOf('g', { kind: 'group' }),
  taskOf('h', { parent: 'g' }),
]
const finishOf = (testRun: Pick<TestRun, 'attempt'>, key: string) =>
  ({ type: 'attempt.finish', attemptId: testRun.attempt(key), result: { text: 'late', data: null } }) as const

describe('the cancellation of a run', () => {
  it('aborts its attempts, cancels open tasks, and keeps finished tasks', async () => {
    const testRun = await startTestRun(plan())
    await testRun.finish('a')
    expect((await testRun.cancel()).ok).toBe(true)
    expect(testRun.tasks()).toEqual({
      a: 'done',
      b: 'cancelled',
      c: 'cancelled',
      d: 'cancelled',
      g: 'cancelled',
      h: 'cancelled',
    })
    expect(testRun.run()).toMatchObject({ status: 'cancelled', endedAt: testRun.clock.now() })
    expect(testRun.hand.aborted.toSorted()).toEqual([testRun.attempt('b'), testRun.attempt('h')])
    expect(testRun.task('c').reason).toMatchObject({ code: 'run_cancelled' })
  })

  it('warns that effects of running tasks may have occurred', async () => {
    const testRun = await startTestRun(plan())
    await testRun.cancel()
    const [attempt] = testRun.store.attempts.listOfTask(testRun.runId, 'b')
    expect(attempt).toMatchObject({
      status: 'cancelled',
      result: null,
      failure: { reason: 'cancelled', message: expect.stringMatching(/effects may have happened/i) },
    })
  })

  it('frees all slots, and the agents continue with other runs', async () => {
    const testRun = await startTestRun(plan())
    const other = await startRun(testRun, planOf([taskOf('z')]))
    await testRun.cancel()
    const agent = testRun.engine.state.agents.get('ann')
    expect(testRun.engine.state.live).toBe(1)
    expect(agent).toMatchObject({ running: 1, promised: 0 })
    await createTestRun(testRun, testRun.hand, other.runId).finish('z')
    expect(testRun.store.runs.find(other.runId)?.status).toBe('done')
    expect(testRun.engine.state.agents.get('ann')).toMatchObject({ running: 0, promised: 0 })
  })

  it('is refused the second time, and for an ended or unknown run', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const done = await startRun(testRun, planOf([taskOf('z')]))
    await createTestRun(testRun, testRun.hand, done.runId).finish('z')
    await testRun.cancel()
    for (const runId of [testRun.runId, done.runId, 'run_nothing'] as const) {
      expect((await refusalOf(testRun, { type: 'run.cancel', runId })).code).toMatch(/^E_(STATE|NOT_FOUND)$/)
    }
    expect(testRun.store.runs.find(done.runId)?.status).toBe('done')
  })

  it('happens once for many simultaneous requests', async () => {
    const testRun = await startTestRun(plan())
    const asks = Array.from({ length: 10 }, () =>
      testRun.engine.dispatch({ type: 'run.cancel', runId: testRun.runId }),
    )
    const outcomes = await Promise.all(asks)
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, ...Array.from({ length: 9 }, () => false)])
    await testRun.settle()
    expect(eventsOf(testRun, 'run.settled')).toHaveLength(1)
  })

  it('is too late for a run whose last task ended in the same turn', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const [finished, cancelled] = await Promise.all([
      testRun.engine.dispatch(finishOf(testRun, 'a')),
      testRun.engine.dispatch({ type: 'run.cancel', runId: testRun.runId }),
    ])
    expect([finished.ok, cancelled.ok]).toEqual([true, false])
    expect(testRun.run().status).toBe('done')
  })

  it('in the turn of a build leaves no task running', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const runId = 'run_quick'
    const build = { type: 'run.build', runId, memoryId: 'mem_quick', plan: planOf([taskOf('q')]) } as const
    await Promise.all([
      testRun.engine.dispatch(build),
      testRun.engine.dispatch({ type: 'run.cancel', runId }),
    ])
    await testRun.settle()
    expect(testRun.statuses(runId)).toEqual({ q: 'cancelled' })
    expect(testRun.working()).toEqual(['a'])
    expect(testRun.engine.state.live).toBe(1)
  })
})

describe('a late result (E2, E3)', () => {
  it('is refused after the end of the attempt, and changes nothing', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b')])
    await testRun.finish('a')
    const refused = await refusalOf(testRun, finishOf(testRun, 'a'))
    expect(refused).toMatchObject({ code: 'E_STALE', message: expect.stringContaining('done') })
    expect(testRun.store.attempts.listOfTask(testRun.runId, 'a')[0]?.result?.text).toBe('did it')
  })

  it('is refused after the failure of the attempt, and the dependents stay skipped', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('x')])
    await testRun.fail('a')
    expect((await refusalOf(testRun, finishOf(testRun, 'a'))).code).toBe('E_STALE')
    expect(testRun.tasks()).toMatchObject({ a: 'failed', b: 'skipped' })
  })

  it('is refused after the cancellation of the run', async () => {
    const testRun = await startTestRun([taskOf('a')])
    await testRun.cancel()
    const { attemptId } = finishOf(testRun, 'a')
    expect((await refusalOf(testRun, finishOf(testRun, 'a'))).code).toBe('E_STALE')
    const failure = { reason: 'agent_error', message: 'late' } as const
    expect((await refusalOf(testRun, { type: 'attempt.fail', attemptId, failure })).code).toBe('E_STALE')
    const report = { type: 'attempt.report', attemptId, percent: 50, lines: [] } as const
    expect((await refusalOf(testRun, report)).code).toBe('E_STALE')
  })

  it('is refused for an unknown attempt', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    for (const attemptId of [
      testRun.attempt('a', 2),
      testRun.attempt('b'),
      testRun.attempt('nothing'),
      'run_x/a#1',
    ] as const) {
      const result = { text: 'late', data: null }
      expect((await refusalOf(testRun, { type: 'attempt.finish', attemptId, result })).code).toBe('E_STALE')
    }
  })

  it('is the second of two simultaneous results', async () => {
    const testRun = await startTestRun([taskOf('a')])
    const failure = { reason: 'agent_error', message: 'second' } as const
    const [first, second] = await Promise.all([
      testRun.engine.dispatch(finishOf(testRun, 'a')),
      testRun.engine.dispatch({ type: 'attempt.fail', attemptId: testRun.attempt('a'), failure }),
    ])
    expect([first.ok, second.ok]).toEqual([true, false])
    expect(testRun.tasks()).toEqual({ a: 'done' })
  })
})

import { describe, expect, it } from 'vitest'
import { planOf, taskOf } from '../support/engine.ts'
import { createScene, eventsOf, refusalOf, type Scene, startRun, startScene } from './scene.ts'

const plan = () => [
  taskOf('a'),
  taskOf('b'),
  taskOf('c', { dependsOn: ['b'] }),
  taskOf('d', { requiresApproval: true }),
  taskOf('g', { kind: 'group' }),
  taskOf('h', { parent: 'g' }),
]
const finishOf = (scene: Pick<Scene, 'attempt'>, key: string) =>
  ({ type: 'attempt.finish', attemptId: scene.attempt(key), result: { text: 'late', data: null } }) as const

describe('cancelling a run', () => {
  it('aborts its attempts, cancels what is open, and keeps what is done', async () => {
    const scene = await startScene(plan())
    await scene.finish('a')
    expect((await scene.cancel()).ok).toBe(true)
    expect(scene.tasks()).toEqual({
      a: 'done',
      b: 'cancelled',
      c: 'cancelled',
      d: 'cancelled',
      g: 'cancelled',
      h: 'cancelled',
    })
    expect(scene.run()).toMatchObject({ status: 'cancelled', endedAt: scene.clock.now() })
    expect(scene.hand.aborted.toSorted()).toEqual([scene.attempt('b'), scene.attempt('h')])
    expect(scene.task('c').reason).toMatchObject({ code: 'run_cancelled' })
  })

  it('is honest: it says that effects of what ran may have happened', async () => {
    const scene = await startScene(plan())
    await scene.cancel()
    const [attempt] = scene.store.attempts.listOfTask(scene.runId, 'b')
    expect(attempt).toMatchObject({
      status: 'cancelled',
      result: null,
      failure: { reason: 'cancelled', message: expect.stringMatching(/effects may have happened/i) },
    })
  })

  it('gives back every slot, and the agents go on with other runs', async () => {
    const scene = await startScene(plan())
    const other = await startRun(scene, planOf([taskOf('z')]))
    await scene.cancel()
    const agent = scene.engine.state.agents.get('ann')
    expect(scene.engine.state.live).toBe(1)
    expect(agent).toMatchObject({ running: 1, promised: 0 })
    await createScene(scene, scene.hand, other.runId).finish('z')
    expect(scene.store.runs.find(other.runId)?.status).toBe('done')
    expect(scene.engine.state.agents.get('ann')).toMatchObject({ running: 0, promised: 0 })
  })

  it('is refused the second time, and for a run that is over or was never there', async () => {
    const scene = await startScene([taskOf('a')])
    const done = await startRun(scene, planOf([taskOf('z')]))
    await createScene(scene, scene.hand, done.runId).finish('z')
    await scene.cancel()
    for (const runId of [scene.runId, done.runId, 'run_nothing'] as const) {
      expect((await refusalOf(scene, { type: 'run.cancel', runId })).code).toMatch(/^E_(STATE|NOT_FOUND)$/)
    }
    expect(scene.store.runs.find(done.runId)?.status).toBe('done')
  })

  it('happens once when it is asked for many times at once', async () => {
    const scene = await startScene(plan())
    const asks = Array.from({ length: 10 }, () =>
      scene.engine.dispatch({ type: 'run.cancel', runId: scene.runId }),
    )
    const outcomes = await Promise.all(asks)
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, ...Array.from({ length: 9 }, () => false)])
    await scene.settle()
    expect(eventsOf(scene, 'run.settled')).toHaveLength(1)
  })

  it('comes too late for a run whose last task ended in the same turn', async () => {
    const scene = await startScene([taskOf('a')])
    const [finished, cancelled] = await Promise.all([
      scene.engine.dispatch(finishOf(scene, 'a')),
      scene.engine.dispatch({ type: 'run.cancel', runId: scene.runId }),
    ])
    expect([finished.ok, cancelled.ok]).toEqual([true, false])
    expect(scene.run().status).toBe('done')
  })

  it('in the turn of a build leaves nothing running', async () => {
    const scene = await startScene([taskOf('a')])
    const runId = 'run_quick'
    const build = { type: 'run.build', runId, memoryId: 'mem_quick', plan: planOf([taskOf('q')]) } as const
    await Promise.all([scene.engine.dispatch(build), scene.engine.dispatch({ type: 'run.cancel', runId })])
    await scene.settle()
    expect(scene.statuses(runId)).toEqual({ q: 'cancelled' })
    expect(scene.working()).toEqual(['a'])
    expect(scene.engine.state.live).toBe(1)
  })
})

describe('a late result (E2, E3)', () => {
  it('is refused after the attempt was finished, and changes nothing', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b')])
    await scene.finish('a')
    const refused = await refusalOf(scene, finishOf(scene, 'a'))
    expect(refused).toMatchObject({ code: 'E_STALE', message: expect.stringContaining('done') })
    expect(scene.store.attempts.listOfTask(scene.runId, 'a')[0]?.result?.text).toBe('did it')
  })

  it('is refused after the attempt failed, and the dependents stay skipped', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('x')])
    await scene.fail('a')
    expect((await refusalOf(scene, finishOf(scene, 'a'))).code).toBe('E_STALE')
    expect(scene.tasks()).toMatchObject({ a: 'failed', b: 'skipped' })
  })

  it('is refused after the run was cancelled', async () => {
    const scene = await startScene([taskOf('a')])
    await scene.cancel()
    const { attemptId } = finishOf(scene, 'a')
    expect((await refusalOf(scene, finishOf(scene, 'a'))).code).toBe('E_STALE')
    const failure = { reason: 'agent_error', message: 'late' } as const
    expect((await refusalOf(scene, { type: 'attempt.fail', attemptId, failure })).code).toBe('E_STALE')
    const report = { type: 'attempt.report', attemptId, percent: 50, lines: [] } as const
    expect((await refusalOf(scene, report)).code).toBe('E_STALE')
  })

  it('is refused for an attempt that was never made', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    for (const attemptId of [
      scene.attempt('a', 2),
      scene.attempt('b'),
      scene.attempt('nothing'),
      'run_x/a#1',
    ] as const) {
      const result = { text: 'late', data: null }
      expect((await refusalOf(scene, { type: 'attempt.finish', attemptId, result })).code).toBe('E_STALE')
    }
  })

  it('of two that arrive together, is the second', async () => {
    const scene = await startScene([taskOf('a')])
    const failure = { reason: 'agent_error', message: 'second' } as const
    const [first, second] = await Promise.all([
      scene.engine.dispatch(finishOf(scene, 'a')),
      scene.engine.dispatch({ type: 'attempt.fail', attemptId: scene.attempt('a'), failure }),
    ])
    expect([first.ok, second.ok]).toEqual([true, false])
    expect(scene.tasks()).toEqual({ a: 'done' })
  })
})

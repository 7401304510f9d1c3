import { describe, expect, it } from 'vitest'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { takeCrashImage } from './crash-image.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, createStage, openStage, result, type Stage } from './stage.ts'
import { createTestRun, eventsOf, startRun } from './test-run.ts'

/** Crashes repeatedly with the same running tasks. */
async function crashes(stage: Stage, times: number): Promise<Stage> {
  let next = stage
  for (let time = 0; time < times; time += 1) next = await next.crash()
  return next
}

describe('a task that crashes Switchyard (D9)', () => {
  it.each(['repeatable', 'resumable'] as const)(
    'with a %s agent is not started a fourth time without asking',
    async (effectClass) => {
      const stage = await openStage([taskOf('a')], { agents: [agentOf('ann', { effectClass })] })
      const second = await crashes(stage, 2)
      expect(second.working()).toEqual(['a'])
      const third = await second.crash()
      expect(third.working()).toEqual([])
      expect(third.gate('a')).toMatchObject({
        kind: 'uncertain_outcome',
        description: expect.stringContaining('may be the cause'),
      })
      expect(third.run().status).toBe('waiting')
      const fourth = await third.crash()
      expect(fourth.working()).toEqual([])
      requireSound(fourth)
      requireReplayable(fourth)
    },
  )

  it('does not stop its siblings or other runs', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b'), taskOf('c', { dependsOn: ['b'] })])
    const other = await startRun(stage, planOf([taskOf('z')]))
    await stage.say('b', result())
    const third = await crashes(stage, 3)
    // Every task that was running in all crashes is suspected; other tasks are not.
    expect(third.tasks().a).toBe('awaiting_approval')
    const z = createStage(third, third.hand, other.runId)
    await third.act(answerTo(z.gate('z'), { answer: 'run_again' }))
    await z.say('z', result())
    expect(z.run().status).toBe('done')
    const late = await startRun(third, planOf([taskOf('new')]))
    expect(createTestRun(third, third.hand, late.runId).working()).toEqual(['new'])
    requireSound(third)
  })

  it('that started after the last crash is not suspected for earlier crashes', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const second = await crashes(stage, 2)
    await second.say('a', result())
    const third = await second.crash()
    expect(third.tasks()).toEqual({ a: 'done', b: 'in_progress' })
  })

  it('runs again if a person says so, and is suspected immediately at the next crash', async () => {
    const stage = await openStage([taskOf('a')])
    const third = await crashes(stage, 3)
    await third.act(answerTo(third.gate('a'), { answer: 'run_again' }))
    expect(third.working()).toEqual(['a'])
    const fourth = await third.crash()
    expect(fourth.working()).toEqual([])
    expect(fourth.gate('a').kind).toBe('uncertain_outcome')
  })

  it('can be given up, and its run ends', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const third = await crashes(stage, 3)
    await third.act(answerTo(third.gate('a'), { answer: 'fail' }))
    expect(third.tasks()).toEqual({ a: 'failed', b: 'skipped' })
    expect(third.run().status).toBe('failed')
  })

  it('is counted by crashes and not by failures, questions or retries', async () => {
    const retry = { maxAttempts: 9, firstMs: 0, factor: 1, maxMs: 0 }
    const stage = await openStage([taskOf('a', { retry })])
    for (let time = 0; time < 4; time += 1) {
      await stage.fail('a')
      await stage.wait(1)
    }
    expect(stage.working()).toEqual(['a'])
    const next = await stage.crash()
    expect(next.working()).toEqual(['a'])
    expect(eventsOf(next, 'attempt.started')).toHaveLength(6)
  })

  it('of an external worker is not counted, because it is not interrupted', async () => {
    const stage = await openStage([taskOf('a')], { agents: [agentOf('ext', { kind: 'external' })] })
    const claim = {
      type: 'task.claim',
      runId: stage.runId,
      taskKey: 'a',
      agentId: 'ext',
      leaseMs: 60_000,
    } as const
    await stage.act(claim)
    const fourth = await crashes(stage, 4)
    expect(fourth.tasks().a).toBe('in_progress')
    expect(fourth.task('a').recoveries).toBe(0)
  })
})

describe('every state at a crash has a defined outcome (E9)', () => {
  it('and after a start no task is running without an agent', async () => {
    const agents = [
      agentOf('again', { skills: ['again'] }),
      agentOf('on', { skills: ['on'], effectClass: 'resumable' }),
      agentOf('once', { skills: ['once'], effectClass: 'once' }),
    ]
    const stage = await openStage(
      agents.map(({ id }) => taskOf(id, { requiredSkills: [id] })),
      { agents },
    )
    expect(stage.working()).toHaveLength(3)
    const next = await stage.crash()
    expect(next.tasks()).toEqual({ again: 'in_progress', on: 'in_progress', once: 'awaiting_approval' })
    expect(next.working().toSorted()).toEqual(['again', 'on'])
    expect(next.engine.state.live).toBe(2)
    requireSound(next)
  })

  it('once: a second recovery of the same start asks and starts nothing twice', async () => {
    const agents = [agentOf('ann', { effectClass: 'once', skills: ['x'] }), agentOf('bob')]
    const stage = await openStage([taskOf('a', { requiredSkills: ['x'] }), taskOf('b')], { agents })
    const harness = createHarness({ dataDir: takeCrashImage(stage.dataDir), adapter: stage.hand.adapter })
    await Promise.all([1, 2].map(() => harness.engine.dispatch({ type: 'engine.recover' })))
    await harness.settle()
    expect(harness.store.approvals.listOpen()).toHaveLength(1)
    expect(harness.engine.state.live).toBe(1)
    expect(eventsOf(harness, 'attempt.interrupted')).toHaveLength(2)
  })
})

import { describe, expect, it } from 'vitest'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, createStage, eur, openStage, result, type Stage, usage } from './stage.ts'
import { eventsOf, startRun } from './test-run.ts'

const hour = 3_600_000

describe('a stored dependency that is not enforced', () => {
  it('cannot exist: only the end of the dependency releases the task (E1)', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'], cost: eur(1) })], {
      plan: { budget: eur(10) },
    })
    const { runId } = stage
    const untouched = (next: Stage) => expect(next.tasks()).toMatchObject({ a: 'in_progress', b: 'blocked' })
    await stage.register(agentOf('idle', { capacity: 50 }))
    untouched(stage)
    await stage.act({ type: 'task.edit', runId, taskKey: 'b', changes: { priority: 'critical', dueAt: 0 } })
    untouched(stage)
    await stage.act({ type: 'budget.set', account: `run:${runId}`, cap: eur(1000) })
    untouched(stage)
    await stage.act({ type: 'run.pause', runId })
    await stage.act({ type: 'run.resume', runId })
    untouched(stage)
    await stage.act({ type: 'tasks.add', runId, tasks: [taskOf('c')], links: [] })
    untouched(stage)
    await stage.wait(365 * 24 * hour)
    untouched(stage)
    await stage.say('a', { type: 'progress', percent: 100 })
    untouched(stage)
    const next = await stage.crash()
    untouched(next)
    await next.register(agentOf('ext', { kind: 'external', capacity: 50 }))
    const claim = { type: 'task.claim', runId, taskKey: 'b', agentId: 'ext', leaseMs: hour } as const
    expect((await next.refused(claim)).code).toBe('E_STATE')
    await next.say('a', result())
    expect(next.tasks().b).toBe('in_progress')
    expect(eventsOf(next, 'attempt.started').filter(({ taskKey }) => taskKey === 'b')).toHaveLength(1)
  })
})

describe('dependencies that mean OR', () => {
  it.each([
    ['a', 'b', 'c'],
    ['a', 'c', 'b'],
    ['b', 'a', 'c'],
    ['b', 'c', 'a'],
    ['c', 'a', 'b'],
    ['c', 'b', 'a'],
  ])('mean AND in the order %s, %s, %s, also over a restart', async (...order) => {
    const tasks = [...order].toSorted().map((key) => taskOf(key))
    let stage = await openStage([...tasks, taskOf('z', { dependsOn: ['a', 'b', 'c'] })])
    for (const [at, key] of order.entries()) {
      expect(stage.tasks().z).toBe('blocked')
      await stage.say(key, result())
      if (at === 0) stage = await stage.crash()
    }
    expect(stage.tasks().z).toBe('in_progress')
    requireReplayable(stage)
  })
})

describe('an approval that outlives its task', () => {
  it('is closed by any end of the task, and can no longer be answered', async () => {
    const ends: Record<string, (stage: Stage) => Promise<unknown>> = {
      'a cancel of the run': (stage) => stage.act({ type: 'run.cancel', runId: stage.runId }),
      'a cancel of the task': (stage) =>
        stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'x', branch: false }),
      'a cancel of its group': (stage) =>
        stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'g', branch: false }),
      'a cancel of the branch it waits for': (stage) =>
        stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'g', branch: true }),
      'its own clock': (stage) => stage.wait(hour),
    }
    const gate = { when: 'before', quorum: 1, onExpiry: 'reject', expiresInMs: hour } as const
    for (const [what, end] of Object.entries(ends)) {
      const stage = await openStage([
        taskOf('g', { kind: 'group' }),
        taskOf('x', { parent: 'g', gate }),
        taskOf('other'),
      ])
      const shown = stage.gate('x')
      await end(stage)
      expect(stage.store.approvals.listOpen(), what).toEqual([])
      expect((await stage.refused(answerTo(shown))).code, what).toMatch(/^E_APPROVAL_/)
      requireSound(stage)
    }
  })

  it('for money is closed with its run, and other runs of the project ask themselves', async () => {
    const plan = { projectId: 'p' }
    const stage = await openStage([taskOf('idle')], { plan })
    await stage.act({ type: 'budget.set', account: 'project:p', cap: eur(5) })
    const first = await startRun(stage, planOf([taskOf('a', { cost: eur(10) })], plan))
    const second = await startRun(stage, planOf([taskOf('b', { cost: eur(10) })], plan))
    expect(stage.store.approvals.listOpen().map(({ taskKey }) => taskKey)).toEqual(['a'])
    await stage.act({ type: 'run.cancel', runId: first.runId })
    expect(stage.statuses(first.runId)).toEqual({ a: 'cancelled' })
    const rest = createStage(stage, stage.hand, second.runId)
    await stage.act(answerTo(rest.gate('b')))
    expect(rest.working()).toEqual(['b'])
    requireSound(stage)
  })
})

describe('a restart that starts running work again', () => {
  it('does not happen: a worker with a lease continues, and a finished one is not asked again', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], {
      agents: [agentOf('ext', { kind: 'external' })],
    })
    const claim = { type: 'task.claim', runId: stage.runId, agentId: 'ext', leaseMs: hour } as const
    await stage.act({ ...claim, taskKey: 'a' })
    const next = await stage.crash()
    await next.register(agentOf('bob'))
    expect(next.hand.started).toEqual([])
    const attemptId = next.attempt('a')
    await next.act({ type: 'attempt.finish', attemptId, result: { text: '', data: null } })
    const again = await next.crash()
    expect(again.tasks().a).toBe('done')
    expect(eventsOf(again, 'attempt.started').filter(({ taskKey }) => taskKey === 'a')).toHaveLength(1)
  })
})

describe('a wait for an impossible signal', () => {
  it('is visible: the run is waiting, and each task has a reason', async () => {
    const after = { when: 'after', quorum: 1, onExpiry: 'reject' } as const
    const stage = await openStage(
      [
        taskOf('nobody', { requiredSkills: ['flying'] }),
        taskOf('gated', { requiresApproval: true }),
        taskOf('reviewed', { gate: after }),
        taskOf('asking'),
        taskOf('stuck'),
        taskOf('dear', { cost: eur(100) }),
        taskOf('foreign', { requiredSkills: ['pulling'] }),
        taskOf('last', { dependsOn: ['nobody', 'gated'] }),
      ],
      {
        agents: [agentOf('ann', { capacity: 9 }), agentOf('ext', { kind: 'external', skills: ['pulling'] })],
        plan: { budget: eur(10) },
      },
    )
    await stage.say('reviewed', result())
    await stage.say('asking', { type: 'question', question: { text: 'Which?' } })
    await stage.act({ type: 'attempt.block', attemptId: stage.idOf('stuck'), message: 'no key' })
    expect(stage.run().status).toBe('waiting')
    const codes = Object.keys(stage.tasks()).map((key) => [key, stage.reason(key)?.code])
    expect(Object.fromEntries(codes)).toEqual({
      nobody: 'no_agent',
      gated: 'approval',
      reviewed: 'approval',
      asking: 'question',
      stuck: 'reported',
      dear: 'approval',
      foreign: expect.stringMatching(/^(external|budget)$/),
      last: 'dependency',
    })
    requireSound(stage)
    const next = await stage.crash()
    expect(next.run().status).toBe('waiting')
    requireSound(next)
  })

  it('is not reported if the run continues by itself when another run releases its reservation', async () => {
    const plan = { projectId: 'p' }
    const stage = await openStage([taskOf('idle')], { plan })
    await stage.act({ type: 'budget.set', account: 'project:p', cap: eur(10) })
    const first = await startRun(stage, planOf([taskOf('a', { cost: eur(10) })], plan))
    const second = await startRun(stage, planOf([taskOf('b', { cost: eur(5) })], plan))
    expect(stage.store.runs.find(second.runId)?.status).toBe('running')
    const holder = createStage(stage, stage.hand, first.runId)
    await holder.say('a', usage(5), result())
    expect(createStage(stage, stage.hand, second.runId).working()).toEqual(['b'])
  })
})

import { describe, expect, it } from 'vitest'
import type { AttemptId } from '../../src-shared/ids.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const minute = 60_000
const puller = agentOf('ext', { kind: 'external', capacity: 5 })
const pulled = (tasks: TaskDefinition[], more: Parameters<typeof openStage>[1] = {}) =>
  openStage(tasks, { agents: [puller], ...more })
const retry = { maxAttempts: 5, firstMs: 0, factor: 1, maxMs: 0 }

const claimOf = ({ runId }: Stage, taskKey = 'a', agentId = 'ext') =>
  ({ type: 'task.claim', runId, taskKey, agentId, leaseMs: minute }) as const
const finishOf = (attemptId: AttemptId) =>
  ({ type: 'attempt.finish', attemptId, result: { text: 'did it', data: null } }) as const
const reportOf = (attemptId: AttemptId, leaseMs?: number) =>
  ({
    type: 'attempt.report',
    attemptId,
    percent: 10,
    lines: [],
    ...(leaseMs !== undefined && { leaseMs }),
  }) as const

describe('an external worker', () => {
  it('is never started by the engine, and the task names the worker', async () => {
    const stage = await pulled([taskOf('a')])
    expect(stage.hand.started).toEqual([])
    expect(stage.reason('a')).toEqual({ code: 'external', message: expect.stringContaining('ext') })
    expect(stage.run().status).toBe('waiting')
  })

  it('gets the id of its attempt with the claim, and ends the attempt with this id', async () => {
    const stage = await pulled([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const { attemptId } = await stage.act(claimOf(stage))
    expect(attemptId).toBe(stage.attempt('a'))
    expect(stage.run().status).toBe('running')
    await stage.act(finishOf(stage.attempt('a')))
    expect(stage.tasks()).toEqual({ a: 'done', b: 'todo' })
    expect(stage.hand.started).toEqual([])
    requireReplayable(stage)
  })

  it('gets a task once, for any number of parallel requests (E2)', async () => {
    const stage = await pulled([taskOf('a')])
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => stage.engine.dispatch(claimOf(stage))),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(eventsOf(stage, 'attempt.started')).toHaveLength(1)
  })

  it('gets no task that is blocked, gated, paused, over its capacity or over the limit of the run', async () => {
    const stage = await pulled(
      [
        taskOf('a'),
        taskOf('b', { dependsOn: ['a'] }),
        taskOf('gated', { requiresApproval: true }),
        taskOf('c'),
        taskOf('d'),
      ],
      { agents: [agentOf('ext', { kind: 'external', capacity: 2 })], plan: { parallelLimit: 2 } },
    )
    for (const key of ['b', 'gated']) expect((await stage.refused(claimOf(stage, key))).code).toBe('E_STATE')
    await stage.act({ type: 'run.pause', runId: stage.runId })
    expect((await stage.refused(claimOf(stage))).code).toBe('E_STATE')
    await stage.act({ type: 'run.resume', runId: stage.runId })
    await stage.act(claimOf(stage))
    await stage.act(claimOf(stage, 'c'))
    expect((await stage.refused(claimOf(stage, 'd'))).code).toBe('E_STATE')
  })

  it('gets no task over the budget, or with an unknown price under a budget', async () => {
    const stage = await pulled(
      [taskOf('a', { cost: eur(90) }), taskOf('b', { cost: eur(20) }), taskOf('c')],
      {
        plan: { budget: eur(100) },
      },
    )
    await stage.act(claimOf(stage))
    for (const key of ['b', 'c']) expect((await stage.refused(claimOf(stage, key))).code).toBe('E_BUDGET')
    requireSound(stage)
  })

  it('cannot claim as an agent that Switchyard runs, or a task of another agent', async () => {
    const stage = await pulled([taskOf('a', { requiredSkills: ['x'] })], {
      agents: [agentOf('ann', { skills: ['x'] }), puller],
    })
    expect((await stage.refused(claimOf(stage, 'a', 'ann'))).code).toBe('E_STATE')
    expect((await stage.refused(claimOf(stage))).code).toBe('E_STATE')
    expect((await stage.refused(claimOf(stage, 'a', 'nobody'))).code).toBe('E_NOT_FOUND')
  })
})

describe('a lease', () => {
  it('that expires ends the attempt, and the next attempt has another token (E2)', async () => {
    const stage = await pulled([taskOf('a', { retry })])
    await stage.act(claimOf(stage))
    await stage.wait(minute - 1)
    expect(stage.tasks().a).toBe('in_progress')
    await stage.wait(1)
    await stage.wait(1)
    expect(stage.tasks().a).toBe('todo')
    expect(stage.attempts('a')).toMatchObject([{ status: 'failed', failure: { reason: 'lease_expired' } }])
    const { attemptId } = await stage.act(claimOf(stage))
    expect(attemptId).toBe(stage.attempt('a', 2))
    for (const command of [finishOf(stage.attempt('a', 1)), reportOf(stage.attempt('a', 1), minute)]) {
      expect((await stage.refused(command)).code).toBe('E_STALE')
    }
    await stage.act(finishOf(stage.attempt('a', 2)))
    expect(stage.tasks().a).toBe('done')
    requireSound(stage)
  })

  it('is extended by each report that requests it, from the time of the report', async () => {
    const stage = await pulled([taskOf('a', { retry })])
    await stage.act(claimOf(stage))
    for (let beat = 0; beat < 5; beat += 1) {
      await stage.wait(minute - 1)
      await stage.act(reportOf(stage.attempt('a'), minute))
    }
    expect(stage.tasks().a).toBe('in_progress')
    await stage.wait(minute)
    await stage.wait(1)
    expect(stage.attempts('a')).toHaveLength(1)
  })

  it('ends at its instant: a result or a report in the same turn does not renew it', async () => {
    for (const late of [finishOf, reportOf]) {
      const stage = await pulled([taskOf('a', { retry })])
      const id = stage.attempt('a')
      const outcomes: boolean[] = []
      void stage.clock
        .sleep(minute)
        .then(() =>
          stage.engine
            .dispatch(late === reportOf ? reportOf(id, minute) : finishOf(id))
            .then(({ ok }) => outcomes.push(ok)),
        )
      await stage.act(claimOf(stage))
      await stage.wait(minute)
      expect(outcomes).toEqual([false])
      expect(stage.attempts('a')).toMatchObject([{ failure: { reason: 'lease_expired' } }])
    }
  })

  it('of an older attempt does not end the newer attempt when its timer fires', async () => {
    const stage = await pulled([taskOf('a', { retry })])
    await stage.act(claimOf(stage))
    await stage.wait(minute / 2)
    const failure = { reason: 'agent_error', message: 'broke' } as const
    await stage.act({ type: 'attempt.fail', attemptId: stage.attempt('a'), failure })
    await stage.wait(1)
    await stage.act(claimOf(stage))
    await stage.wait(minute / 2)
    expect(stage.task('a').live?.number).toBe(2)
    expect(eventsOf(stage, 'attempt.failed')).toHaveLength(1)
  })

  it('that is active survives a restart: its worker continues, and no other agent starts the task', async () => {
    const stage = await pulled([taskOf('a', { retry })])
    await stage.act(claimOf(stage))
    const next = await stage.crash()
    expect(next.tasks().a).toBe('in_progress')
    expect((await next.refused(claimOf(next))).code).toBe('E_STATE')
    expect(eventsOf(next, 'attempt.started')).toHaveLength(1)
    await next.act(reportOf(next.attempt('a'), minute))
    await next.act(finishOf(next.attempt('a')))
    expect(next.run().status).toBe('done')
    requireReplayable(next)
  })

  it('still expires after a restart', async () => {
    const stage = await pulled([taskOf('a', { retry })])
    await stage.act(claimOf(stage))
    const next = await stage.crash()
    await next.wait(minute)
    expect(next.attempts('a')).toMatchObject([{ failure: { reason: 'lease_expired' } }])
  })

  it('that expired for an agent without repeatable effects asks for the outcome', async () => {
    const stage = await pulled([taskOf('a')], { agents: [{ ...puller, effectClass: 'once' }] })
    await stage.act(claimOf(stage))
    await stage.wait(minute)
    expect(stage.gate('a').kind).toBe('uncertain_outcome')
    expect((await stage.refused(claimOf(stage))).code).toBe('E_STATE')
    await stage.act(answerTo(stage.gate('a'), { answer: 'happened', note: 'it did' }))
    expect(stage.run().status).toBe('done')
  })

  it('frees the slot and the reservation when it expires', async () => {
    const stage = await pulled([taskOf('a', { cost: eur(60), retry }), taskOf('b', { cost: eur(60) })], {
      agents: [agentOf('ext', { kind: 'external', capacity: 1 })],
      plan: { budget: eur(200) },
    })
    await stage.act(claimOf(stage))
    expect((await stage.refused(claimOf(stage, 'b'))).code).toBe('E_STATE')
    await stage.wait(minute)
    await stage.act(claimOf(stage, 'b'))
    expect(stage.account(`run:${stage.runId}`)).toMatchObject({ reservedMinor: 60, settledMinor: 60 })
    requireSound(stage)
  })
})

describe('a worker whose task was cancelled', () => {
  it('is informed at its next call, and the task ends immediately', async () => {
    const stage = await pulled([taskOf('a')])
    await stage.act(claimOf(stage))
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    expect(stage.tasks().a).toBe('cancelled')
    expect((await stage.refused(finishOf(stage.attempt('a')))).code).toBe('E_STALE')
    const [ended] = stage.attempts('a')
    expect(ended?.failure?.message).toMatch(/effects may have happened/i)
    await stage.wait(2 * minute)
    expect(eventsOf(stage, 'attempt.failed')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { failurePolicies } from '../../src-main/scheduling/failure-policy.ts'
import { effectClasses } from '../../src-shared/model/agents/agent.ts'
import { failureReasons } from '../../src-shared/model/runs/attempt.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, failure, openStage, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const retry = { maxAttempts: 3, firstMs: 1000, factor: 2, maxMs: 60_000 }
const once = agentOf('ann', { effectClass: 'once', capacity: 9 })
const why = (stage: Stage) => stage.attempts('a').map(({ failure: of }) => of?.reason)

/** Retry policy for each failure reason in the specification: automatic, only if the plan asks, or never. */
const expected = {
  agent_error: 'asked',
  agent_missing: 'never',
  not_signed_in: 'never',
  agent_gone: 'asked',
  bad_script: 'never',
  bad_input: 'never',
  nothing_to_do: 'never',
  bad_output: 'asked',
  unverified: 'asked',
  over_limit: 'asked',
  refused: 'never',
  unavailable: 'always',
  rate_limited: 'always',
  quota_spent: 'never',
  connection_lost: 'always',
  start_timeout: 'asked',
  stalled: 'asked',
  wall_timeout: 'asked',
  queue_timeout: 'never',
  person_timeout: 'never',
  lease_expired: 'always',
  over_budget: 'never',
  interrupted: 'never',
  cancelled: 'never',
} as const

describe('a failure', () => {
  it.each(failureReasons)('with reason %s is retried if its policy and the plan say so', async (reason) => {
    const policy = failurePolicies[reason]
    expect(policy.retry).toBe(expected[reason])
    const cases = effectClasses.flatMap((effectClass) =>
      [false, true].map((isAsked) => ({ key: `${effectClass}-${isAsked}`, effectClass, isAsked })),
    )
    const stage = await openStage(
      cases.map(({ key, effectClass, isAsked }) =>
        taskOf(key, { requiredSkills: [effectClass], ...(isAsked && { retry }) }),
      ),
      {
        agents: effectClasses.map((effectClass) =>
          agentOf(effectClass, { effectClass, skills: [effectClass] }),
        ),
      },
    )
    for (const { key, effectClass, isAsked } of cases) {
      await stage.say(key, failure(reason))
      const isRetried = policy.retry === 'always' || (isAsked && policy.retry === 'asked')
      const isUnsafe = effectClass === 'once' && !policy.isBeforeWork
      expect(stage.tasks()[key], key).toBe(isRetried ? (isUnsafe ? 'awaiting_approval' : 'todo') : 'failed')
    }
    requireSound(stage)
  })

  it('is retried up to the limit of the plan, and then fails with its dependents', async () => {
    const stage = await openStage([taskOf('a', { retry }), taskOf('b', { dependsOn: ['a'] })])
    for (let number = 1; number < 3; number += 1) {
      await stage.say('a', failure('agent_error'))
      expect(stage.tasks()).toEqual({ a: 'todo', b: 'blocked' })
      await stage.wait(60_000)
    }
    await stage.say('a', failure('agent_error'))
    expect(stage.tasks()).toEqual({ a: 'failed', b: 'skipped' })
    expect(why(stage)).toEqual(['agent_error', 'agent_error', 'agent_error'])
    await stage.wait(3_600_000)
    expect(stage.hand.started).toHaveLength(3)
  })

  it('of an external service is retried ten times by default, with increasing delays up to a minute', async () => {
    const stage = await openStage([taskOf('a')])
    const waits: number[] = []
    for (let number = 1; number < 10; number += 1) {
      await stage.say('a', failure('unavailable'))
      waits.push((stage.task('a').notBefore ?? 0) - stage.clock.now())
      await stage.wait(60_000)
    }
    for (const [at, ms] of waits.entries()) {
      const whole = Math.min(60_000, 1000 * 2 ** at)
      expect(ms).toBeGreaterThanOrEqual(whole / 2)
      expect(ms).toBeLessThanOrEqual(whole)
    }
    await stage.say('a', failure('unavailable'))
    expect(stage.tasks()).toEqual({ a: 'failed' })
  })
})

describe('the delay before a retry', () => {
  it('is explained with the failure and the retry time, and uses no slot', async () => {
    const stage = await openStage([taskOf('a', { retry }), taskOf('b', { priority: 'low' })], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    await stage.say('a', failure('agent_error'))
    expect(stage.working()).toEqual(['b'])
    const { notBefore } = stage.task('a')
    expect(stage.reason('a')).toEqual({
      code: 'backoff',
      message: expect.stringMatching(/broke: agent_error.*2026-01-01T00:00:0/),
    })
    expect(notBefore).toBeGreaterThan(stage.clock.now())
    requireSound(stage)
  })

  it('is neither shortened nor lost by a restart', async () => {
    const stage = await openStage([taskOf('a', { retry: { ...retry, firstMs: 60_000 } })])
    await stage.say('a', failure('agent_error'))
    const due = stage.task('a').notBefore ?? 0
    const next = await stage.crash()
    expect(next.task('a').notBefore).toBe(due)
    expect(next.run().status).toBe('running')
    await next.wait(due - next.clock.now() - 1)
    expect(next.working()).toEqual([])
    await next.wait(1)
    expect(next.working()).toEqual(['a'])
    requireReplayable(next)
  })

  it('that ended while Switchyard was closed is over at the start', async () => {
    const stage = await openStage([taskOf('a', { retry })])
    await stage.say('a', failure('agent_error'))
    const next = await stage.crash()
    await next.wait(3_600_000)
    expect(next.working()).toEqual(['a'])
  })

  it('ends with the cancellation of the task, and its timer wakes nothing', async () => {
    const stage = await openStage([taskOf('a', { retry }), taskOf('b')])
    await stage.say('a', failure('agent_error'))
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    await stage.wait(3_600_000)
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'in_progress' })
    expect(stage.hand.started).toHaveLength(2)
  })

  it('can be zero', async () => {
    const stage = await openStage([taskOf('a', { retry: { ...retry, firstMs: 0 } })])
    await stage.say('a', failure('agent_error'))
    await stage.wait(1)
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
  })

  it('is used by another agent if the first is gone', async () => {
    const stage = await openStage([taskOf('a', { retry })])
    await stage.say('a', failure('agent_gone'))
    await stage.register(agentOf('ann', { availability: 'offline' }), agentOf('bob'))
    await stage.wait(1000)
    expect(stage.task('a').live?.agentId).toBe('bob')
  })
})

describe('an agent without repeatable effects', () => {
  it('asks for the outcome instead of a retry, and each answer has its effect', async () => {
    for (const [answer, status] of [
      ['happened', 'done'],
      ['run_again', 'in_progress'],
      ['fail', 'failed'],
    ] as const) {
      const stage = await openStage([taskOf('a', { retry })], { agents: [once] })
      await stage.say('a', failure('agent_error'))
      await stage.wait(3_600_000)
      expect(stage.tasks().a).toBe('awaiting_approval')
      await stage.act(answerTo(stage.gate('a'), { answer, note: 'so it was' }))
      expect(stage.tasks().a).toBe(status)
      expect(stage.hand.started).toHaveLength(answer === 'run_again' ? 2 : 1)
    }
  })

  it('passes the result that a person confirmed to the dependents', async () => {
    const stage = await openStage([taskOf('a', { retry }), taskOf('b', { dependsOn: ['a'] })], {
      agents: [once],
    })
    await stage.say('a', failure('agent_error'))
    const told = { answer: 'happened', note: 'it was sent', response: { id: 7 } } as const
    await stage.act(answerTo(stage.gate('a'), told))
    expect(stage.context('b').dependencies[0]?.result).toEqual({ text: 'it was sent', data: { id: 7 } })
  })

  it('may be retried if the work cannot have begun', async () => {
    const stage = await openStage([taskOf('a')], { agents: [once] })
    await stage.say('a', failure('rate_limited'))
    await stage.wait(1000)
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
  })

  it('that is stopped by a timeout causes a question, not a second attempt', async () => {
    const task = taskOf('a', { retry, timeouts: { wallMs: 1000 } })
    const stage = await openStage([task], { agents: [once], isDeaf: true })
    await stage.wait(1000)
    await stage.wait(5000)
    expect(stage.tasks().a).toBe('awaiting_approval')
    await stage.wait(3_600_000)
    expect(stage.hand.started).toHaveLength(1)
  })
})

describe('the learned competence of an agent', () => {
  it('counts failures of the work, but not of external services or people', async () => {
    for (const [reason, isCounted] of [
      ['agent_error', true],
      ['unavailable', false],
      ['refused', false],
    ] as const) {
      const stage = await openStage([taskOf('a', { requiredSkills: ['x'] })], {
        agents: [agentOf('ann', { skills: ['x'] })],
      })
      await stage.say('a', failure(reason))
      const learned = stage.engine.state.agents.get('ann')?.competence('x') ?? null
      expect(learned !== null, reason).toBe(isCounted)
      expect(eventsOf(stage, 'attempt.failed')).toHaveLength(1)
    }
  })
})

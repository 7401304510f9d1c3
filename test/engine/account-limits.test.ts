import { describe, expect, it } from 'vitest'
import type { AttemptSignal } from '../../src-main/engine/ports.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { openStage, type Stage } from './stage.ts'

const hour = 3_600_000
const first = agentOf('ann', { skills: ['a'], capacity: 1 })
const twin = agentOf('ben', { skills: ['b'], capacity: 1 })
const other = agentOf('cyd', { skills: ['c'], capacity: 1 })
/** Ann and Ben share an account. */
const accountOf = ({ id }: Agent) => (id === 'cyd' ? 'another' : 'shared')
const needs = (key: string, skill: string, more = {}) => taskOf(key, { requiredSkills: [skill], ...more })

const refusedUntil = (stage: Stage, ms: number, hasBegun = false): AttemptSignal => ({
  type: 'failure',
  failure: {
    ...{ reason: 'rate_limited', message: 'The account is at its limit.' },
    ...{ resetAt: stage.clock.now() + ms, ...(hasBegun && { hasBegun }) },
  },
})

describe('an account that is rate limited until a time', () => {
  it('starts no work for any of its agents until then, and continues afterwards', async () => {
    const stage = await openStage(
      [needs('a1', 'a'), needs('a2', 'a'), needs('b1', 'b', { dependsOn: ['c1'] }), needs('c1', 'c')],
      { agents: [first, twin, other], accountOf },
    )
    expect(stage.working().toSorted()).toEqual(['a1', 'c1'])
    await stage.say('a1', refusedUntil(stage, 2 * hour))
    await stage.say('c1', { type: 'result', result: { text: 'done', data: null } })
    // `a2` needs the same agent, and `b1` another agent with the same account.
    expect(stage.working()).toEqual([])
    expect(stage.reason('a2')?.message).toBe(
      'The account of ann has reached its limit until 2026-01-01T02:00:00.000Z.',
    )
    expect(stage.reason('b1')?.message).toContain('The account of ben has reached its limit until')
    await stage.wait(2 * hour - 1)
    expect(stage.working()).toEqual([])
    await stage.wait(1)
    expect(stage.working()).toContain('b1')
    expect(stage.attempts('a1')).toHaveLength(1)
    requireSound(stage)
  })

  it('is retried once at that time, even if a retry delay ends earlier', async () => {
    const stage = await openStage([needs('a1', 'a')], { agents: [first], accountOf })
    await stage.say('a1', refusedUntil(stage, 5 * hour))
    expect(stage.task('a1').notBefore).toBe(stage.clock.now() + 5 * hour)
    await stage.wait(5 * hour)
    expect(stage.working()).toEqual(['a1'])
    expect(stage.attempts('a1')).toHaveLength(1)
  })

  it('wakes its waiting tasks, even if the refused task has ended', async () => {
    const stage = await openStage(
      [needs('a1', 'a', { retry: { maxAttempts: 1, firstMs: 1, factor: 1, maxMs: 1 } }), needs('a2', 'a')],
      {
        agents: [first],
        accountOf,
      },
    )
    await stage.say('a1', refusedUntil(stage, hour))
    expect(stage.tasks()).toMatchObject({ a1: 'failed', a2: 'todo' })
    await stage.wait(hour)
    expect(stage.working()).toEqual(['a2'])
  })

  it('leaves its tasks to agents with another account', async () => {
    const spare = agentOf('dan', { skills: ['a'], capacity: 1 })
    const stage = await openStage([needs('a1', 'a'), needs('a2', 'a'), needs('a3', 'a')], {
      agents: [first, spare],
      accountOf: ({ id }) => id,
    })
    const keyOf = (agentId: string) =>
      stage.working().find((key) => stage.task(key).agentId === agentId) ?? ''
    await stage.say(keyOf('ann'), refusedUntil(stage, hour))
    await stage.say(keyOf('dan'), { type: 'result', result: { text: 'done', data: null } })
    expect(stage.working().map((key) => stage.task(key).agentId)).toEqual(['dan'])
  })

  it('survives a restart, also without a run that was refused', async () => {
    const stage = await openStage(
      [
        needs('a1', 'a', { retry: { maxAttempts: 1, firstMs: 1, factor: 1, maxMs: 1 } }),
        needs('a2', 'a', { dependsOn: ['c1'] }),
        needs('c1', 'c'),
      ],
      {
        agents: [first, other],
        accountOf,
      },
    )
    await stage.say('a1', refusedUntil(stage, hour))
    const next = await stage.crash()
    await next.say('c1', { type: 'result', result: { text: 'done', data: null } })
    expect(next.working()).toEqual([])
    await next.wait(hour)
    expect(next.working()).toEqual(['a2'])
    requireReplayable(next)
  })

  it('asks first if the work had begun and must not be repeated', async () => {
    const careful = agentOf('ann', { skills: ['a'], effectClass: 'once' })
    const stage = await openStage([needs('a1', 'a')], { agents: [careful], accountOf })
    await stage.say('a1', refusedUntil(stage, hour, true))
    expect(stage.tasks()).toEqual({ a1: 'awaiting_approval' })
  })
})

it('with a spent quota is not retried', async () => {
  const stage = await openStage([needs('a1', 'a')], { agents: [first], accountOf })
  await stage.say('a1', { type: 'failure', failure: { reason: 'quota_spent', message: 'No credit.' } })
  expect(stage.tasks()).toEqual({ a1: 'failed' })
  await stage.wait(24 * hour)
  expect(stage.attempts('a1')).toHaveLength(1)
})

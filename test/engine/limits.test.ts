import { describe, expect, it } from 'vitest'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import {
  assignmentsOf,
  createAttemptsByHand,
  createTestRun,
  eventsOf,
  scorecardOf,
  startRun,
  startTestRun,
} from './test-run.ts'

const hour = 3_600_000
const day = 24 * hour
const many = (count: number) => Array.from({ length: count }, (_, at) => taskOf(`t${at}`))

/** Ends attempts one by one until no attempt is left. Returns the maximum number of parallel attempts. */
async function drain({ settle, hand }: Awaited<ReturnType<typeof startTestRun>>): Promise<number> {
  let most = 0
  for (let [next, ...others] = hand.waiting(); next !== undefined; [next, ...others] = hand.waiting()) {
    most = Math.max(most, 1 + others.length)
    hand.finish(next.attemptId)
    await settle()
  }
  return most
}

describe('the limits (E4)', () => {
  it('keep an agent within its capacity, and fill a free slot immediately', async () => {
    const testRun = await startTestRun(many(5), { agents: [agentOf('ann', { capacity: 2 })] })
    expect(testRun.working()).toEqual(['t0', 't1'])
    expect(testRun.reason('t2')).toEqual({ code: 'agent_busy', message: expect.stringContaining('ann') })
    await testRun.finish('t0')
    expect(testRun.working()).toEqual(['t1', 't2'])
    expect(await drain(testRun)).toBe(2)
    expect(testRun.run().status).toBe('done')
  })

  it('keep an agent within its capacity over all runs', async () => {
    const testRun = await startTestRun(many(3), { agents: [agentOf('ann', { capacity: 2 })] })
    await startRun(testRun, planOf(many(3)))
    expect(testRun.hand.waiting()).toHaveLength(2)
    expect(await drain(testRun)).toBe(2)
    expect(testRun.hand.started).toHaveLength(6)
  })

  it('keep a run within its parallel limit', async () => {
    const testRun = await startTestRun(many(7), { plan: { parallelLimit: 3 } })
    expect(testRun.working()).toHaveLength(3)
    expect(testRun.reason('t3')).toEqual({ code: 'run_limit', message: expect.stringContaining('3') })
    expect(await drain(testRun)).toBe(3)
  })

  it('keep the app within its parallel limit', async () => {
    const testRun = await startTestRun(many(4), { globalLimit: 3, plan: { parallelLimit: 2 } })
    const other = await startRun(testRun, planOf(many(4)))
    const second = createTestRun(testRun, testRun.hand, other.runId)
    expect(testRun.working()).toHaveLength(2)
    expect(second.working()).toHaveLength(1)
    expect(second.reason('t1')).toEqual({ code: 'global_limit', message: expect.stringContaining('3') })
    expect(await drain(testRun)).toBe(3)
    expect(second.run().status).toBe('done')
  })

  it('hold when many attempts end and many tasks become ready in the same turn', async () => {
    const roots = many(4)
    const leaves = Array.from({ length: 20 }, (_, at) => taskOf(`leaf${at}`, { dependsOn: [`t${at % 4}`] }))
    const testRun = await startTestRun([...roots, ...leaves], {
      agents: [agentOf('ann', { capacity: 3 }), agentOf('bob', { capacity: 2 })],
      plan: { parallelLimit: 4 },
    })
    await testRun.finish('t0', 't1', 't2', 't3')
    expect(testRun.working()).toHaveLength(4)
    expect(await drain(testRun)).toBe(4)
  })

  it('do not count a task that waits at a gate', async () => {
    const testRun = await startTestRun([taskOf('gated', { requiresApproval: true }), taskOf('a')], {
      plan: { parallelLimit: 1 },
    })
    expect(testRun.working()).toEqual(['a'])
  })
})

describe('the order of ready tasks', () => {
  /** In the order of weight × boost; ties: the earlier deadline first. */
  const byRank = (now: number) => [
    taskOf('10000-critical-overdue', { priority: 'critical', dueAt: now - hour }),
    taskOf('1000-high-overdue', { priority: 'high', dueAt: now - day }),
    taskOf('1000-critical', { priority: 'critical' }),
    taskOf('500-high-today', { priority: 'high', dueAt: now + 20 * hour }),
    taskOf('200-high-in-two-days', { priority: 'high', dueAt: now + 2 * day }),
    taskOf('100-medium-overdue', { priority: 'medium', dueAt: now - 9 * day }),
    taskOf('100-high-next-week', { priority: 'high', dueAt: now + 7 * day }),
    taskOf('100-high', { priority: 'high' }),
    taskOf('50-medium-today', { priority: 'medium', dueAt: now + hour }),
    taskOf('20-medium-in-two-days', { priority: 'medium', dueAt: now + 2 * day }),
    taskOf('10-low-overdue', { priority: 'low', dueAt: now - 1 }),
    taskOf('10-medium', { priority: 'medium' }),
    taskOf('2-low-in-three-days', { priority: 'low', dueAt: now + 3 * day }),
    taskOf('1-low', { priority: 'low' }),
  ]

  it('is priority × nearness of the deadline, then the deadline', async () => {
    const hand = createAttemptsByHand()
    const harness = createHarness({ adapter: hand.adapter })
    const ranked = byRank(harness.clock.now())
    await harness.register(agentOf('ann', { capacity: 1 }))
    const scrambled = ranked.toSorted((a, b) => a.key.slice(-2).localeCompare(b.key.slice(-2)))
    const { runId } = await startRun(harness, planOf(scrambled))
    const testRun = { ...createTestRun(harness, hand, runId), hand }
    await drain(testRun)
    const order = eventsOf(harness, 'attempt.started').map(({ taskKey }) => taskKey)
    expect(order).toEqual(ranked.map(({ key }) => key))
  })

  it('is evaluated for each free slot: a task moves up when its deadline comes near', async () => {
    const now = Date.UTC(2026, 0, 1)
    const tasks = [
      taskOf('first', { priority: 'critical' }),
      taskOf('second', { priority: 'high' }),
      taskOf('medium', { priority: 'medium', dueAt: now + 7 * day }),
      taskOf('high', { priority: 'high' }),
    ]
    const testRun = await startTestRun(tasks, { agents: [agentOf('ann', { capacity: 1 })] })
    await testRun.finish('first')
    expect(testRun.working()).toEqual(['second'])
    await testRun.clock.advance(8 * day)
    await testRun.finish('second')
    expect(testRun.working()).toEqual(['medium'])
  })

  it('covers all runs together', async () => {
    const agents = [agentOf('ann', { capacity: 1 })]
    const testRun = await startTestRun([taskOf('a'), taskOf('low', { priority: 'low' })], { agents })
    const other = await startRun(testRun, planOf([taskOf('urgent', { priority: 'critical' })]))
    await testRun.finish('a')
    expect(createTestRun(testRun, testRun.hand, other.runId).working()).toEqual(['urgent'])
  })
})

describe('the assignment of a task to an agent', () => {
  it('moves to a free agent when the assigned agent is busy, with an event', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b')], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    expect(testRun.working()).toEqual(['a'])
    expect(testRun.task('b').agentId).toBe('ann')
    await testRun.register(agentOf('bob', { capacity: 1 }))
    await testRun.settle()
    expect(testRun.working()).toEqual(['a', 'b'])
    expect(testRun.task('b').agentId).toBe('bob')
    const changes = assignmentsOf(testRun).filter(({ taskKey }) => taskKey === 'b')
    expect(changes.map(({ agentId }) => agentId)).toEqual(['ann', 'bob'])
    expect(scorecardOf(testRun, testRun.runId, 'b')?.chosen).toBe('bob')
    expect(testRun.task('b').live?.agentId).toBe('bob')
  })

  it('does not move to an agent without a skill', async () => {
    const cook = { requiredSkills: ['cooking'] }
    const testRun = await startTestRun([taskOf('a', cook), taskOf('b', cook)], {
      agents: [agentOf('ann', { capacity: 1, skills: ['cooking'] }), agentOf('bob', { skills: ['driving'] })],
    })
    expect(testRun.working()).toEqual(['a'])
    expect(testRun.reason('b')?.code).toBe('agent_busy')
  })

  it('stays if the assigned agent is free', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], {
      agents: [agentOf('ann'), agentOf('bob')],
    })
    const promised = testRun.task('b').agentId
    await testRun.finish('a')
    expect(testRun.task('b').live?.agentId).toBe(promised)
    expect(assignmentsOf(testRun)).toHaveLength(2)
  })

  it('moves to another agent when the assigned agent goes offline', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await testRun.register(agentOf('bob'), agentOf('ann', { availability: 'offline' }))
    await testRun.finish('a')
    expect(testRun.task('b').live?.agentId).toBe('bob')
  })

  it('is removed with the reason if no agent matches, and restored when an agent matches', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await testRun.register(agentOf('ann', { availability: 'offline' }))
    await testRun.finish('a')
    expect(testRun.task('b')).toMatchObject({ status: 'todo', agentId: null })
    expect(testRun.reason('b')).toEqual({
      code: 'no_agent',
      message: expect.stringMatching(/^No qualified agent found: /),
    })
    expect(testRun.run().status).toBe('waiting')
    await testRun.register(agentOf('ann'))
    await testRun.settle()
    expect(testRun.working()).toEqual(['b'])
  })
})

describe('the availability', () => {
  it('offline prevents an agent from starting tasks', async () => {
    const testRun = await startTestRun([taskOf('a')], {
      agents: [agentOf('ann', { availability: 'offline' })],
    })
    expect(testRun.working()).toEqual([])
    expect(testRun.tasks()).toEqual({ a: 'todo' })
    expect(testRun.reason('a')?.code).toBe('no_agent')
  })

  it('busy alone never disqualifies an agent', async () => {
    const testRun = await startTestRun([taskOf('a')], { agents: [agentOf('ann', { availability: 'busy' })] })
    expect(testRun.working()).toEqual(['a'])
  })

  it('offline during an attempt lets the attempt continue', async () => {
    const testRun = await startTestRun([taskOf('a')])
    await testRun.register(agentOf('ann', { availability: 'offline' }))
    expect(testRun.working()).toEqual(['a'])
    await testRun.finish('a')
    expect(testRun.run().status).toBe('done')
  })
})

describe('an agent that is registered later', () => {
  it('takes tasks without an agent', async () => {
    const fly = { requiredSkills: ['flying'] }
    const testRun = await startTestRun([
      taskOf('a', fly),
      taskOf('b', { ...fly, dependsOn: ['a'] }),
      taskOf('c'),
    ])
    expect(testRun.working()).toEqual(['c'])
    await testRun.register(agentOf('pilot', { skills: ['flying'], capacity: 1 }))
    await testRun.settle()
    expect(testRun.working()).toEqual(['c', 'a'])
    expect(testRun.task('b')).toMatchObject({ agentId: 'pilot', reason: null })
    await testRun.finish('a')
    expect(testRun.working()).toEqual(['c', 'b'])
  })

  it('does not join a run with other selected agents', async () => {
    const fly = { requiredSkills: ['flying'] }
    const testRun = await startTestRun([taskOf('a', fly)], { plan: { crew: ['ann'] } })
    await testRun.register(agentOf('pilot', { skills: ['flying'] }))
    await testRun.settle()
    expect(testRun.working()).toEqual([])
    expect(testRun.reason('a')?.code).toBe('no_agent')
  })

  it('with a higher capacity takes more tasks, and never more than its current capacity', async () => {
    const testRun = await startTestRun(many(6), { agents: [agentOf('ann', { capacity: 1 })] })
    await testRun.register(agentOf('ann', { capacity: 3 }))
    await testRun.settle()
    expect(testRun.working()).toHaveLength(3)
    await testRun.register(agentOf('ann', { capacity: 1 }))
    await testRun.finish('t0')
    expect(testRun.working()).toEqual(['t1', 't2'])
    await testRun.finish('t1')
    expect(testRun.working()).toEqual(['t2'])
    await testRun.finish('t2')
    expect(testRun.working()).toEqual(['t3'])
  })
})

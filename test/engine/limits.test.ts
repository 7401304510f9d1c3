import { describe, expect, it } from 'vitest'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import {
  assignmentsOf,
  createAttemptsByHand,
  createScene,
  eventsOf,
  scorecardOf,
  startRun,
  startScene,
} from './scene.ts'

const hour = 3_600_000
const day = 24 * hour
const many = (count: number) => Array.from({ length: count }, (_, at) => taskOf(`t${at}`))

/** Ends attempts one by one until none is left, and answers with the most that were in flight at once. */
async function drain({ settle, hand }: Awaited<ReturnType<typeof startScene>>): Promise<number> {
  let most = 0
  for (let [next, ...others] = hand.waiting(); next !== undefined; [next, ...others] = hand.waiting()) {
    most = Math.max(most, 1 + others.length)
    hand.finish(next.attemptId)
    await settle()
  }
  return most
}

describe('the limits (E4)', () => {
  it('keep an agent to its capacity, and fill a slot as soon as it is free', async () => {
    const scene = await startScene(many(5), { agents: [agentOf('ann', { capacity: 2 })] })
    expect(scene.working()).toEqual(['t0', 't1'])
    expect(scene.reason('t2')).toEqual({ code: 'agent_busy', message: expect.stringContaining('ann') })
    await scene.finish('t0')
    expect(scene.working()).toEqual(['t1', 't2'])
    expect(await drain(scene)).toBe(2)
    expect(scene.run().status).toBe('done')
  })

  it('keep an agent to its capacity over all runs', async () => {
    const scene = await startScene(many(3), { agents: [agentOf('ann', { capacity: 2 })] })
    await startRun(scene, planOf(many(3)))
    expect(scene.hand.waiting()).toHaveLength(2)
    expect(await drain(scene)).toBe(2)
    expect(scene.hand.started).toHaveLength(6)
  })

  it('keep a run to what it may do at once', async () => {
    const scene = await startScene(many(7), { plan: { parallelLimit: 3 } })
    expect(scene.working()).toHaveLength(3)
    expect(scene.reason('t3')).toEqual({ code: 'run_limit', message: expect.stringContaining('3') })
    expect(await drain(scene)).toBe(3)
  })

  it('keep the whole app to what it may do at once', async () => {
    const scene = await startScene(many(4), { globalLimit: 3, plan: { parallelLimit: 2 } })
    const other = await startRun(scene, planOf(many(4)))
    const second = createScene(scene, scene.hand, other.runId)
    expect(scene.working()).toHaveLength(2)
    expect(second.working()).toHaveLength(1)
    expect(second.reason('t1')).toEqual({ code: 'global_limit', message: expect.stringContaining('3') })
    expect(await drain(scene)).toBe(3)
    expect(second.run().status).toBe('done')
  })

  it('hold when many attempts end and many tasks become ready in the same turn', async () => {
    const roots = many(4)
    const leaves = Array.from({ length: 20 }, (_, at) => taskOf(`leaf${at}`, { dependsOn: [`t${at % 4}`] }))
    const scene = await startScene([...roots, ...leaves], {
      agents: [agentOf('ann', { capacity: 3 }), agentOf('bob', { capacity: 2 })],
      plan: { parallelLimit: 4 },
    })
    await scene.finish('t0', 't1', 't2', 't3')
    expect(scene.working()).toHaveLength(4)
    expect(await drain(scene)).toBe(4)
  })

  it('let an awaiting gate hold no slot', async () => {
    const scene = await startScene([taskOf('gated', { requiresApproval: true }), taskOf('a')], {
      plan: { parallelLimit: 1 },
    })
    expect(scene.working()).toEqual(['a'])
  })
})

describe('which task starts first', () => {
  /** Weight x boost of document 004, and at equal scores the earlier deadline. */
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

  it('goes by priority times nearness of the deadline, then by the deadline', async () => {
    const hand = createAttemptsByHand()
    const harness = createHarness({ adapter: hand.adapter })
    const ranked = byRank(harness.clock.now())
    await harness.register(agentOf('ann', { capacity: 1 }))
    const scrambled = ranked.toSorted((a, b) => a.key.slice(-2).localeCompare(b.key.slice(-2)))
    const { runId } = await startRun(harness, planOf(scrambled))
    const scene = { ...createScene(harness, hand, runId), hand }
    await drain(scene)
    const order = eventsOf(harness, 'attempt.started').map(({ taskKey }) => taskKey)
    expect(order).toEqual(ranked.map(({ key }) => key))
  })

  it('is asked anew at every slot: a task overtakes when its deadline has come near', async () => {
    const now = Date.UTC(2026, 0, 1)
    const tasks = [
      taskOf('first', { priority: 'critical' }),
      taskOf('second', { priority: 'high' }),
      taskOf('medium', { priority: 'medium', dueAt: now + 7 * day }),
      taskOf('high', { priority: 'high' }),
    ]
    const scene = await startScene(tasks, { agents: [agentOf('ann', { capacity: 1 })] })
    await scene.finish('first')
    expect(scene.working()).toEqual(['second'])
    await scene.clock.advance(8 * day)
    await scene.finish('second')
    expect(scene.working()).toEqual(['medium'])
  })

  it('goes over all runs, not run by run', async () => {
    const agents = [agentOf('ann', { capacity: 1 })]
    const scene = await startScene([taskOf('a'), taskOf('low', { priority: 'low' })], { agents })
    const other = await startRun(scene, planOf([taskOf('urgent', { priority: 'critical' })]))
    await scene.finish('a')
    expect(createScene(scene, scene.hand, other.runId).working()).toEqual(['urgent'])
  })
})

describe('a promise to an agent', () => {
  it('is taken over by another that is free when the promised one is busy, and the change is an event', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b')], { agents: [agentOf('ann', { capacity: 1 })] })
    expect(scene.working()).toEqual(['a'])
    expect(scene.task('b').agentId).toBe('ann')
    await scene.register(agentOf('bob', { capacity: 1 }))
    await scene.settle()
    expect(scene.working()).toEqual(['a', 'b'])
    expect(scene.task('b').agentId).toBe('bob')
    const changes = assignmentsOf(scene).filter(({ taskKey }) => taskKey === 'b')
    expect(changes.map(({ agentId }) => agentId)).toEqual(['ann', 'bob'])
    expect(scorecardOf(scene, scene.runId, 'b')?.chosen).toBe('bob')
    expect(scene.task('b').live?.agentId).toBe('bob')
  })

  it('is not taken over by one that lacks a skill', async () => {
    const cook = { requiredSkills: ['cooking'] }
    const scene = await startScene([taskOf('a', cook), taskOf('b', cook)], {
      agents: [agentOf('ann', { capacity: 1, skills: ['cooking'] }), agentOf('bob', { skills: ['driving'] })],
    })
    expect(scene.working()).toEqual(['a'])
    expect(scene.reason('b')?.code).toBe('agent_busy')
  })

  it('is kept where the promised agent is free', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], {
      agents: [agentOf('ann'), agentOf('bob')],
    })
    const promised = scene.task('b').agentId
    await scene.finish('a')
    expect(scene.task('b').live?.agentId).toBe(promised)
    expect(assignmentsOf(scene)).toHaveLength(2)
  })

  it('moves to another agent when the promised one has gone offline', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await scene.register(agentOf('bob'), agentOf('ann', { availability: 'offline' }))
    await scene.finish('a')
    expect(scene.task('b').live?.agentId).toBe('bob')
  })

  it('is broken with the reason when nobody can keep it, and made again when somebody can', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await scene.register(agentOf('ann', { availability: 'offline' }))
    await scene.finish('a')
    expect(scene.task('b')).toMatchObject({ status: 'todo', agentId: null })
    expect(scene.reason('b')).toEqual({
      code: 'no_agent',
      message: expect.stringMatching(/^No qualified agent found: /),
    })
    expect(scene.run().status).toBe('waiting')
    await scene.register(agentOf('ann'))
    await scene.settle()
    expect(scene.working()).toEqual(['b'])
  })
})

describe('availability', () => {
  it('of an offline agent: it starts nothing', async () => {
    const scene = await startScene([taskOf('a')], { agents: [agentOf('ann', { availability: 'offline' })] })
    expect(scene.working()).toEqual([])
    expect(scene.tasks()).toEqual({ a: 'todo' })
    expect(scene.reason('a')?.code).toBe('no_agent')
  })

  it('of a busy agent: being busy alone never disqualifies', async () => {
    const scene = await startScene([taskOf('a')], { agents: [agentOf('ann', { availability: 'busy' })] })
    expect(scene.working()).toEqual(['a'])
  })

  it('of an agent that goes offline while it works: its attempt goes on', async () => {
    const scene = await startScene([taskOf('a')])
    await scene.register(agentOf('ann', { availability: 'offline' }))
    expect(scene.working()).toEqual(['a'])
    await scene.finish('a')
    expect(scene.run().status).toBe('done')
  })
})

describe('an agent registered later', () => {
  it('takes the tasks that nobody could do', async () => {
    const fly = { requiredSkills: ['flying'] }
    const scene = await startScene([taskOf('a', fly), taskOf('b', { ...fly, dependsOn: ['a'] }), taskOf('c')])
    expect(scene.working()).toEqual(['c'])
    await scene.register(agentOf('pilot', { skills: ['flying'], capacity: 1 }))
    await scene.settle()
    expect(scene.working()).toEqual(['c', 'a'])
    expect(scene.task('b')).toMatchObject({ agentId: 'pilot', reason: null })
    await scene.finish('a')
    expect(scene.working()).toEqual(['c', 'b'])
  })

  it('does not join a run whose crew it is not in', async () => {
    const fly = { requiredSkills: ['flying'] }
    const scene = await startScene([taskOf('a', fly)], { plan: { crew: ['ann'] } })
    await scene.register(agentOf('pilot', { skills: ['flying'] }))
    await scene.settle()
    expect(scene.working()).toEqual([])
    expect(scene.reason('a')?.code).toBe('no_agent')
  })

  it('with more capacity than before takes more at once, and never more than it has now', async () => {
    const scene = await startScene(many(6), { agents: [agentOf('ann', { capacity: 1 })] })
    await scene.register(agentOf('ann', { capacity: 3 }))
    await scene.settle()
    expect(scene.working()).toHaveLength(3)
    await scene.register(agentOf('ann', { capacity: 1 }))
    await scene.finish('t0')
    expect(scene.working()).toEqual(['t1', 't2'])
    await scene.finish('t1')
    expect(scene.working()).toEqual(['t2'])
    await scene.finish('t2')
    expect(scene.working()).toEqual(['t3'])
  })
})

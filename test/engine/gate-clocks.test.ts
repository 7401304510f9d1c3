import { describe, expect, it } from 'vitest'
import type { Gate } from '../../src-shared/model/approval.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, atInstant, openStage, result, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const hour = 3_600_000
const gateOf = (more: Partial<Gate> = {}): Gate => ({
  when: 'before',
  quorum: 1,
  onExpiry: 'reject',
  ...more,
})
const gated = (more: Partial<Gate> = {}) => taskOf('g', { gate: gateOf(more) })
const openGates = (stage: Stage) => stage.store.approvals.listOpen()

describe('a timeout never approves (E6)', () => {
  it('of a task gate: it rejects', async () => {
    const stage = await openStage([gated({ expiresInMs: hour }), taskOf('b', { dependsOn: ['g'] })])
    await stage.wait(hour - 1)
    expect(stage.tasks().g).toBe('awaiting_approval')
    await stage.wait(1)
    expect(stage.tasks()).toEqual({ g: 'cancelled', b: 'skipped' })
    expect(stage.task('g').reason?.code).toBe('expired')
    expect(stage.hand.started).toEqual([])
    expect(openGates(stage)).toEqual([])
    expect(stage.run().status).toBe('failed')
    requireReplayable(stage)
  })

  it('of a result review: the dependents do not get the result', async () => {
    const stage = await openStage([
      taskOf('g', { gate: gateOf({ when: 'after', expiresInMs: hour }) }),
      taskOf('b', { dependsOn: ['g'] }),
    ])
    await stage.say('g', result())
    await stage.wait(hour)
    expect(stage.tasks()).toEqual({ g: 'cancelled', b: 'skipped' })
  })

  it('of an agent question: the task fails with a timeout', async () => {
    const stage = await openStage([taskOf('g', { timeouts: { personMs: hour } })])
    await stage.say('g', { type: 'question', question: { text: 'Which one?' } })
    await stage.wait(hour)
    expect(stage.tasks()).toEqual({ g: 'failed' })
    expect(eventsOf(stage, 'task.failed')).toMatchObject([{ failure: { reason: 'person_timeout' } }])
  })

  it('of an escalated gate, after its second period', async () => {
    const stage = await openStage([gated({ expiresInMs: hour, onExpiry: 'escalate', escalateTo: 'boss' })])
    await stage.wait(hour)
    await stage.wait(hour - 1)
    expect(stage.tasks().g).toBe('awaiting_approval')
    await stage.wait(1)
    expect(stage.tasks().g).toBe('cancelled')
    expect(stage.hand.started).toEqual([])
  })

  it('of a gate without a timeout: it stays open', async () => {
    const stage = await openStage([gated()])
    await stage.wait(50 * 365 * 24 * hour)
    expect(stage.tasks().g).toBe('awaiting_approval')
    expect(stage.run().status).toBe('waiting')
  })

  it('that passed while Switchyard was closed: it rejects at the start', async () => {
    const stage = await openStage([gated({ expiresInMs: hour })])
    const next = await stage.crash()
    expect(next.tasks().g).toBe('awaiting_approval')
    await next.wait(hour)
    expect(next.tasks().g).toBe('cancelled')
    expect(next.hand.started).toEqual([])
  })
})

describe('the expiry of a gate', () => {
  it('starts when the gate is posted, not when the run is built', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('g', { dependsOn: ['a'], gate: gateOf({ expiresInMs: hour }) }),
    ])
    await stage.wait(10 * hour)
    expect(stage.tasks().g).toBe('blocked')
    await stage.say('a', result())
    expect(stage.gate('g')).toMatchObject({
      postedAt: stage.clock.now(),
      expiresAt: stage.clock.now() + hour,
    })
    await stage.wait(hour - 1)
    expect(stage.tasks().g).toBe('awaiting_approval')
  })

  it('of a review starts with the result, and of a question with the question', async () => {
    const stage = await openStage([
      taskOf('g', { gate: gateOf({ when: 'after', expiresInMs: hour }) }),
      taskOf('q', { timeouts: { personMs: hour } }),
    ])
    await stage.wait(5 * hour)
    await stage.say('g', result())
    await stage.say('q', { type: 'question', question: { text: 'Which one?' } })
    const due = stage.clock.now() + hour
    expect([stage.gate('g').expiresAt, stage.gate('q').expiresAt]).toEqual([due, due])
  })

  it('is not restarted by a restart of the app', async () => {
    const stage = await openStage([gated({ expiresInMs: hour })])
    const due = stage.gate('g').expiresAt
    const next = await stage.crash()
    await next.wait(hour / 2)
    const again = await next.crash()
    expect(again.gate('g').expiresAt).toBe(due)
  })

  it('does not affect parallel branches', async () => {
    const stage = await openStage(
      [
        gated({ expiresInMs: hour }),
        taskOf('after', { dependsOn: ['g'] }),
        taskOf('a'),
        taskOf('b', { dependsOn: ['a'] }),
      ],
      { agents: [agentOf('ann', { capacity: 1 })] },
    )
    expect(stage.working()).toEqual(['a'])
    await stage.say('a', result())
    await stage.wait(hour)
    expect(stage.tasks()).toEqual({ g: 'cancelled', after: 'skipped', a: 'done', b: 'in_progress' })
    requireSound(stage)
  })
})

describe('an answer that races with the timeout', () => {
  const race = async (first: 'answer' | 'timeout', ms: number) => {
    const outcomes: boolean[] = []
    const stage = await openStage([
      taskOf('a'),
      taskOf('g', { dependsOn: ['a'], gate: gateOf({ expiresInMs: hour }) }),
    ])
    atInstant(stage, ms, () => {
      const answer = () =>
        void stage.engine.dispatch(answerTo(stage.gate('g'))).then(({ ok }) => outcomes.push(ok))
      if (first === 'timeout') void stage.engine.dispatch({ type: 'engine.tick' })
      answer()
      if (first === 'answer') void stage.engine.dispatch({ type: 'engine.tick' })
    })
    await stage.say('a', result())
    await stage.wait(hour)
    return { stage, outcomes }
  }

  it.each(['answer', 'timeout'] as const)('at the same instant loses, with the %s first', async (first) => {
    const { stage, outcomes } = await race(first, hour)
    expect(outcomes).toEqual([false])
    expect(stage.tasks().g).toBe('cancelled')
    expect(stage.hand.started).toEqual([stage.attempt('a')])
    expect(eventsOf(stage, 'approval.answered')).toEqual([])
    expect(eventsOf(stage, 'approval.closed')).toHaveLength(1)
  })

  it.each(['answer', 'timeout'] as const)('a millisecond before wins, with the %s first', async (first) => {
    const { stage, outcomes } = await race(first, hour - 1)
    expect(outcomes).toEqual([true])
    expect(stage.tasks().g).toBe('in_progress')
    expect(eventsOf(stage, 'approval.closed')).toEqual([])
  })

  it('after the timeout is told that the gate expired, and changes nothing', async () => {
    const stage = await openStage([gated({ expiresInMs: hour })])
    const gate = stage.gate('g')
    await stage.wait(hour)
    for (const answer of ['approve', 'reject'] as const) {
      expect((await stage.refused(answerTo(gate, { answer }))).code).toMatch(/^E_APPROVAL_/)
    }
  })
})

describe('an escalation', () => {
  const escalating = (more: Partial<Gate> = {}) =>
    gated({ expiresInMs: hour, onExpiry: 'escalate', escalateTo: 'boss', ...more })

  it('passes the gate to the named person once, with a new timeout', async () => {
    const stage = await openStage([escalating({ assignee: 'ann' })])
    expect((await stage.refused(answerTo(stage.gate('g'), { by: 'boss' }))).code).toBe('E_STATE')
    await stage.wait(hour)
    expect(stage.gate('g')).toMatchObject({ assignee: 'boss', expiresAt: stage.clock.now() + hour })
    expect((await stage.refused(answerTo(stage.gate('g'), { by: 'ann' }))).code).toBe('E_STATE')
    await stage.act(answerTo(stage.gate('g'), { by: 'boss' }))
    expect(stage.working()).toEqual(['g'])
    expect(eventsOf(stage, 'approval.escalated')).toHaveLength(1)
  })

  it('happens once however long the app was closed, and the second timeout is complete', async () => {
    const stage = await openStage([escalating()])
    const next = await stage.crash()
    await next.wait(hour)
    const again = await next.crash()
    await again.wait(hour)
    expect(eventsOf(again, 'approval.escalated')).toHaveLength(1)
    expect(again.tasks().g).toBe('awaiting_approval')
    await again.wait(hour)
    expect(again.tasks().g).toBe('cancelled')
  })

  it('to no person is refused when the run is built', async () => {
    const stage = await openStage([taskOf('x')])
    const plan = { key: 'p', title: 'P', projectId: null, projectFolder: null, parallelLimit: 1, crew: null }
    const task = taskOf('g', { gate: gateOf({ expiresInMs: hour, onExpiry: 'escalate' }) })
    const refused = await stage.refused({
      type: 'run.build',
      runId: 'run_y',
      memoryId: 'mem_y',
      plan: { ...plan, source: 'switchyard', tasks: [task] },
    })
    const message = 'Invalid gate of task g: Set escalateTo to a person.'
    expect(refused).toMatchObject({ code: 'E_FORMAT', message })
  })
})

describe('reminders', () => {
  it('come at their intervals until the gate is answered, and change nothing', async () => {
    const stage = await openStage([gated({ remindEveryMs: hour })])
    await stage.wait(hour - 1)
    expect(eventsOf(stage, 'approval.reminded')).toHaveLength(0)
    await stage.wait(1)
    for (const _ of [2, 3]) await stage.wait(hour)
    expect(eventsOf(stage, 'approval.reminded')).toHaveLength(3)
    expect(stage.tasks().g).toBe('awaiting_approval')
    await stage.act(answerTo(stage.gate('g')))
    await stage.wait(10 * hour)
    expect(eventsOf(stage, 'approval.reminded')).toHaveLength(3)
  })

  it('do not make an answer stale', async () => {
    const stage = await openStage([gated({ remindEveryMs: hour })])
    const shown = stage.gate('g')
    await stage.wait(hour)
    await stage.act(answerTo(shown))
    expect(stage.working()).toEqual(['g'])
  })

  it('do not accumulate while the app is closed', async () => {
    const stage = await openStage([gated({ remindEveryMs: hour })])
    await stage.wait(hour)
    const next = await stage.crash()
    await next.wait(hour)
    expect(eventsOf(next, 'approval.reminded').length).toBeLessThanOrEqual(2)
  })
})

import { describe, expect, it } from 'vitest'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result, type Stage, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const timed = (timeouts: TaskDefinition['timeouts'], more: Partial<TaskDefinition> = {}) =>
  taskOf('a', { ...(timeouts !== undefined && { timeouts }), ...more })
const alive = { type: 'alive' } as const
const why = (stage: Stage, number = 1) => stage.attempts('a')[number - 1]?.failure?.reason

describe('the startup timeout', () => {
  it('fires without a signal since the start', async () => {
    const stage = await openStage([timed({ startingMs: 5000 })])
    await stage.wait(4999)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.wait(1)
    expect(stage.tasks()).toEqual({ a: 'failed' })
    expect(why(stage)).toBe('start_timeout')
    expect(stage.hand.aborted).toEqual([stage.attempt('a')])
  })

  it('ends with the first signal of any kind', async () => {
    for (const said of [alive, usage(1), { type: 'log', level: 'info', text: 'hello' } as const]) {
      const stage = await openStage([timed({ startingMs: 5000 })])
      await stage.wait(4999)
      await stage.say('a', said)
      await stage.wait(86_400_000)
      expect(stage.tasks()).toEqual({ a: 'in_progress' })
    }
  })

  it('does not run while the task waits for a slot', async () => {
    const stage = await openStage([taskOf('first', { priority: 'critical' }), timed({ startingMs: 5000 })], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    await stage.wait(60_000)
    expect(stage.tasks().a).toBe('todo')
    await stage.say('first', result())
    await stage.wait(4999)
    expect(stage.tasks().a).toBe('in_progress')
    await stage.wait(1)
    expect(stage.tasks().a).toBe('failed')
  })
})

describe('the no-output timeout', () => {
  it('fires between two signals, and restarts with each signal', async () => {
    const stage = await openStage([timed({ silentMs: 1000 })])
    for (let beat = 0; beat < 5; beat += 1) {
      await stage.wait(999)
      await stage.say('a', alive)
    }
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.wait(1000)
    expect(stage.tasks()).toEqual({ a: 'failed' })
    expect(why(stage)).toBe('stalled')
  })

  it('starts with the first signal if there is a startup timeout', async () => {
    const stage = await openStage([timed({ startingMs: 10_000, silentMs: 1000 })])
    await stage.wait(9000)
    await stage.say('a', alive)
    await stage.wait(999)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.wait(1)
    expect(why(stage)).toBe('stalled')
  })
})

describe('the total timeout', () => {
  it('fires regardless of signals', async () => {
    const stage = await openStage([timed({ wallMs: 3000, silentMs: 2000 })])
    await stage.wait(1500)
    await stage.say('a', alive)
    await stage.wait(1499)
    await stage.say('a', alive)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.wait(1)
    expect(why(stage)).toBe('wall_timeout')
  })

  it('applies to one attempt: the next attempt gets the full time', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const stage = await openStage([timed({ wallMs: 3000 }, { retry })])
    await stage.wait(3000)
    expect(stage.tasks()).toEqual({ a: 'todo' })
    await stage.wait(1000)
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
    // The second attempt started within the last second.
    await stage.wait(1999)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.wait(1001)
    expect(stage.tasks()).toEqual({ a: 'failed' })
    expect([why(stage, 1), why(stage, 2)]).toEqual(['wall_timeout', 'wall_timeout'])
  })

  it('does not end a task whose result arrived first', async () => {
    const stage = await openStage([timed({ wallMs: 3000 })])
    await stage.wait(2999)
    await stage.say('a', result())
    await stage.wait(10_000)
    expect(stage.tasks()).toEqual({ a: 'done' })
    expect(eventsOf(stage, 'attempt.failed')).toEqual([])
  })

  it('frees the slot after the grace period if the agent does not stop, with a note', async () => {
    const stage = await openStage([timed({ wallMs: 3000 }), taskOf('b', { priority: 'low' })], {
      agents: [agentOf('ann', { capacity: 1 })],
      isDeaf: true,
    })
    await stage.wait(3000)
    expect(stage.tasks()).toEqual({ a: 'in_progress', b: 'todo' })
    await stage.wait(5000)
    expect(stage.tasks()).toEqual({ a: 'failed', b: 'in_progress' })
    expect(stage.attempts('a')[0]?.failure?.message).toMatch(/did not|may have happened/)
    requireSound(stage)
  })
})

describe('the queue timeout', () => {
  const busy = { agents: [agentOf('ann', { capacity: 1 })] }
  const first = (more: Partial<TaskDefinition> = {}) => taskOf('first', { priority: 'critical', ...more })

  it('fires for a ready task that does not start, and skips its dependents', async () => {
    const stage = await openStage(
      [first(), timed({ queuedMs: 5000 }), taskOf('b', { dependsOn: ['a'] })],
      busy,
    )
    await stage.wait(4999)
    expect(stage.tasks().a).toBe('todo')
    await stage.wait(1)
    expect(stage.tasks()).toEqual({ first: 'in_progress', a: 'failed', b: 'skipped' })
    expect(eventsOf(stage, 'task.failed')).toMatchObject([{ failure: { reason: 'queue_timeout' } }])
    requireReplayable(stage)
  })

  it('starts when the task is ready, not when the run is built', async () => {
    const stage = await openStage([first(), timed({ queuedMs: 5000 }, { dependsOn: ['first'] })], busy)
    await stage.wait(60_000)
    expect(stage.tasks().a).toBe('blocked')
    await stage.say('first', result())
    expect(stage.tasks().a).toBe('in_progress')
  })

  it('starts when its gate is approved, not before', async () => {
    const stage = await openStage([first(), timed({ queuedMs: 5000 }, { requiresApproval: true })], busy)
    await stage.wait(60_000)
    await stage.act(answerTo(stage.gate('a')))
    await stage.wait(4999)
    expect(stage.tasks().a).toBe('todo')
    await stage.wait(1)
    expect(stage.tasks().a).toBe('failed')
  })

  it('does not fire for a task that started in time, however long it runs', async () => {
    const stage = await openStage([timed({ queuedMs: 5000 })])
    await stage.wait(86_400_000)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
  })

  it('does not count the delay before a retry', async () => {
    const retry = { maxAttempts: 3, firstMs: 60_000, factor: 1, maxMs: 60_000 }
    const stage = await openStage([timed({ queuedMs: 5000 }, { retry })])
    await stage.wait(1000)
    stage.hand.fail(stage.attempt('a'))
    await stage.settle()
    await stage.wait(10_000)
    expect(stage.tasks()).toEqual({ a: 'todo' })
    expect(stage.reason('a')?.code).toBe('backoff')
    await stage.wait(60_000)
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
  })

  it('survives a restart', async () => {
    const stage = await openStage([first(), timed({ queuedMs: 5000 })], busy)
    const next = await stage.crash()
    await next.wait(4999)
    expect(next.tasks().a).toBe('todo')
    await next.wait(1)
    expect(next.tasks().a).toBe('failed')
  })

  it('does not fire while the run is paused, also over a restart', async () => {
    const stage = await openStage([first(), timed({ queuedMs: 5000 })], busy)
    await stage.wait(4000)
    stage.hand.finish(stage.attempt('first'))
    await stage.act({ type: 'run.pause', runId: stage.runId })
    const next = await stage.crash()
    await next.wait(60_000)
    expect(next.tasks().a).toBe('todo')
    await next.act({ type: 'run.resume', runId: stage.runId })
    expect(next.tasks().a).toBe('in_progress')
  })
})

describe('a wall clock that jumps', () => {
  it('an hour ahead fires each due timer once', async () => {
    const retry = { maxAttempts: 2, firstMs: 60_000, factor: 1, maxMs: 60_000 }
    const gate = { when: 'before', expiresInMs: 60_000, quorum: 1, onExpiry: 'reject' } as const
    const stage = await openStage([timed({}, { retry }), taskOf('g', { gate })])
    await stage.fail('a')
    await stage.wait(3_600_000)
    await stage.wait(1)
    expect(stage.tasks()).toEqual({ a: 'in_progress', g: 'cancelled' })
    expect(eventsOf(stage, 'attempt.started')).toHaveLength(2)
    expect(eventsOf(stage, 'approval.closed')).toHaveLength(1)
    requireSound(stage)
  })
})

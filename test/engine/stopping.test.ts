import { describe, expect, it } from 'vitest'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result, type Stage } from './stage.ts'
import { createTestRun, eventsOf, startRun } from './test-run.ts'

const cancelOf = ({ runId }: Stage, taskKey: string, branch = false) =>
  ({ type: 'task.cancel', runId, taskKey, branch }) as const
const oneSlot = [agentOf('ann', { capacity: 1 })]

describe('cancelling a task', () => {
  it('stops its agent, ends it, skips its dependents, and keeps other tasks', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('clean', { dependsOn: ['a'], condition: 'always' }),
      taskOf('other'),
    ])
    await stage.act(cancelOf(stage, 'a'))
    expect(stage.hand.aborted).toEqual([stage.attempt('a')])
    expect(stage.tasks()).toEqual({
      a: 'cancelled',
      b: 'skipped',
      clean: 'in_progress',
      other: 'in_progress',
    })
    expect(stage.attempts('a')).toMatchObject([
      { status: 'cancelled', failure: { message: expect.stringMatching(/effects may have happened/i) } },
    ])
    requireSound(stage)
    requireReplayable(stage)
  })

  it('is refused for an ended task and for an unknown task', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    await stage.say('a', result())
    expect((await stage.refused(cancelOf(stage, 'a'))).code).toBe('E_STATE')
    expect((await stage.refused(cancelOf(stage, 'nothing'))).code).toBe('E_NOT_FOUND')
  })

  it('with its branch ends all its dependents, including failure handlers', async () => {
    const stage = await openStage([
      taskOf('a'),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('clean', { dependsOn: ['b'], condition: 'always' }),
      taskOf('other'),
    ])
    await stage.act(cancelOf(stage, 'a', true))
    expect(stage.tasks()).toEqual({
      a: 'cancelled',
      b: 'cancelled',
      clean: 'cancelled',
      other: 'in_progress',
    })
    requireSound(stage)
  })

  it('that is a group ends all its children at any depth', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('inner', { kind: 'group', parent: 'g' }),
      taskOf('a', { parent: 'inner' }),
      taskOf('gated', { parent: 'g', requiresApproval: true }),
      taskOf('after', { dependsOn: ['g'] }),
      taskOf('other'),
    ])
    await stage.act(cancelOf(stage, 'g'))
    expect(stage.tasks()).toMatchObject({ a: 'cancelled', gated: 'cancelled', other: 'in_progress' })
    expect(stage.tasks().after).toBe('skipped')
    expect(stage.store.approvals.listOpen()).toEqual([])
    for (const key of ['g', 'inner']) expect(stage.tasks()[key], key).toMatch(/^(cancelled|failed)$/)
    requireSound(stage)
    await stage.say('other', result())
    expect(stage.run().status).toBe('failed')
  })

  it('that is an unopened group ends it with all its children', async () => {
    const stage = await openStage([
      taskOf('x'),
      taskOf('g', { kind: 'group', dependsOn: ['x'] }),
      taskOf('a', { parent: 'g' }),
    ])
    await stage.act(cancelOf(stage, 'g'))
    expect(stage.tasks()).toEqual({ x: 'in_progress', g: 'cancelled', a: 'cancelled' })
  })

  it('withdraws its gate of any kind', async () => {
    const after = { when: 'after', quorum: 1, onExpiry: 'reject' } as const
    const stage = await openStage([
      taskOf('gated', { requiresApproval: true }),
      taskOf('reviewed', { gate: after }),
      taskOf('asking'),
      taskOf('other'),
    ])
    await stage.say('reviewed', result())
    await stage.say('asking', { type: 'question', question: { text: 'Which?' } })
    for (const key of ['gated', 'reviewed', 'asking']) {
      const gate = stage.gate(key)
      await stage.act(cancelOf(stage, key))
      expect(stage.store.approvals.find(gate.id)).toMatchObject({ closed: 'withdrawn', answer: null })
      expect((await stage.refused(answerTo(gate, { answer: 'reject' }))).code).toBe('E_APPROVAL_DECIDED')
    }
    requireSound(stage)
  })
})

describe('an agent that does not stop', () => {
  it('keeps its slot until it stops: no other task uses the slot', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')], { agents: oneSlot, isDeaf: true })
    await stage.act(cancelOf(stage, 'a'))
    await stage.wait(4999)
    expect(stage.tasks()).toEqual({ a: 'in_progress', b: 'todo' })
    stage.hand.hush(stage.attempt('a'))
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'in_progress' })
    expect(stage.attempts('a')[0]?.failure?.message).toContain('The agent stopped')
  })

  it('is given up after a while, and the record says that it did not confirm', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')], { agents: oneSlot, isDeaf: true })
    await stage.act(cancelOf(stage, 'a'))
    await stage.wait(5000)
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'in_progress' })
    expect(stage.attempts('a')[0]?.failure?.message).toMatch(/did not confirm.*effects may have happened/i)
  })

  it('keeps its run stopping until it stops', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')], { isDeaf: true })
    await stage.act({ type: 'run.cancel', runId: stage.runId })
    expect(stage.run().status).toBe('stopping')
    stage.hand.hush(stage.attempt('a'))
    await stage.settle()
    expect(stage.run().status).toBe('stopping')
    stage.hand.hush(stage.attempt('b'))
    await stage.settle()
    expect(stage.run().status).toBe('cancelled')
    expect(eventsOf(stage, 'run.settled').filter(({ status }) => status === 'cancelled')).toHaveLength(1)
  })

  it('cannot finish later: its signals are refused (E3)', async () => {
    const stage = await openStage([taskOf('a')], { isDeaf: true })
    await stage.act(cancelOf(stage, 'a'))
    const attemptId = stage.attempt('a')
    const finish = { type: 'attempt.finish', attemptId, result: { text: 'late', data: null } } as const
    expect((await stage.refused(finish)).code).toBe('E_STALE')
    await stage.say('a', result('late'))
    expect(stage.tasks()).toEqual({ a: 'cancelled' })
    expect(stage.store.attempts.findResult(stage.runId, 'a')).toBe(null)
  })

  it('during a crash of the app is ended by the next start and not started again', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'], condition: 'always' })], {
      isDeaf: true,
    })
    await stage.act(cancelOf(stage, 'a'))
    const next = await stage.crash()
    expect(next.tasks()).toEqual({ a: 'cancelled', b: 'in_progress' })
    expect(next.attempts('a')[0]?.failure?.message).toContain('did not confirm')
    requireReplayable(next)
  })

  it('whose run is cancelled meanwhile ends once with it', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { isDeaf: true })
    await stage.act(cancelOf(stage, 'a'))
    await stage.act({ type: 'run.cancel', runId: stage.runId })
    stage.hand.hush(stage.attempt('a'))
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'cancelled' })
    expect(stage.run().status).toBe('cancelled')
    expect(eventsOf(stage, 'task.cancelled')).toHaveLength(2)
    requireSound(stage)
  })
})

describe('the end of a task is written once (E3)', () => {
  const finishOf = (stage: Stage, number = 1) =>
    ({
      type: 'attempt.finish',
      attemptId: stage.attempt('a', number),
      result: { text: 'again', data: null },
    }) as const

  it('however often it is reported, in one turn or later', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const said = Array.from({ length: 10 }, () => stage.engine.dispatch(finishOf(stage)))
    expect((await Promise.all(said)).filter(({ ok }) => ok)).toHaveLength(1)
    await stage.settle()
    expect((await stage.refused(finishOf(stage))).code).toBe('E_STALE')
    expect(eventsOf(stage, 'attempt.finished')).toHaveLength(1)
    expect(eventsOf(stage, 'attempt.started').filter(({ taskKey }) => taskKey === 'b')).toHaveLength(1)
  })

  it('and not by an attempt whose task is being retried', async () => {
    const retry = { maxAttempts: 3, firstMs: 1000, factor: 1, maxMs: 1000 }
    const stage = await openStage([taskOf('a', { retry })])
    await stage.fail('a')
    expect((await stage.refused(finishOf(stage))).code).toBe('E_STALE')
    await stage.wait(1000)
    expect((await stage.refused(finishOf(stage))).code).toBe('E_STALE')
    expect(stage.tasks()).toEqual({ a: 'in_progress' })
    await stage.say('a', result('second'))
    expect(stage.store.attempts.findResult(stage.runId, 'a')?.text).toBe('second')
  })

  it('and not by an attempt that asked a question, was reported blocked, or waits for its review', async () => {
    const after = { when: 'after', quorum: 1, onExpiry: 'reject' } as const
    const asks = await openStage([taskOf('a')])
    await asks.say('a', { type: 'question', question: { text: 'Which?' } })
    const blocked = await openStage([taskOf('a')])
    await blocked.act({ type: 'attempt.block', attemptId: blocked.attempt('a'), message: 'no key' })
    const reviewed = await openStage([taskOf('a', { gate: after })])
    await reviewed.say('a', result())
    for (const stage of [asks, blocked, reviewed]) {
      expect((await stage.refused(finishOf(stage))).code).toBe('E_STALE')
    }
  })

  it('by the cancellation or the result, whichever came first, in one turn', async () => {
    for (const first of ['cancel', 'finish'] as const) {
      const stage = await openStage([taskOf('a')])
      const commands = [cancelOf(stage, 'a'), finishOf(stage)]
      if (first === 'finish') commands.reverse()
      const outcomes = await Promise.all(commands.map((command) => stage.engine.dispatch(command)))
      await stage.settle()
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false])
      expect(stage.tasks()).toEqual({ a: first === 'finish' ? 'done' : 'cancelled' })
      expect(stage.run().endedAt).not.toBe(null)
    }
  })

  it('and so is the end of the run', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    const other = await startRun(stage, planOf([taskOf('z')]))
    await stage.say('a', result())
    await stage.say('b', result())
    expect((await stage.refused({ type: 'run.cancel', runId: stage.runId })).code).toBe('E_STATE')
    expect(createTestRun(stage, stage.hand, other.runId).working()).toEqual(['z'])
    const ends = eventsOf(stage, 'run.settled').filter(({ runId }) => runId === stage.runId)
    expect(ends.filter(({ status }) => status === 'done')).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import type { AttemptSignal } from '../../src-main/engine/ports.ts'
import type { Question } from '../../src-shared/model/runs/attempt.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result } from './stage.ts'
import { eventsOf } from './test-run.ts'

const ask = (text = 'Which one?', more: Partial<Question> = {}): AttemptSignal => ({
  type: 'question',
  question: { text, ...more },
})
const respond = { answer: 'respond', note: 'the red one' } as const

describe('a question of an agent', () => {
  it('uses no slot while it is open, and siblings continue', async () => {
    const stage = await openStage([taskOf('a', { priority: 'high' }), taskOf('b')], {
      agents: [agentOf('ann', { capacity: 1 })],
    })
    await stage.say('a', ask())
    expect(stage.tasks()).toEqual({ a: 'awaiting_input', b: 'in_progress' })
    expect(stage.reason('a')?.code).toBe('question')
    expect(stage.gate('a')).toMatchObject({ kind: 'agent_question', question: 'Which one?' })
    await stage.say('b', result())
    expect(stage.run().status).toBe('waiting')
    requireSound(stage)
  })

  it('is answered to the next attempt, which gets all answers so far', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask('Which one?'))
    await stage.act(answerTo(stage.gate('a'), respond))
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
    await stage.say('a', ask('How many?'))
    await stage.act(answerTo(stage.gate('a'), { answer: 'respond', note: 'two' }))
    expect(stage.context('a').answers).toEqual([
      { question: 'Which one?', text: 'the red one', values: null },
      { question: 'How many?', text: 'two', values: null },
    ])
    await stage.say('a', result())
    expect(stage.run().status).toBe('done')
    requireReplayable(stage)
  })

  it('with a form accepts only valid values, and passes them on by key', async () => {
    const stage = await openStage([taskOf('a')])
    const form = [
      { key: 'count', label: 'How many', type: 'number', required: true },
      { key: 'colour', label: 'Colour', type: 'choice', options: ['red', 'blue'], required: false },
    ] as const
    await stage.say(
      'a',
      ask('What to buy?', { form: form.map((field) => ({ ...field, options: ['red', 'blue'] })) }),
    )
    for (const response of [null, {}, { count: '2' }, { count: 2, colour: 'green' }, { count: 2, size: 1 }]) {
      const refused = await stage.refused(answerTo(stage.gate('a'), { answer: 'respond', response }))
      expect(refused.code, JSON.stringify(response)).toMatch(/^E_(REQUIRED|TYPE|UNKNOWN_FIELD)$/)
    }
    const response = { count: 2, colour: 'red' }
    await stage.act(answerTo(stage.gate('a'), { answer: 'respond', response }))
    expect(stage.context('a').answers[0]?.values).toEqual(response)
  })

  it('that is declined fails the task as refused, without a retry', async () => {
    const retry = { maxAttempts: 5, firstMs: 0, factor: 1, maxMs: 0 }
    const stage = await openStage([taskOf('a', { retry }), taskOf('b', { dependsOn: ['a'] })])
    await stage.say('a', ask())
    await stage.act(answerTo(stage.gate('a'), { answer: 'reject', note: 'not now' }))
    expect(stage.tasks()).toEqual({ a: 'failed', b: 'skipped' })
    expect(eventsOf(stage, 'task.failed')).toMatchObject([
      { failure: { reason: 'refused', message: 'not now' } },
    ])
  })

  it('cannot be approved, edited or skipped', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask())
    for (const answer of ['approve', 'edit', 'happened', 'run_again', 'fail'] as const) {
      expect((await stage.refused(answerTo(stage.gate('a'), { answer }))).code).toBe('E_STATE')
    }
  })

  it('that is not answered in time ends the task and its gate', async () => {
    const stage = await openStage([taskOf('a', { timeouts: { personMs: 60_000 } }), taskOf('b')])
    await stage.say('a', ask())
    const gate = stage.gate('a')
    await stage.wait(60_000)
    expect(stage.tasks().a).toBe('failed')
    expect(stage.store.approvals.listOpen()).toEqual([])
    expect((await stage.refused(answerTo(gate, respond))).code).toMatch(/^E_APPROVAL_/)
    requireSound(stage)
  })

  it('has its own timeout', async () => {
    const stage = await openStage([taskOf('a', { timeouts: { personMs: 60_000 } })])
    await stage.say('a', ask('one'))
    await stage.wait(59_999)
    await stage.act(answerTo(stage.gate('a'), respond))
    await stage.wait(60_000)
    await stage.say('a', ask('two'))
    await stage.wait(59_999)
    expect(stage.tasks()).toEqual({ a: 'awaiting_input' })
  })

  it('survives a restart, with its answer', async () => {
    const stage = await openStage([taskOf('a')], { agents: [agentOf('ann', { effectClass: 'once' })] })
    await stage.say('a', ask())
    const next = await stage.crash()
    expect(next.tasks()).toEqual({ a: 'awaiting_input' })
    await next.act(answerTo(next.gate('a'), respond))
    const again = await next.crash()
    // The second attempt was interrupted. The app asks for its outcome, and the third attempt still gets the earlier
    // answer.
    await again.act(answerTo(again.gate('a'), { answer: 'run_again' }))
    expect(again.context('a').answers).toMatchObject([{ text: 'the red one' }])
    requireReplayable(again)
  })

  it('ends when its task is cancelled', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    await stage.say('a', ask())
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    expect(stage.tasks().a).toBe('cancelled')
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('does not count as an attempt, because it is no failure', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const stage = await openStage([taskOf('a', { retry })])
    for (const text of ['one', 'two']) {
      await stage.say('a', ask(text))
      await stage.act(answerTo(stage.gate('a'), respond))
    }
    await stage.fail('a')
    expect(stage.tasks()).toEqual({ a: 'todo' })
  })

  it('that is invalid fails the attempt', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask(''))
    expect(stage.attempts('a')).toMatchObject([{ failure: { reason: 'bad_output' } }])
  })

  it('without a possible answerer fails the attempt instead of waiting forever', async () => {
    const stage = await openStage([taskOf('a')])
    const form = [{ key: 'colour', label: 'Colour', type: 'choice', required: true } as const]
    await stage.say('a', ask('Which?', { form }))
    expect(stage.attempts('a')).toMatchObject([{ failure: { reason: 'bad_output' } }])
    expect(stage.store.approvals.listOpen()).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { AttemptSignal } from '../../src-main/engine/ports.ts'
import { explainRun } from '../../src-main/engine/views/explain-run.ts'
import { present } from '../../src-shared/assert.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage, result, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const ask: AttemptSignal = { type: 'question', question: { text: 'Do it' } }
const person = (id: string, over: Partial<Agent> = {}) =>
  agentOf(id, { name: id.toUpperCase(), kind: 'person', capacity: 1, ...over })
const urgent = { priority: 'high' } as const

const answer = (stage: Stage, key: string, facts: Parameters<typeof answerTo>[1]) =>
  stage.act(answerTo(stage.gate(key), { by: stage.gate(key).assignee ?? 'me', ...facts }))
const done = { answer: 'respond', note: 'done' } as const
const back = { answer: 'hand_back', note: 'Not my field.' } as const

describe('a person', () => {
  it('is asked by name, and no other person can answer', async () => {
    const stage = await openStage([taskOf('a')], { agents: [person('ann')] })
    await stage.say('a', ask)
    expect(stage.gate('a')).toMatchObject({ assignee: 'ANN', allows: ['respond', 'hand_back', 'reject'] })
    expect(stage.reason('a')?.message).toBe('In the inbox of ANN.')
    expect((await stage.refused(answerTo(stage.gate('a'), { ...done, by: 'bob' }))).code).toBe('E_STATE')
  })

  it('gets no more Inbox requests than their capacity', async () => {
    const tasks = [taskOf('a', urgent), taskOf('b'), taskOf('c')]
    const stage = await openStage(tasks, { agents: [person('ann', { capacity: 2 })] })
    await stage.say('a', ask)
    await stage.say('b', ask)
    expect(stage.tasks()).toEqual({ a: 'awaiting_input', b: 'awaiting_input', c: 'todo' })
    expect(stage.reason('c')).toEqual({
      code: 'agent_busy',
      message: 'Waiting for ANN to answer other tasks first: 2 of 2 are in the inbox.',
    })
    expect(stage.run().status).toBe('waiting')
    const { engine, limits, clock } = stage
    const run = present(engine.state.runs.get(stage.runId), 'run')
    const { roots, actions } = explainRun(engine.state, limits, { run, at: clock.now() })
    expect(roots.map(({ kind }) => kind)).toEqual(['gate', 'gate'])
    expect(actions[0]).toMatchObject({ kind: 'answer_gate', taskKeys: ['a', 'c'] })
    requireSound(stage)
    await answer(stage, 'a', done)
    await stage.say('a', result())
    await stage.say('c', ask)
    expect(stage.tasks()).toEqual({ a: 'done', b: 'awaiting_input', c: 'awaiting_input' })
    requireSound(stage)
  })

  it('is not blocked by a full Inbox for answered tasks', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', urgent)], { agents: [person('ann')] })
    await stage.say('b', ask)
    await stage.act({ type: 'run.pause', runId: stage.runId })
    await answer(stage, 'b', done)
    requireSound(stage)
    expect(stage.tasks()).toEqual({ a: 'todo', b: 'todo' })
    await stage.act({ type: 'run.resume', runId: stage.runId })
    expect(stage.hand.waiting().map(({ taskKey }) => taskKey)).toContain('b')
    await stage.say('b', result())
    expect(stage.tasks().b).toBe('done')
    requireSound(stage)
  })

  it('continues an answered task after a crash, although another task is in the Inbox', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')], { agents: [person('ann', { capacity: 2 })] })
    await stage.say('a', ask)
    await stage.say('b', ask)
    await stage.act({ type: 'run.pause', runId: stage.runId })
    await answer(stage, 'a', done)
    await stage.register(person('ann', { capacity: 1 }))
    const again = await stage.crash()
    requireSound(again)
    await again.act({ type: 'run.resume', runId: stage.runId })
    await again.say('a', result())
    expect(again.tasks()).toEqual({ a: 'done', b: 'awaiting_input' })
  })

  it('hands a task back: another matching agent gets it, and it does not return', async () => {
    const stage = await openStage([taskOf('a', { requiredSkills: ['law'] })], {
      agents: [person('ann', { skills: ['law'] }), person('zoe', { skills: ['law', 'art'] })],
    })
    await stage.say('a', ask)
    expect(stage.gate('a').assignee).toBe('ANN')
    expect((await stage.refused(answerTo(stage.gate('a'), { ...back, by: 'ANN', note: ' ' }))).code).toBe(
      'E_REQUIRED',
    )
    await answer(stage, 'a', back)
    await stage.say('a', ask)
    expect(stage.gate('a').assignee).toBe('ZOE')
    expect(stage.attempts('a').map(({ status, failure }) => [status, failure])).toEqual([
      ['parked', null],
      ['parked', null],
    ])
    await answer(stage, 'a', { ...back, note: 'Nor mine.' })
    expect(stage.tasks()).toEqual({ a: 'todo' })
    expect(stage.reason('a')).toEqual({
      code: 'no_agent',
      message: expect.stringMatching(/^ZOE handed the task back: Nor mine\. No qualified agent found/),
    })
    expect(stage.run().status).toBe('waiting')
    requireSound(stage)
    const again = await stage.crash()
    requireSound(again)
    await again.register(agentOf('bot', { skills: ['law'] }))
    await again.settle()
    await again.say('a', result())
    expect(again.tasks()).toEqual({ a: 'done' })
    expect(eventsOf(again, 'attempt.failed')).toEqual([])
    requireReplayable(again)
  })

  it('declines a task, which fails as refused', async () => {
    const stage = await openStage([taskOf('a')], { agents: [person('ann')] })
    await stage.say('a', ask)
    await answer(stage, 'a', { answer: 'reject', note: 'It would be wrong.' })
    expect(eventsOf(stage, 'task.failed')).toMatchObject([
      { failure: { reason: 'refused', message: 'It would be wrong.' } },
    ])
  })

  it('that only answers a question cannot hand it back: the question is answered or declined', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.say('a', ask)
    expect(stage.gate('a')).toMatchObject({ assignee: null, allows: ['respond', 'reject'] })
  })
})

describe('working hours', () => {
  /** The manual clock starts at midnight of Thursday, January 1, 2026, UTC. */
  const hours = (from: string, to: string) => ({
    hours: [{ timeZone: 'UTC', days: ['thu' as const, 'fri' as const], from, to }],
  })
  const law = { skills: ['law'] }

  it('do not delay the request, and the gate shows when its person is available', async () => {
    const stage = await openStage([taskOf('a')], {
      agents: [person('ann', { config: hours('09:00', '17:00') })],
    })
    await stage.say('a', ask)
    expect(stage.gate('a').description).toBe('ANN is away until 2026-01-01 at 09:00 (UTC).')
    expect(stage.reason('a')?.message).toBe('In the inbox of ANN, who works thu, fri 09:00-17:00 (UTC).')
  })

  it('prefer an available person, and explain the other', async () => {
    const away = person('ann', { ...law, config: hours('09:00', '17:00') })
    // More skills than required, so that her skills alone would not make her the best match.
    const there = person('zoe', { skills: ['law', 'art', 'music'], config: hours('00:00', '08:00') })
    const stage = await openStage([taskOf('a', { requiredSkills: ['law'] })], { agents: [away, there] })
    const [assignment] = eventsOf(stage, 'tasks.assigned').flatMap(({ assignments }) => assignments)
    expect(assignment?.agentId).toBe('zoe')
    const [zoe, ann] = assignment?.scorecard.candidates ?? []
    expect(ann?.verdict).toMatchObject({
      qualified: true,
      reason: 'Agent has the required skills. ANN is away until 2026-01-01 at 09:00 (UTC).',
    })
    expect(ann?.score).toBeGreaterThan(zoe?.score ?? 1)
  })

  it('do not exclude the only matching person', async () => {
    const stage = await openStage([taskOf('a')], {
      agents: [person('ann', { config: hours('09:00', '17:00') })],
    })
    expect(stage.idOf('a')).toBe(stage.attempt('a', 1))
  })
})

import { describe, expect, it } from 'vitest'
import { describeRun } from '../../src-main/engine/views/explain-run.ts'
import { present } from '../../src-shared/assert.ts'
import type { TaskChanges } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { act } from './act.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage } from './stage.ts'
import { eventsOf, refusalOf, scorecardOf, startTestRun, type TestRun } from './test-run.ts'

const ann = agentOf('ann', { capacity: 1 })
const bob = agentOf('bob', { capacity: 1 })
const agents = [ann, bob]
const pinned = (key: string, pin: string, more = {}) => taskOf(key, { pin, ...more })
const editOf = ({ runId }: Pick<TestRun, 'runId'>, taskKey: string, changes: TaskChanges) =>
  ({ type: 'task.edit', runId, taskKey, changes }) as const

async function edit(testRun: TestRun, key: string, changes: TaskChanges): Promise<void> {
  const outcome = await testRun.engine.dispatch(editOf(testRun, key, changes))
  if (!outcome.ok) throw new Error(outcome.error.message)
  await testRun.settle()
}

const workerOf = (testRun: TestRun, key: string) => testRun.task(key).agentId

describe('a task with an assigned agent', () => {
  it('is done only by this agent: the task waits while another agent is free', async () => {
    const testRun = await startTestRun([pinned('x', 'ann'), pinned('y', 'ann'), pinned('z', 'ann')], {
      agents,
    })
    expect(testRun.working()).toEqual(['x'])
    expect(testRun.reason('y')).toEqual({
      code: 'agent_busy',
      message: 'Waiting until ann has finished another task.',
    })
    await testRun.finish('x')
    expect([testRun.working(), workerOf(testRun, 'y')]).toEqual([['y'], 'ann'])
  })

  it('does not block other tasks with the same skills', async () => {
    const tasks = [pinned('x', 'ann'), pinned('y', 'ann', { priority: 'critical' }), taskOf('z'), taskOf('w')]
    const testRun = await startTestRun(tasks, { agents })
    expect(testRun.working().toSorted()).toEqual(['y', 'z'])
    await testRun.finish('z')
    expect(testRun.working().toSorted()).toEqual(['w', 'y'])
  })

  it('may have no required skills, for an agent that accepts no such tasks by default', async () => {
    const robot = agentOf('robot', { kind: 'model', skills: ['dancing'] })
    const testRun = await startTestRun([pinned('x', 'robot'), taskOf('y')], { agents: [robot] })
    expect(testRun.working()).toEqual(['x'])
    expect(testRun.reason('y')?.code).toBe('no_agent')
  })

  it('stays unassigned with the reason if the agent lacks a skill, even if others have it', async () => {
    const cook = agentOf('cook', { skills: ['cooking'] })
    const testRun = await startTestRun([pinned('x', 'ann', { requiredSkills: ['cooking'] })], {
      agents: [ann, cook],
    })
    const message = 'Assigned to ann, which lacks the skill cooking.'
    expect(testRun.reason('x')).toEqual({ code: 'no_agent', message })
    expect(scorecardOf(testRun, testRun.runId, 'x')?.pin).toEqual({ agentId: 'ann', fault: 'lacks_skills' })
    await testRun.register({ ...ann, skills: ['cooking'] })
    await testRun.settle()
    expect([testRun.working(), workerOf(testRun, 'x')]).toEqual([['x'], 'ann'])
  })

  it('waits for an agent that does not exist yet, and continues when it is registered', async () => {
    const testRun = await startTestRun([pinned('x', 'zoe')], { agents })
    expect(testRun.reason('x')?.message).toBe('Assigned to zoe, which does not exist.')
    await testRun.register(agentOf('zoe'))
    await testRun.settle()
    expect(testRun.working()).toEqual(['x'])
  })

  it('goes to no other agent when its agent goes offline before the start', async () => {
    const testRun = await startTestRun([pinned('x', 'ann'), pinned('y', 'ann')], { agents })
    await testRun.register({ ...ann, availability: 'offline' })
    await testRun.finish('x')
    expect(testRun.reason('y')?.message).toBe('Assigned to ann, which is offline.')
    await testRun.register(ann)
    await testRun.settle()
    expect(testRun.working()).toEqual(['y'])
  })
})

describe('reassigning a task during a run', () => {
  it('assigns it to the agent immediately, with an event, and survives a restart', async () => {
    const stage = await openStage(
      ['x', 'y', 'z'].map((key) => pinned(key, 'ann')),
      { agents },
    )
    expect(stage.working()).toEqual(['x'])
    await stage.act({ type: 'task.edit', runId: stage.runId, taskKey: 'y', changes: { pin: 'bob' } })
    expect(stage.working().toSorted()).toEqual(['x', 'y'])
    requireReplayable(stage)
    const next = await stage.crash()
    expect(next.store.tasks.find(next.runId, 'y')).toMatchObject({
      definition: { pin: 'bob' },
      agentId: 'bob',
    })
  })

  it('returns to the best match when the assigned agent is removed', async () => {
    const testRun = await startTestRun([pinned('x', 'ann'), pinned('y', 'ann')], { agents })
    await edit(testRun, 'y', { pin: null })
    expect([testRun.working().toSorted(), workerOf(testRun, 'y')]).toEqual([['x', 'y'], 'bob'])
    expect(testRun.task('y').definition).not.toHaveProperty('pin')
    expect(scorecardOf(testRun, testRun.runId, 'y')).not.toHaveProperty('pin')
  })

  it('also applies to blocked tasks, and records nothing twice', async () => {
    const testRun = await startTestRun([taskOf('x'), taskOf('y', { dependsOn: ['x'] })], { agents })
    await edit(testRun, 'y', { pin: 'bob' })
    const before = testRun.store.events.lastSeq()
    await edit(testRun, 'y', { pin: 'bob' })
    expect(eventsOf(testRun, 'task.assigned').filter(({ taskKey }) => taskKey === 'y')).toHaveLength(1)
    expect(testRun.store.events.lastSeq()).toBe(before + 1)
    await testRun.finish('x')
    expect(workerOf(testRun, 'y')).toBe('bob')
  })

  it('clears the blocker that the last agent reported', async () => {
    const testRun = await startTestRun([pinned('x', 'ann')], { agents })
    const block = { type: 'attempt.block', attemptId: testRun.attempt('x'), message: 'no login' } as const
    await testRun.engine.dispatch(block)
    await testRun.settle()
    expect(testRun.reason('x')?.code).toBe('reported')
    await edit(testRun, 'x', { pin: 'bob' })
    expect(testRun.task('x')).toMatchObject({ status: 'in_progress', agentId: 'bob', attempts: 2 })
    requireSound(testRun)
  })

  it('keeps the time of the retry', async () => {
    const retry = { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 60_000 }
    const testRun = await startTestRun([pinned('x', 'ann', { retry })], { agents })
    await testRun.fail('x')
    await edit(testRun, 'x', { pin: 'bob' })
    expect([testRun.reason('x')?.code, testRun.working()]).toEqual(['backoff', []])
    await testRun.clock.advance(60_000)
    await testRun.settle()
    expect([testRun.working(), workerOf(testRun, 'x')]).toEqual([['x'], 'bob'])
  })

  it('shows the new agent in its gate, and makes earlier answers stale', async () => {
    const script = (id: string) =>
      agentOf(id, { kind: 'command', effectClass: 'once', config: { command: [`/bin/${id}`] } })
    const stage = await openStage([pinned('x', 'make', { requiresApproval: true })], {
      agents: [script('make'), script('ninja')],
    })
    const shown = stage.gate('x')
    await stage.act({ type: 'task.edit', runId: stage.runId, taskKey: 'x', changes: { pin: 'ninja' } })
    expect((await stage.refused(answerTo(shown))).code).toBe('E_STALE')
    expect(JSON.stringify(stage.gate('x').subject)).toContain('/bin/ninja')
    await stage.act(answerTo(stage.gate('x')))
    expect(stage.store.tasks.find(stage.runId, 'x')?.agentId).toBe('ninja')
  })

  it('is refused for a running task, and for an agent that can never match', async () => {
    const group = taskOf('g', { kind: 'group' })
    const testRun = await startTestRun(
      [taskOf('x'), taskOf('y'), taskOf('q'), group, taskOf('z', { parent: 'g' })],
      {
        agents: [agentOf('ann', { capacity: 9 }), bob],
        plan: { crew: ['ann'] },
      },
    )
    const question = { text: 'Which?' }
    await testRun.engine.dispatch({ type: 'attempt.ask', attemptId: testRun.attempt('q'), question })
    await testRun.settle()
    for (const [key, pin, code] of [
      ['x', 'ann', 'E_STATE'],
      ['q', 'ann', 'E_STATE'],
      ['g', 'ann', 'E_STATE'],
      ['nothing', 'ann', 'E_NOT_FOUND'],
    ] as const) {
      expect([key, (await refusalOf(testRun, editOf(testRun, key, { pin }))).code]).toEqual([key, code])
    }
    const waiting = await startTestRun([pinned('x', 'ann'), pinned('y', 'ann')], {
      agents,
      plan: { crew: ['ann'] },
    })
    const stranger = await refusalOf(waiting, editOf(waiting, 'y', { pin: 'ghost' }))
    expect([stranger.code, stranger.message]).toEqual(['E_NOT_FOUND', 'Agent not found: ghost'])
    const outsider = await refusalOf(waiting, editOf(waiting, 'y', { pin: 'bob' }))
    expect(outsider.message).toBe(
      'Task y would never start. Assigned to bob, which is not one of the agents for this run.',
    )
  })
})

describe('the waiting reason of a task with an assigned agent', () => {
  const why = ({ engine, limits, clock, runId }: TestRun) =>
    describeRun(engine.state, limits, {
      run: present(engine.state.runs.get(runId), 'open run'),
      at: clock.now(),
    })

  it('is the assignment, and removing the assignment is the cheapest action', async () => {
    const off = { ...ann, availability: 'offline' as const }
    const testRun = await startTestRun([pinned('x', 'ann'), taskOf('y', { dependsOn: ['x'] })], {
      agents: [off, bob],
    })
    const { headline, roots, actions } = why(testRun)
    expect(roots.map(({ kind, subject, count }) => [kind, subject, count])).toEqual([['pin', 'ann', 2]])
    expect(headline).toBe(
      'Nothing is running. Assigned to ann, which is offline. Let any matching agent do "Task x": unblocks 1 task, then 1 more.',
    )
    expect(actions.map(({ kind }) => kind)).toEqual(['unpin', 'bring_online'])
    await act(testRun, testRun.runId, present(actions[0], 'an action'))
    expect([testRun.working(), workerOf(testRun, 'x')]).toEqual([['x'], 'bob'])
  })

  it('can be solved by adding a skill to the assigned agent', async () => {
    const worker = agentOf('ext', { kind: 'external', skills: [] })
    const tasks = [pinned('x', 'ext', { requiredSkills: ['cooking'] })]
    const testRun = await startTestRun(tasks, { agents: [worker] })
    const { actions } = why(testRun)
    expect(actions.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['add_skill', 'Add the skill cooking to ext: unblocks 1 task.'],
    ])
    await act(testRun, testRun.runId, present(actions[0], 'an action'))
    expect(testRun.reason('x')).toMatchObject({ code: 'external' })
  })
})

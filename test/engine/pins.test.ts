import { describe, expect, it } from 'vitest'
import { describeRun } from '../../src-main/engine/views/explain-run.ts'
import { present } from '../../src-shared/assert.ts'
import type { TaskChanges } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { act } from './act.ts'
import { eventsOf, refusalOf, type Scene, scorecardOf, startScene } from './scene.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, openStage } from './stage.ts'

const ann = agentOf('ann', { capacity: 1 })
const bob = agentOf('bob', { capacity: 1 })
const agents = [ann, bob]
const pinned = (key: string, pin: string, more = {}) => taskOf(key, { pin, ...more })
const editOf = ({ runId }: Pick<Scene, 'runId'>, taskKey: string, changes: TaskChanges) =>
  ({ type: 'task.edit', runId, taskKey, changes }) as const

async function edit(scene: Scene, key: string, changes: TaskChanges): Promise<void> {
  const outcome = await scene.engine.dispatch(editOf(scene, key, changes))
  if (!outcome.ok) throw new Error(outcome.error.message)
  await scene.settle()
}

const workerOf = (scene: Scene, key: string) => scene.task(key).agentId

describe('a task that is pinned', () => {
  it('is done by that agent alone: it waits for it while another is free', async () => {
    const scene = await startScene([pinned('x', 'ann'), pinned('y', 'ann'), pinned('z', 'ann')], { agents })
    expect(scene.working()).toEqual(['x'])
    expect(scene.reason('y')).toEqual({
      code: 'agent_busy',
      message: 'Waiting until ann has finished another task.',
    })
    await scene.finish('x')
    expect([scene.working(), workerOf(scene, 'y')]).toEqual([['y'], 'ann'])
  })

  it('holds nothing up that needs the same and is for anybody', async () => {
    const tasks = [pinned('x', 'ann'), pinned('y', 'ann', { priority: 'critical' }), taskOf('z'), taskOf('w')]
    const scene = await startScene(tasks, { agents })
    expect(scene.working().toSorted()).toEqual(['y', 'z'])
    await scene.finish('z')
    expect(scene.working().toSorted()).toEqual(['w', 'y'])
  })

  it('may be one that names no skill, for an agent that takes no such work by itself', async () => {
    const robot = agentOf('robot', { kind: 'model', skills: ['dancing'] })
    const scene = await startScene([pinned('x', 'robot'), taskOf('y')], { agents: [robot] })
    expect(scene.working()).toEqual(['x'])
    expect(scene.reason('y')?.code).toBe('no_agent')
  })

  it('stays unassigned with the reason where the agent lacks a skill, however many others have it', async () => {
    const cook = agentOf('cook', { skills: ['cooking'] })
    const scene = await startScene([pinned('x', 'ann', { requiredSkills: ['cooking'] })], {
      agents: [ann, cook],
    })
    const message = 'Assigned to ann, which lacks the skill cooking.'
    expect(scene.reason('x')).toEqual({ code: 'no_agent', message })
    expect(scorecardOf(scene, scene.runId, 'x')?.pin).toEqual({ agentId: 'ann', fault: 'lacks_skills' })
    await scene.register({ ...ann, skills: ['cooking'] })
    await scene.settle()
    expect([scene.working(), workerOf(scene, 'x')]).toEqual([['x'], 'ann'])
  })

  it('waits for an agent that does not exist yet, and goes on when it comes', async () => {
    const scene = await startScene([pinned('x', 'zoe')], { agents })
    expect(scene.reason('x')?.message).toBe('Assigned to zoe, which does not exist.')
    await scene.register(agentOf('zoe'))
    await scene.settle()
    expect(scene.working()).toEqual(['x'])
  })

  it('goes to nobody else when its agent goes offline before it starts', async () => {
    const scene = await startScene([pinned('x', 'ann'), pinned('y', 'ann')], { agents })
    await scene.register({ ...ann, availability: 'offline' })
    await scene.finish('x')
    expect(scene.reason('y')?.message).toBe('Assigned to ann, which is offline.')
    await scene.register(ann)
    await scene.settle()
    expect(scene.working()).toEqual(['y'])
  })
})

describe('giving a task to another agent in the middle of a run', () => {
  it('promises it to that agent at once, as an event, and keeps it over a restart', async () => {
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

  it('lets whoever is best do it again when the pin is taken away', async () => {
    const scene = await startScene([pinned('x', 'ann'), pinned('y', 'ann')], { agents })
    await edit(scene, 'y', { pin: null })
    expect([scene.working().toSorted(), workerOf(scene, 'y')]).toEqual([['x', 'y'], 'bob'])
    expect(scene.task('y').definition).not.toHaveProperty('pin')
    expect(scorecardOf(scene, scene.runId, 'y')).not.toHaveProperty('pin')
  })

  it('also moves what is blocked, and says nothing twice', async () => {
    const scene = await startScene([taskOf('x'), taskOf('y', { dependsOn: ['x'] })], { agents })
    await edit(scene, 'y', { pin: 'bob' })
    const before = scene.store.events.lastSeq()
    await edit(scene, 'y', { pin: 'bob' })
    expect(eventsOf(scene, 'task.assigned').filter(({ taskKey }) => taskKey === 'y')).toHaveLength(1)
    expect(scene.store.events.lastSeq()).toBe(before + 1)
    await scene.finish('x')
    expect(workerOf(scene, 'y')).toBe('bob')
  })

  it('clears what the last agent reported to hold it', async () => {
    const scene = await startScene([pinned('x', 'ann')], { agents })
    const block = { type: 'attempt.block', attemptId: scene.attempt('x'), message: 'no login' } as const
    await scene.engine.dispatch(block)
    await scene.settle()
    expect(scene.reason('x')?.code).toBe('reported')
    await edit(scene, 'x', { pin: 'bob' })
    expect(scene.task('x')).toMatchObject({ status: 'in_progress', agentId: 'bob', attempts: 2 })
    requireSound(scene)
  })

  it('keeps the time of the next try', async () => {
    const retry = { maxAttempts: 3, firstMs: 60_000, factor: 2, maxMs: 60_000 }
    const scene = await startScene([pinned('x', 'ann', { retry })], { agents })
    await scene.fail('x')
    await edit(scene, 'x', { pin: 'bob' })
    expect([scene.reason('x')?.code, scene.working()]).toEqual(['backoff', []])
    await scene.clock.advance(60_000)
    await scene.settle()
    expect([scene.working(), workerOf(scene, 'x')]).toEqual([['x'], 'bob'])
  })

  it('shows at its gate what the new agent would do, and makes answers to the old one stale', async () => {
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

  it('is refused for what an agent has begun, and for whom it can never be', async () => {
    const group = taskOf('g', { kind: 'group' })
    const scene = await startScene(
      [taskOf('x'), taskOf('y'), taskOf('q'), group, taskOf('z', { parent: 'g' })],
      {
        agents: [agentOf('ann', { capacity: 9 }), bob],
        plan: { crew: ['ann'] },
      },
    )
    const question = { text: 'Which?' }
    await scene.engine.dispatch({ type: 'attempt.ask', attemptId: scene.attempt('q'), question })
    await scene.settle()
    for (const [key, pin, code] of [
      ['x', 'ann', 'E_STATE'],
      ['q', 'ann', 'E_STATE'],
      ['g', 'ann', 'E_STATE'],
      ['nothing', 'ann', 'E_NOT_FOUND'],
    ] as const) {
      expect([key, (await refusalOf(scene, editOf(scene, key, { pin }))).code]).toEqual([key, code])
    }
    const waiting = await startScene([pinned('x', 'ann'), pinned('y', 'ann')], {
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

describe('why a pinned task waits', () => {
  const why = ({ engine, limits, clock, runId }: Scene) =>
    describeRun(engine.state, limits, {
      run: present(engine.state.runs.get(runId), 'open run'),
      at: clock.now(),
    })

  it('is the pin, with letting anyone do it as the cheapest thing that frees it', async () => {
    const off = { ...ann, availability: 'offline' as const }
    const scene = await startScene([pinned('x', 'ann'), taskOf('y', { dependsOn: ['x'] })], {
      agents: [off, bob],
    })
    const { headline, roots, actions } = why(scene)
    expect(roots.map(({ kind, subject, count }) => [kind, subject, count])).toEqual([['pin', 'ann', 2]])
    expect(headline).toBe(
      'Nothing is running. Assigned to ann, which is offline. Let any matching agent do "Task x": unblocks 1 task, then 1 more.',
    )
    expect(actions.map(({ kind }) => kind)).toEqual(['unpin', 'bring_online'])
    await act(scene, scene.runId, present(actions[0], 'an action'))
    expect([scene.working(), workerOf(scene, 'x')]).toEqual([['x'], 'bob'])
  })

  it('is mended by a skill for the one that it is for', async () => {
    const worker = agentOf('ext', { kind: 'external', skills: [] })
    const tasks = [pinned('x', 'ext', { requiredSkills: ['cooking'] })]
    const scene = await startScene(tasks, { agents: [worker] })
    const { actions } = why(scene)
    expect(actions.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['add_skill', 'Add the skill cooking to ext: unblocks 1 task.'],
    ])
    await act(scene, scene.runId, present(actions[0], 'an action'))
    expect(scene.reason('x')).toMatchObject({ code: 'external' })
  })
})

import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src-shared/commands.ts'
import type { TaskChanges, TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, result, type Stage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const oneSlot = { agents: [agentOf('ann', { capacity: 1 })] }
const editOf = ({ runId }: Stage, taskKey: string, changes: TaskChanges) =>
  ({ type: 'task.edit', runId, taskKey, changes }) as const
const addOf = (
  { runId }: Stage,
  tasks: TaskDefinition[],
  links: CommandOf<'tasks.add'>['links'] = [],
): CommandOf<'tasks.add'> => ({ type: 'tasks.add', runId, tasks, links })
const blockOf = (stage: Stage, key: string) =>
  ({ type: 'attempt.block', attemptId: stage.idOf(key), message: 'no key for the door' }) as const

describe('editing a task of a live run', () => {
  it('changes the order of the waiting tasks', async () => {
    const stage = await openStage(
      ['now', 'x', 'y', 'z'].map((key) => taskOf(key)),
      oneSlot,
    )
    await stage.act(editOf(stage, 'z', { priority: 'critical' }))
    await stage.act(editOf(stage, 'y', { dueAt: stage.clock.now() - 1 }))
    const order: string[] = []
    for (const _ of ['now', 'x', 'y', 'z']) {
      const [key = ''] = stage.working()
      order.push(key)
      await stage.say(key, result())
    }
    expect(order).toEqual(['now', 'z', 'y', 'x'])
    requireReplayable(stage)
  })

  it('survives a restart', async () => {
    const stage = await openStage(
      ['now', 'x', 'y'].map((key) => taskOf(key)),
      oneSlot,
    )
    await stage.act(editOf(stage, 'y', { priority: 'critical', title: 'Urgent' }))
    await stage.say('now', result())
    const next = await stage.crash()
    expect(next.working()).toEqual(['y'])
    expect(next.context('y').title).toBe('Urgent')
  })

  it('is refused for the text of a running task, and for all fields of an ended task', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    await stage.say('b', result())
    expect((await stage.refused(editOf(stage, 'a', { description: 'other' }))).code).toBe('E_STATE')
    expect((await stage.refused(editOf(stage, 'b', { priority: 'low' }))).code).toBe('E_STATE')
    expect((await stage.refused(editOf(stage, 'nothing', { priority: 'low' }))).code).toBe('E_NOT_FOUND')
  })

  it('makes answers to the earlier version of its gate stale', async () => {
    const stage = await openStage([taskOf('g', { requiresApproval: true })])
    const shown = stage.gate('g')
    await stage.act(editOf(stage, 'g', { description: 'rm -rf' }))
    for (const answer of ['approve', 'reject', 'edit'] as const) {
      const command = answerTo(shown, { answer, response: answer === 'edit' ? { priority: 'low' } : null })
      expect((await stage.refused(command)).code).toBe('E_STALE')
    }
    expect(stage.gate('g').subject).toMatchObject({ description: 'rm -rf' })
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.context('g').description).toBe('rm -rf')
  })

  it('after its approval never starts the new text with the old approval (E6)', async () => {
    const stage = await openStage([taskOf('now'), taskOf('g', { requiresApproval: true })], oneSlot)
    await stage.act(answerTo(stage.gate('g')))
    expect(stage.tasks().g).toBe('todo')
    await stage.engine.dispatch(editOf(stage, 'g', { description: 'rm -rf' }))
    await stage.say('now', result())
    const started = stage.working().map((key) => stage.context(key).description)
    expect(started).not.toContain('rm -rf')
    requireSound(stage)
  })
})

describe('adding tasks to a live run', () => {
  it('starts ready tasks and blocks the others', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.act(addOf(stage, [taskOf('b', { dependsOn: ['a'] }), taskOf('c')]))
    expect(stage.tasks()).toEqual({ a: 'in_progress', b: 'blocked', c: 'in_progress' })
    await stage.say('a', result())
    expect(stage.tasks().b).toBe('in_progress')
    requireReplayable(stage)
  })

  it('can make an unstarted task depend on them', async () => {
    const stage = await openStage([taskOf('now'), taskOf('later')], oneSlot)
    await stage.act(addOf(stage, [taskOf('before')], [{ taskKey: 'later', dependsOn: 'before' }]))
    expect(stage.tasks().later).toBe('blocked')
    await stage.say('now', result())
    expect(stage.working()).toEqual(['before'])
    await stage.say('before', result())
    expect(stage.working()).toEqual(['later'])
    requireSound(stage)
  })

  it('refuses a cycle and names it, also if only a link closes the cycle', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const loop = [taskOf('x', { dependsOn: ['y'] }), taskOf('y', { dependsOn: ['x'] })]
    expect((await stage.refused(addOf(stage, loop))).code).toBe('E_DEP_CYCLE')
    const linked = addOf(stage, [taskOf('x', { dependsOn: ['b'] })], [{ taskKey: 'b', dependsOn: 'x' }])
    expect(await stage.refused(linked)).toMatchObject({
      code: 'E_DEP_CYCLE',
      message: expect.stringMatching(/b.*x|x.*b/),
    })
  })

  it('refuses a used key, an unknown dependency, a started dependent, and an ended run', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    expect((await stage.refused(addOf(stage, [taskOf('a')]))).code).toBe('E_DUPLICATE_ID')
    expect((await stage.refused(addOf(stage, [taskOf('c', { dependsOn: ['no'] })]))).code).toBe(
      'E_DEP_UNKNOWN',
    )
    expect((await stage.refused(addOf(stage, []))).code).toBe('E_PLAN_SIZE')
    const link = { taskKey: 'a', dependsOn: 'c' }
    expect((await stage.refused(addOf(stage, [taskOf('c')], [link]))).code).toBe('E_STATE')
    await stage.say('a', result())
    await stage.say('b', result())
    expect((await stage.refused(addOf(stage, [taskOf('c')]))).code).toBe('E_STATE')
  })

  it('that depend on a failed task ends them like tasks of the original plan', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b')])
    await stage.fail('a')
    await stage.act(
      addOf(stage, [
        taskOf('needs', { dependsOn: ['a'] }),
        taskOf('further', { dependsOn: ['needs'] }),
        taskOf('rescue', { dependsOn: ['a'], condition: 'failure' }),
      ]),
    )
    expect(stage.tasks()).toMatchObject({ needs: 'skipped', further: 'skipped', rescue: 'in_progress' })
    await stage.say('b', result())
    await stage.say('rescue', result())
    expect(stage.run().outcome).toBe('succeeded_with_gaps')
    requireSound(stage)
  })

  it('in an open group keeps it open, and in an ended group is refused', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group' }),
      taskOf('a', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await stage.act(addOf(stage, [taskOf('b', { parent: 'g' })]))
    await stage.say('a', result())
    expect(stage.tasks()).toMatchObject({ g: 'in_progress', b: 'in_progress', after: 'blocked' })
    await stage.say('b', result())
    expect(stage.tasks()).toMatchObject({ g: 'done', after: 'in_progress' })
    expect((await stage.refused(addOf(stage, [taskOf('c', { parent: 'g' })]))).code).toBe('E_STATE')
  })

  it('in a branch with a budget spends from this budget', async () => {
    const stage = await openStage([
      taskOf('g', { kind: 'group', budget: eur(50) }),
      taskOf('a', { parent: 'g', cost: eur(40) }),
    ])
    await stage.act(addOf(stage, [taskOf('b', { parent: 'g', cost: eur(40) })]))
    expect(stage.working()).toEqual(['a'])
    expect(stage.reason('b')?.code).toBe('budget')
    requireSound(stage)
  })

  it('makes a task that waits for a retry wait for both: the time and the new task', async () => {
    const retry = { maxAttempts: 3, firstMs: 60_000, factor: 1, maxMs: 60_000 }
    const stage = await openStage([taskOf('a', { retry }), taskOf('other')])
    await stage.fail('a')
    await stage.act(addOf(stage, [taskOf('before')], [{ taskKey: 'a', dependsOn: 'before' }]))
    expect(stage.tasks().a).toBe('blocked')
    await stage.say('before', result())
    expect(stage.working()).not.toContain('a')
    await stage.wait(60_000)
    expect(stage.working()).toContain('a')
    requireSound(stage)
  })

  it('makes a task that waits for money wait for the new task first', async () => {
    const stage = await openStage([taskOf('a', { cost: eur(60) }), taskOf('b', { cost: eur(60) })], {
      plan: { budget: eur(100) },
    })
    await stage.act(addOf(stage, [taskOf('before')], [{ taskKey: 'b', dependsOn: 'before' }]))
    await stage.act({ type: 'budget.set', account: `run:${stage.runId}`, cap: eur(500) })
    expect(stage.tasks().b).toBe('blocked')
    await stage.say('before', result())
    expect(stage.tasks().b).toBe('in_progress')
    requireSound(stage)
  })
})

describe('a task that its agent reports as blocked', () => {
  it("uses no slot, shows the agent's message, and waits for a person", async () => {
    const stage = await openStage([taskOf('a', { priority: 'high' }), taskOf('b')], oneSlot)
    await stage.act(blockOf(stage, 'a'))
    expect(stage.tasks()).toEqual({ a: 'blocked', b: 'in_progress' })
    expect(stage.reason('a')).toEqual({ code: 'reported', message: 'no key for the door' })
    await stage.say('b', result())
    expect(stage.run().status).toBe('waiting')
    const next = await stage.crash()
    expect(next.reason('a')?.code).toBe('reported')
    await next.act({ type: 'task.unblock', runId: stage.runId, taskKey: 'a' })
    expect(next.idOf('a')).toBe(next.attempt('a', 2))
    requireReplayable(next)
  })

  it('does not start when it is unblocked while it depends on another task (E1)', async () => {
    const stage = await openStage([taskOf('a')])
    await stage.act(blockOf(stage, 'a'))
    await stage.act(addOf(stage, [taskOf('key')], [{ taskKey: 'a', dependsOn: 'key' }]))
    await stage.engine.dispatch({ type: 'task.unblock', runId: stage.runId, taskKey: 'a' })
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'blocked', key: 'in_progress' })
    await stage.say('key', result())
    expect(stage.tasks()).toEqual({ a: 'in_progress', key: 'done' })
    requireSound(stage)
  })

  it('cannot be unblocked without a report', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    for (const taskKey of ['a', 'b']) {
      const refused = await stage.refused({ type: 'task.unblock', runId: stage.runId, taskKey })
      expect(refused.code).toBe('E_STATE')
    }
  })
})

describe('pausing a run', () => {
  it('lets running tasks finish, starts no tasks, and continues when it is resumed', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] }), taskOf('c')], {
      plan: { parallelLimit: 1 },
    })
    await stage.act({ type: 'run.pause', runId: stage.runId })
    await stage.say('a', result())
    expect(stage.tasks()).toEqual({ a: 'done', b: 'todo', c: 'todo' })
    expect(stage.reason('b')?.code).toBe('paused')
    expect(stage.run().status).toBe('paused')
    const next = await stage.crash()
    expect(next.working()).toEqual([])
    await next.act({ type: 'run.resume', runId: stage.runId })
    expect(next.working()).toHaveLength(1)
    expect(eventsOf(next, 'attempt.started')).toHaveLength(2)
  })

  it('prevents an answered gate and a due timer from starting tasks', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const stage = await openStage([taskOf('a', { retry }), taskOf('g', { requiresApproval: true })])
    await stage.fail('a')
    await stage.act({ type: 'run.pause', runId: stage.runId })
    await stage.act(answerTo(stage.gate('g')))
    await stage.wait(10_000)
    expect(stage.working()).toEqual([])
    expect([stage.reason('a')?.code, stage.reason('g')?.code]).toEqual(['paused', 'paused'])
    await stage.act({ type: 'run.resume', runId: stage.runId })
    expect(stage.working().toSorted()).toEqual(['a', 'g'])
  })

  it('is refused twice, like resuming an active run; a paused run can be cancelled', async () => {
    const stage = await openStage([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    const { runId } = stage
    expect((await stage.refused({ type: 'run.resume', runId })).code).toBe('E_STATE')
    await stage.act({ type: 'run.pause', runId })
    expect((await stage.refused({ type: 'run.pause', runId })).code).toBe('E_STATE')
    await stage.act({ type: 'run.cancel', runId })
    expect(stage.run().status).toBe('cancelled')
  })
})

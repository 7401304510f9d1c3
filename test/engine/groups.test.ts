import { describe, expect, it } from 'vitest'
import { taskOf } from '../support/engine.ts'
import { assignmentsOf, startScene } from './scene.ts'

const groupOf = (key: string, overrides: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { kind: 'group', ...overrides })

describe('a group', () => {
  it('hands what its parts came to, at any depth, to who waits for it', async () => {
    const scene = await startScene([
      taskOf('g', { kind: 'group' }),
      taskOf('inner', { kind: 'group', parent: 'g' }),
      taskOf('part', { parent: 'inner' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await scene.finish('part')
    const [context] = scene.hand.waiting()
    expect(context?.dependencies.map(({ key }) => key)).toEqual(['g', 'inner', 'part'])
    expect(context?.dependencies.at(-1)?.result).not.toBeNull()
  })

  it('opens when its dependencies are met, and its children wait for it', async () => {
    const scene = await startScene([
      taskOf('before'),
      groupOf('g', { dependsOn: ['before'] }),
      taskOf('child', { parent: 'g' }),
    ])
    expect(scene.tasks()).toEqual({ before: 'in_progress', g: 'blocked', child: 'blocked' })
    expect(scene.reason('child')).toEqual({
      code: 'group',
      message: 'Waiting for its group "Task g" to start.',
    })
    await scene.finish('before')
    expect(scene.tasks()).toEqual({ before: 'done', g: 'in_progress', child: 'in_progress' })
  })

  it('keeps a child with a dependency of its own waiting for both', async () => {
    const scene = await startScene([
      taskOf('x'),
      groupOf('g'),
      taskOf('child', { parent: 'g', dependsOn: ['x'] }),
    ])
    expect(scene.tasks()).toMatchObject({ g: 'in_progress', child: 'blocked' })
    expect(scene.reason('child')?.code).toBe('dependency')
    await scene.finish('x')
    expect(scene.working()).toEqual(['child'])
  })

  it('is done when all of its children are, and only then lets its dependents go', async () => {
    const scene = await startScene([
      groupOf('g'),
      taskOf('one', { parent: 'g' }),
      taskOf('two', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(scene.working()).toEqual(['one', 'two'])
    await scene.finish('one')
    expect(scene.tasks()).toMatchObject({ g: 'in_progress', after: 'blocked' })
    await scene.finish('two')
    expect(scene.tasks()).toMatchObject({ g: 'done', after: 'in_progress' })
    await scene.finish('after')
    expect(scene.run().status).toBe('done')
  })

  it('is failed when a child is not done, after the others had their chance, and its dependents are skipped', async () => {
    const scene = await startScene([
      groupOf('g'),
      taskOf('one', { parent: 'g' }),
      taskOf('two', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await scene.fail('one')
    expect(scene.tasks()).toMatchObject({ g: 'in_progress', two: 'in_progress', after: 'blocked' })
    await scene.finish('two')
    expect(scene.tasks()).toEqual({ g: 'failed', one: 'failed', two: 'done', after: 'skipped' })
    expect(scene.run().status).toBe('failed')
  })

  it('is done at once when it is empty', async () => {
    const scene = await startScene([groupOf('g'), taskOf('after', { dependsOn: ['g'] })])
    expect(scene.tasks()).toEqual({ g: 'done', after: 'in_progress' })
  })

  it('ends a run that has nothing else', async () => {
    const scene = await startScene([groupOf('g'), groupOf('inner', { parent: 'g' })])
    expect(scene.tasks()).toEqual({ g: 'done', inner: 'done' })
    expect(scene.run().status).toBe('done')
  })

  it('takes no agent and no slot', async () => {
    const scene = await startScene([groupOf('g'), taskOf('a', { parent: 'g' })], {
      plan: { parallelLimit: 1 },
    })
    expect(scene.working()).toEqual(['a'])
    expect(assignmentsOf(scene).map(({ taskKey }) => taskKey)).toEqual(['a'])
  })

  it('waits for a group inside it', async () => {
    const scene = await startScene([
      groupOf('outer'),
      groupOf('inner', { parent: 'outer' }),
      taskOf('a', { parent: 'inner' }),
      taskOf('b', { parent: 'outer', dependsOn: ['inner'] }),
      taskOf('after', { dependsOn: ['outer'] }),
    ])
    expect(scene.working()).toEqual(['a'])
    await scene.finish('a')
    expect(scene.tasks()).toMatchObject({ inner: 'done', outer: 'in_progress', b: 'in_progress' })
    await scene.finish('b')
    expect(scene.tasks()).toMatchObject({ outer: 'done', after: 'in_progress' })
  })

  it('takes its children with it, at any depth, when what it needs fails', async () => {
    const scene = await startScene([
      taskOf('x'),
      groupOf('outer', { dependsOn: ['x'] }),
      groupOf('inner', { parent: 'outer' }),
      taskOf('a', { parent: 'inner' }),
      taskOf('after', { dependsOn: ['a'] }),
    ])
    await scene.fail('x')
    expect(scene.tasks()).toEqual({
      x: 'failed',
      outer: 'skipped',
      inner: 'skipped',
      a: 'skipped',
      after: 'skipped',
    })
    expect(scene.run().status).toBe('failed')
  })

  it('is failed when it opens after all of its children were skipped', async () => {
    const scene = await startScene([
      taskOf('x'),
      taskOf('y'),
      groupOf('g', { dependsOn: ['x'] }),
      taskOf('child', { parent: 'g', dependsOn: ['y'] }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await scene.fail('y')
    expect(scene.tasks()).toMatchObject({ g: 'blocked', child: 'skipped' })
    await scene.finish('x')
    expect(scene.tasks()).toMatchObject({ g: 'failed', after: 'skipped' })
    expect(scene.run().status).toBe('failed')
  })

  it('stays shut behind its gate, with its children, until the gate is opened', async () => {
    const scene = await startScene([
      groupOf('g', { requiresApproval: true }),
      taskOf('a', { parent: 'g' }),
      taskOf('b', { parent: 'g' }),
    ])
    expect(scene.tasks()).toEqual({ g: 'awaiting_approval', a: 'blocked', b: 'blocked' })
    await scene.answer('g', 'approve')
    expect(scene.working()).toEqual(['a', 'b'])
  })

  it('takes its children with it when its gate is refused', async () => {
    const scene = await startScene([groupOf('g', { requiresApproval: true }), taskOf('a', { parent: 'g' })])
    await scene.answer('g', 'reject')
    expect(scene.tasks()).toEqual({ g: 'cancelled', a: 'skipped' })
  })

  it('may be one of a chain of 20,000 empty ones', async () => {
    const length = 20_000
    const scene = await startScene(
      Array.from({ length }, (_, at) => groupOf(`g${at}`, { dependsOn: at === 0 ? [] : [`g${at - 1}`] })),
    )
    expect(scene.run()).toMatchObject({ status: 'done', counts: { done: length } })
  })
})

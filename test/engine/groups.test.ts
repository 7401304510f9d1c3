import { describe, expect, it } from 'vitest'
import { taskOf } from '../support/engine.ts'
import { assignmentsOf, startTestRun } from './test-run.ts'

const groupOf = (key: string, overrides: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { kind: 'group', ...overrides })

describe('a group', () => {
  it('passes the results of its children at any depth to its dependents', async () => {
    const testRun = await startTestRun([
      taskOf('g', { kind: 'group' }),
      taskOf('inner', { kind: 'group', parent: 'g' }),
      taskOf('part', { parent: 'inner' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await testRun.finish('part')
    const [context] = testRun.hand.waiting()
    expect(context?.dependencies.map(({ key }) => key)).toEqual(['g', 'inner', 'part'])
    expect(context?.dependencies.at(-1)?.result).not.toBeNull()
  })

  it('opens when its dependencies are met, and its children wait for it', async () => {
    const testRun = await startTestRun([
      taskOf('before'),
      groupOf('g', { dependsOn: ['before'] }),
      taskOf('child', { parent: 'g' }),
    ])
    expect(testRun.tasks()).toEqual({ before: 'in_progress', g: 'blocked', child: 'blocked' })
    expect(testRun.reason('child')).toEqual({
      code: 'group',
      message: 'Waiting for its group "Task g" to start.',
    })
    await testRun.finish('before')
    expect(testRun.tasks()).toEqual({ before: 'done', g: 'in_progress', child: 'in_progress' })
  })

  it('keeps a child with its own dependency waiting for both', async () => {
    const testRun = await startTestRun([
      taskOf('x'),
      groupOf('g'),
      taskOf('child', { parent: 'g', dependsOn: ['x'] }),
    ])
    expect(testRun.tasks()).toMatchObject({ g: 'in_progress', child: 'blocked' })
    expect(testRun.reason('child')?.code).toBe('dependency')
    await testRun.finish('x')
    expect(testRun.working()).toEqual(['child'])
  })

  it('is done when all its children are, and unblocks its dependents only then', async () => {
    const testRun = await startTestRun([
      groupOf('g'),
      taskOf('one', { parent: 'g' }),
      taskOf('two', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    expect(testRun.working()).toEqual(['one', 'two'])
    await testRun.finish('one')
    expect(testRun.tasks()).toMatchObject({ g: 'in_progress', after: 'blocked' })
    await testRun.finish('two')
    expect(testRun.tasks()).toMatchObject({ g: 'done', after: 'in_progress' })
    await testRun.finish('after')
    expect(testRun.run().status).toBe('done')
  })

  it('fails when a child is not done, after the other children ended, and its dependents are skipped', async () => {
    const testRun = await startTestRun([
      groupOf('g'),
      taskOf('one', { parent: 'g' }),
      taskOf('two', { parent: 'g' }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await testRun.fail('one')
    expect(testRun.tasks()).toMatchObject({ g: 'in_progress', two: 'in_progress', after: 'blocked' })
    await testRun.finish('two')
    expect(testRun.tasks()).toEqual({ g: 'failed', one: 'failed', two: 'done', after: 'skipped' })
    expect(testRun.run().status).toBe('failed')
  })

  it('is done immediately if it is empty', async () => {
    const testRun = await startTestRun([groupOf('g'), taskOf('after', { dependsOn: ['g'] })])
    expect(testRun.tasks()).toEqual({ g: 'done', after: 'in_progress' })
  })

  it('ends a run without other tasks', async () => {
    const testRun = await startTestRun([groupOf('g'), groupOf('inner', { parent: 'g' })])
    expect(testRun.tasks()).toEqual({ g: 'done', inner: 'done' })
    expect(testRun.run().status).toBe('done')
  })

  it('uses no agent and no slot', async () => {
    const testRun = await startTestRun([groupOf('g'), taskOf('a', { parent: 'g' })], {
      plan: { parallelLimit: 1 },
    })
    expect(testRun.working()).toEqual(['a'])
    expect(assignmentsOf(testRun).map(({ taskKey }) => taskKey)).toEqual(['a'])
  })

  it('waits for a nested group', async () => {
    const testRun = await startTestRun([
      groupOf('outer'),
      groupOf('inner', { parent: 'outer' }),
      taskOf('a', { parent: 'inner' }),
      taskOf('b', { parent: 'outer', dependsOn: ['inner'] }),
      taskOf('after', { dependsOn: ['outer'] }),
    ])
    expect(testRun.working()).toEqual(['a'])
    await testRun.finish('a')
    expect(testRun.tasks()).toMatchObject({ inner: 'done', outer: 'in_progress', b: 'in_progress' })
    await testRun.finish('b')
    expect(testRun.tasks()).toMatchObject({ outer: 'done', after: 'in_progress' })
  })

  it('skips its children at any depth when a dependency fails', async () => {
    const testRun = await startTestRun([
      taskOf('x'),
      groupOf('outer', { dependsOn: ['x'] }),
      groupOf('inner', { parent: 'outer' }),
      taskOf('a', { parent: 'inner' }),
      taskOf('after', { dependsOn: ['a'] }),
    ])
    await testRun.fail('x')
    expect(testRun.tasks()).toEqual({
      x: 'failed',
      outer: 'skipped',
      inner: 'skipped',
      a: 'skipped',
      after: 'skipped',
    })
    expect(testRun.run().status).toBe('failed')
  })

  it('fails if it opens after all its children were skipped', async () => {
    const testRun = await startTestRun([
      taskOf('x'),
      taskOf('y'),
      groupOf('g', { dependsOn: ['x'] }),
      taskOf('child', { parent: 'g', dependsOn: ['y'] }),
      taskOf('after', { dependsOn: ['g'] }),
    ])
    await testRun.fail('y')
    expect(testRun.tasks()).toMatchObject({ g: 'blocked', child: 'skipped' })
    await testRun.finish('x')
    expect(testRun.tasks()).toMatchObject({ g: 'failed', after: 'skipped' })
    expect(testRun.run().status).toBe('failed')
  })

  it('stays closed with its children until its gate is approved', async () => {
    const testRun = await startTestRun([
      groupOf('g', { requiresApproval: true }),
      taskOf('a', { parent: 'g' }),
      taskOf('b', { parent: 'g' }),
    ])
    expect(testRun.tasks()).toEqual({ g: 'awaiting_approval', a: 'blocked', b: 'blocked' })
    await testRun.answer('g', 'approve')
    expect(testRun.working()).toEqual(['a', 'b'])
  })

  it('cancels its children when its gate is rejected', async () => {
    const testRun = await startTestRun([
      groupOf('g', { requiresApproval: true }),
      taskOf('a', { parent: 'g' }),
    ])
    await testRun.answer('g', 'reject')
    expect(testRun.tasks()).toEqual({ g: 'cancelled', a: 'skipped' })
  })

  it('may be part of a chain of 20,000 empty groups', async () => {
    const length = 20_000
    const testRun = await startTestRun(
      Array.from({ length }, (_, at) => groupOf(`g${at}`, { dependsOn: at === 0 ? [] : [`g${at - 1}`] })),
    )
    expect(testRun.run()).toMatchObject({ status: 'done', counts: { done: length } })
  })
})

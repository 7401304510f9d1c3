import { describe, expect, it } from 'vitest'
import { agentOf, createHandAgent, createHarness, planOf, taskOf } from '../support/engine.ts'

const hand = () => agentOf('hand', { kind: 'model', skills: ['work'], capacity: 9 })
const work = (key: string, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { requiredSkills: ['work'], ...more })

describe('the workspace of an attempt', () => {
  it('includes all done transitive dependencies if each task has a worktree', async () => {
    const { adapter, finish, fail, contexts } = createHandAgent()
    const harness = createHarness({ adapter })
    await harness.register(hand())
    const tasks = [
      work('a'),
      work('apart'),
      taskOf('group', { kind: 'group', dependsOn: ['a'] }),
      work('part', { parent: 'group' }),
      work('broken'),
      work('last', { dependsOn: ['group', 'broken'], condition: 'always' }),
    ]
    await harness.build(planOf(tasks, { workspace: 'task_worktree' }))
    await harness.settle()
    expect(contexts.get('a')?.workspace).toEqual({ mode: 'task_worktree', after: [] })
    for (const key of ['apart', 'a']) finish(key)
    fail('broken')
    await harness.settle()
    finish('part')
    await harness.settle()
    const wish = contexts.get('last')?.workspace
    expect(wish?.mode === 'task_worktree' ? [...wish.after].sort() : wish).toEqual(['a', 'group', 'part'])
  })

  it('is the workspace of the plan, also after a restart, and a folder by default', async () => {
    for (const workspace of [undefined, 'worktree'] as const) {
      const first = createHarness({ adapter: createHandAgent().adapter })
      await first.register(hand())
      await first.build(planOf([work('a')], workspace === undefined ? {} : { workspace }))
      await first.settle()
      await first.close()
      const { adapter, contexts } = createHandAgent()
      const second = createHarness({ adapter, dataDir: first.dataDir })
      await second.engine.dispatch({ type: 'engine.recover' })
      await second.settle()
      expect(contexts.get('a')?.workspace).toEqual({ mode: workspace ?? 'folder' })
    }
  })
})

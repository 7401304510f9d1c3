import { describe, expect, it } from 'vitest'
import { listReusedResults, type PastTask } from '../../src-main/planning/requests/reused-results.ts'

const past = (key: string, over: Partial<PastTask> = {}): PastTask => ({
  ...{ key, kind: 'task', dependsOn: [], parent: null, status: 'done', isIntentionallySkipped: false },
  hasResult: true,
  ...over,
})

describe('the results that a run reuses', () => {
  it('are those of finished tasks, not of failed tasks and their dependents', () => {
    const tasks = [
      past('a'),
      past('b', { status: 'failed', dependsOn: ['a'], hasResult: false }),
      past('c', { status: 'skipped', dependsOn: ['b'], hasResult: false }),
      past('d', { dependsOn: ['a'] }),
      past('anyway', { dependsOn: ['b'] }),
    ]
    expect(listReusedResults(tasks)).toEqual(['a', 'd'])
  })
  it('exclude named tasks with all their dependents', () => {
    const tasks = [past('a'), past('b', { dependsOn: ['a'] }), past('c', { dependsOn: ['b'] }), past('d')]
    expect(listReusedResults(tasks, ['b'])).toEqual(['a', 'd'])
  })
  it('keep tasks after a task that was excluded on purpose', () => {
    const tasks = [
      past('a', { status: 'skipped', isIntentionallySkipped: true, hasResult: false }),
      past('b', { dependsOn: ['a'] }),
    ]
    expect(listReusedResults(tasks)).toEqual(['b'])
  })
  it('follow dependencies into and out of groups', () => {
    const tasks = [
      past('g', { kind: 'group' }),
      past('in', { parent: 'g', status: 'failed' }),
      past('beside', { parent: 'g' }),
      past('after', { dependsOn: ['g'] }),
    ]
    expect(listReusedResults(tasks)).toEqual(['beside'])
    const done = tasks.map((task) => ({ ...task, status: 'done' as const }))
    expect(listReusedResults(done, ['g'])).toEqual([])
  })
})

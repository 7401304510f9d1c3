import { describe, expect, it } from 'vitest'
import { listReusedResults, type PastTask } from '../../src-main/planning/requests/reused-results.ts'

const past = (key: string, over: Partial<PastTask> = {}): PastTask => ({
  ...{ key, kind: 'task', dependsOn: [], parent: null, status: 'done', isIntentionallySkipped: false },
  hasResult: true,
  ...over,
})

describe('what a run takes over from an earlier one', () => {
  it('is what is done, and not what failed or comes after it', () => {
    const tasks = [
      past('a'),
      past('b', { status: 'failed', dependsOn: ['a'], hasResult: false }),
      past('c', { status: 'skipped', dependsOn: ['b'], hasResult: false }),
      past('d', { dependsOn: ['a'] }),
      past('anyway', { dependsOn: ['b'] }),
    ]
    expect(listReusedResults(tasks)).toEqual(['a', 'd'])
  })
  it('leaves out what is named, with all that comes after it', () => {
    const tasks = [past('a'), past('b', { dependsOn: ['a'] }), past('c', { dependsOn: ['b'] }), past('d')]
    expect(listReusedResults(tasks, ['b'])).toEqual(['a', 'd'])
  })
  it('keeps what came after a task that was left out as it should be', () => {
    const tasks = [
      past('a', { status: 'skipped', isIntentionallySkipped: true, hasResult: false }),
      past('b', { dependsOn: ['a'] }),
    ]
    expect(listReusedResults(tasks)).toEqual(['b'])
  })
  it('sees through groups, both ways', () => {
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

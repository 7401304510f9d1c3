import { describe, expect, it } from 'vitest'
import { listCarried, type PastTask } from '../../src-main/planning/requests/carry-over.ts'

const past = (key: string, over: Partial<PastTask> = {}): PastTask => ({
  ...{ key, kind: 'task', dependsOn: [], parent: null, status: 'done', isLeftOut: false },
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
    expect(listCarried(tasks)).toEqual(['a', 'd'])
  })
  it('leaves out what is named, with all that comes after it', () => {
    const tasks = [past('a'), past('b', { dependsOn: ['a'] }), past('c', { dependsOn: ['b'] }), past('d')]
    expect(listCarried(tasks, ['b'])).toEqual(['a', 'd'])
  })
  it('keeps what came after a task that was left out as it should be', () => {
    const tasks = [
      past('a', { status: 'skipped', isLeftOut: true, hasResult: false }),
      past('b', { dependsOn: ['a'] }),
    ]
    expect(listCarried(tasks)).toEqual(['b'])
  })
  it('sees through groups, both ways', () => {
    const tasks = [
      past('g', { kind: 'group' }),
      past('in', { parent: 'g', status: 'failed' }),
      past('beside', { parent: 'g' }),
      past('after', { dependsOn: ['g'] }),
    ]
    expect(listCarried(tasks)).toEqual(['beside'])
    const done = tasks.map((task) => ({ ...task, status: 'done' as const }))
    expect(listCarried(done, ['g'])).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { describeCriticalPath, type TimedTask } from '../../src-main/engine/critical-path.ts'

const task = (key: string, over: Partial<TimedTask> = {}): TimedTask => ({
  ...{ key, kind: 'task', dependsOn: [], parent: null, status: 'blocked', agentId: null },
  ...{ readyAt: null, startedAt: null, endedAt: null, estimateMs: null },
  ...over,
})
const done = (key: string, [startedAt, endedAt]: [number, number], dependsOn: string[] = []) =>
  task(key, { status: 'done', startedAt, endedAt, dependsOn })

const pathOf = (tasks: TimedTask[], over: Partial<Parameters<typeof describeCriticalPath>[0]> = {}) =>
  describeCriticalPath({
    ...{ at: 1000, isOver: false, parallelLimit: 4, tasks, pastMs: new Map(), agentMs: new Map() },
    ...over,
  })

describe('the critical path', () => {
  it('is the longest chain of what tasks took', () => {
    const tasks = [
      done('a', [0, 10]),
      done('b', [10, 90], ['a']),
      done('c', [10, 20], ['a']),
      done('d', [90, 95], ['b', 'c']),
    ]
    const { steps, totalMs, left } = pathOf(tasks, { isOver: true })
    expect(steps.map(({ taskKey, ms, basis }) => [taskKey, ms, basis])).toEqual([
      ['a', 10, 'actual'],
      ['b', 80, 'actual'],
      ['d', 5, 'actual'],
    ])
    expect(totalMs).toBe(95)
    expect(left).toBeNull()
  })

  it('counts what runs with what it has taken and still needs, never less than it has taken', () => {
    const running = task('a', { status: 'in_progress', startedAt: 400, estimateMs: 1000 })
    expect(pathOf([running]).steps).toEqual([{ taskKey: 'a', ms: 1000, leftMs: 400, basis: 'estimate' }])
    expect(pathOf([{ ...running, estimateMs: 100 }]).steps).toMatchObject([{ ms: 600, leftMs: 0 }])
  })

  it('takes earlier runs before the plan, the plan before the agent, and says which', () => {
    const waits = task('a', { estimateMs: 500, agentId: 'ann' })
    const pastMs = new Map([['a', [10, 30, 20, 1000]]])
    const agentMs = new Map([['ann', 70]])
    expect(pathOf([waits], { pastMs, agentMs }).steps).toMatchObject([{ ms: 25, basis: 'history' }])
    expect(pathOf([waits], { agentMs }).steps).toMatchObject([{ ms: 500, basis: 'estimate' }])
    expect(pathOf([{ ...waits, estimateMs: null }], { agentMs }).steps).toMatchObject([
      { ms: 70, basis: 'agent' },
    ])
    expect(pathOf([task('a')]).steps).toMatchObject([{ ms: 60_000, basis: 'guess' }])
  })

  it('leads through groups without counting them', () => {
    const tasks = [
      task('g', { kind: 'group', estimateMs: 5 }),
      done('in', [0, 40]),
      done('after', [40, 50], ['g']),
      done('beside', [0, 45]),
    ].map((each) => (each.key === 'in' ? { ...each, parent: 'g' } : each))
    expect(pathOf(tasks).steps.map(({ taskKey }) => taskKey)).toEqual(['in', 'after'])
  })

  it('is over at the earliest with its chain, at the latest with all its work in few slots', () => {
    const tasks = ['a', 'b', 'c', 'd'].map((key) => task(key, { estimateMs: 100 }))
    expect(pathOf(tasks, { parallelLimit: 2 }).left).toEqual({ leastMs: 100, mostMs: 250 })
    expect(pathOf(tasks, { parallelLimit: 1 }).left).toEqual({ leastMs: 100, mostMs: 400 })
  })

  it('leaves out what was skipped, and is empty where tasks wait for each other', () => {
    expect(pathOf([task('a', { status: 'skipped' })]).steps).toEqual([])
    expect(pathOf([task('a', { dependsOn: ['b'] }), task('b', { dependsOn: ['a'] })]).steps).toEqual([])
  })
})

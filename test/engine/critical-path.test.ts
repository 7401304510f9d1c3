import { describe, expect, it } from 'vitest'
import {
  describeCriticalPath,
  describeProgress,
  type TimedTask,
} from '../../src-main/engine/views/critical-path.ts'

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
  it('is the longest chain of durations', () => {
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

  it('counts a running task with its elapsed and remaining time, never less than its elapsed time', () => {
    const running = task('a', { status: 'in_progress', startedAt: 400, estimateMs: 1000 })
    expect(pathOf([running]).steps).toEqual([{ taskKey: 'a', ms: 1000, leftMs: 400, basis: 'estimate' }])
    expect(pathOf([{ ...running, estimateMs: 100 }]).steps).toMatchObject([{ ms: 600, leftMs: 0 }])
  })

  it('prefers earlier runs to the plan, the plan to the agent, and names the source', () => {
    const waits = task('a', { estimateMs: 500, agentId: 'ann' })
    const pastMs = new Map([['a', [10, 30, 20, 1000]]])
    const agentMs = new Map([['ann', 70]])
    expect(pathOf([waits], { pastMs, agentMs }).steps).toMatchObject([{ ms: 25, basis: 'history' }])
    expect(pathOf([waits], { agentMs }).steps).toMatchObject([{ ms: 500, basis: 'estimate' }])
    expect(pathOf([{ ...waits, estimateMs: null }], { agentMs }).steps).toMatchObject([
      { ms: 70, basis: 'agent' },
    ])
    expect(pathOf([task('a')]).steps).toMatchObject([{ ms: 60_000, basis: 'guess' }])
    const like = [done('a', [0, 30]), done('b', [0, 50]), task('c', { dependsOn: ['b'] })]
    expect(pathOf(like).steps).toMatchObject([{ taskKey: 'b' }, { ms: 40, leftMs: 40, basis: 'guess' }])
  })

  it('passes through groups without counting them', () => {
    const tasks = [
      task('g', { kind: 'group', estimateMs: 5 }),
      done('in', [0, 40]),
      done('after', [40, 50], ['g']),
      done('beside', [0, 45]),
    ].map((each) => (each.key === 'in' ? { ...each, parent: 'g' } : each))
    expect(pathOf(tasks).steps.map(({ taskKey }) => taskKey)).toEqual(['in', 'after'])
  })

  it('bounds the end of the run: at the earliest its chain, at the latest all work in few slots', () => {
    const tasks = ['a', 'b', 'c', 'd'].map((key) => task(key, { estimateMs: 100 }))
    expect(pathOf(tasks, { parallelLimit: 2 }).left).toMatchObject({ leastMs: 100, mostMs: 250 })
    expect(pathOf(tasks, { parallelLimit: 1 }).left).toMatchObject({ leastMs: 100, mostMs: 400 })
  })

  it('excludes skipped tasks, and is empty for a cycle', () => {
    expect(pathOf([task('a', { status: 'skipped' })]).steps).toEqual([])
    expect(pathOf([task('a', { dependsOn: ['b'] }), task('b', { dependsOn: ['a'] })]).steps).toEqual([])
  })
})

describe('the critical path with branches', () => {
  const fixed = (status: TimedTask['status'], more: Partial<TimedTask> = {}) => [
    task('check', { status, startedAt: 0, endedAt: 100 }),
    task('fix', { dependsOn: ['check'], condition: 'failure', estimateMs: 1000, ...more }),
    task('publish', { dependsOn: ['check', 'fix'], estimateMs: 20 }),
  ]
  const keysOf = (tasks: TimedTask[]) => pathOf(tasks).steps.map(({ taskKey }) => taskKey)
  const leftOf = (tasks: TimedTask[]) => pathOf(tasks).left

  it('excludes a failure handler and its own dependents until a task fails', () => {
    const open = fixed('done')
    const after = [
      task('tell', { dependsOn: ['fix'], estimateMs: 5000 }),
      task('inner', { parent: 'group', estimateMs: 5000 }),
      task('group', { kind: 'group', dependsOn: ['fix'] }),
    ]
    expect(keysOf([...open, ...after])).toEqual(['check', 'publish'])
    expect(leftOf([...open, ...after])).toMatchObject({ leastMs: 20, open: 4 })
    expect(leftOf(open)?.mostMs).toBeGreaterThanOrEqual(1020)
  })

  it('includes the handler after its dependency failed', () => {
    expect(keysOf(fixed('failed'))).toEqual(['check', 'fix', 'publish'])
    const running = fixed('failed', { status: 'in_progress', startedAt: 900 })
    expect(leftOf(running)).toMatchObject({ leastMs: 920 })
  })

  it('adds nothing for a skipped branch whose other dependencies are running', () => {
    const tasks = [
      task('bad', { status: 'failed', startedAt: 0, endedAt: 10 }),
      task('long', { status: 'in_progress', startedAt: 0, estimateMs: 51_000 }),
      task('skipped', { status: 'skipped', endedAt: 10, dependsOn: ['bad', 'long'] }),
      task('next', { dependsOn: ['skipped'], join: 'always', estimateMs: 20_000 }),
    ]
    expect(leftOf(tasks)).toMatchObject({ leastMs: 50_000 })
    expect(keysOf(tasks)).toEqual(['long'])
    expect(leftOf(tasks.filter(({ key }) => key !== 'next'))).toMatchObject({ leastMs: 50_000 })
  })

  it('counts a conditional branch as run, and as skipped for the minimum remaining time', () => {
    const tasks = [
      done('score', [0, 10]),
      task('deepen', {
        ...{ dependsOn: ['score'], estimateMs: 500 },
        condition: "result('score').output.value < 5",
      }),
      task('publish', { dependsOn: ['score', 'deepen'], estimateMs: 20 }),
    ]
    expect(keysOf(tasks)).toEqual(['score', 'deepen', 'publish'])
    expect(leftOf(tasks)).toMatchObject({ leastMs: 20, mostMs: 520 })
  })

  it.each(['any', 'none_failed', 'always', 'all_succeeded'] as const)(
    'waits for the longest dependency of a task with join %s, like the engine',
    (join) => {
      const tasks = [
        task('short', { status: 'in_progress', startedAt: 1000, estimateMs: 10 }),
        task('long', { status: 'in_progress', startedAt: 1000, estimateMs: 500 }),
        task('end', { dependsOn: ['short', 'long'], join, estimateMs: 20 }),
      ]
      expect(keysOf(tasks)).toEqual(['long', 'end'])
      expect(leftOf(tasks)).toMatchObject({ leastMs: 520 })
    },
  )
})

describe('the progress of a run', () => {
  const progressOf = (tasks: TimedTask[], pastMs = new Map<string, number[]>()) =>
    describeProgress({ at: 1000, isOver: false, parallelLimit: 4, tasks, pastMs, agentMs: new Map() })

  it('weighs each task by its duration, and a running task by its elapsed share', () => {
    const { work } = progressOf([
      done('a', [0, 300]),
      task('b', { status: 'failed', startedAt: 300, endedAt: 400 }),
      task('c', { status: 'in_progress', startedAt: 800, estimateMs: 1000 }),
      task('d', { estimateMs: 50 }),
    ])
    expect(work).toEqual({ doneMs: 300, failedMs: 100, runningMs: 200, openMs: 850 })
  })

  it('excludes the waiting time for people, and counts a task under review as finished', () => {
    const waits = { startedAt: 100, estimateMs: 50 }
    const { work, left } = progressOf([
      task('a', { status: 'awaiting_input', ...waits }),
      task('b', { status: 'awaiting_approval', ...waits }),
      task('c', { status: 'todo', ...waits }),
    ])
    expect(work).toEqual({ doneMs: 0, failedMs: 0, runningMs: 0, openMs: 150 })
    expect(left).toMatchObject({ leastMs: 50, open: 3 })
  })

  it('weighs an unknown task like the average, and excludes dropped tasks', () => {
    const { work } = progressOf([
      done('a', [0, 100]),
      done('b', [0, 300]),
      task('c'),
      task('d', { status: 'skipped' }),
      task('e', { status: 'cancelled', startedAt: 10, endedAt: 500 }),
      task('g', { kind: 'group', status: 'in_progress', startedAt: 0 }),
    ])
    expect(work).toEqual({ doneMs: 400, failedMs: 0, runningMs: 0, openMs: 200 })
  })

  it('counts reused tasks as done with their earlier duration', () => {
    const carried = task('a', { status: 'done', endedAt: 0 })
    const { work } = progressOf([carried, task('b', { estimateMs: 30 })], new Map([['a', [70]]]))
    expect(work).toMatchObject({ doneMs: 70, openMs: 30 })
  })

  it('reports the number of open tasks without an estimate', () => {
    const tasks = [done('a', [0, 10]), task('b'), task('c', { estimateMs: 10 })]
    expect(progressOf(tasks).left).toMatchObject({ open: 2, guessed: 1 })
    expect(progressOf([done('a', [0, 10])]).left).toEqual({ leastMs: 0, mostMs: 0, open: 0, guessed: 0 })
  })
})

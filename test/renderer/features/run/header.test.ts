import { describe, expect, it } from 'vitest'
import type { CapView } from '#shared/contract/ledger.ts'
import type { TaskView } from '#shared/model/task.ts'
import { newestRunning, whereToBegin } from '../../../../src-renderer/features/run/followed-task.ts'
import { listShown, ownAccount } from '../../../../src-renderer/features/run/header/caps-of-run.ts'
import {
  describeTimeLeft,
  leftAfter,
  percentOf,
} from '../../../../src-renderer/features/run/header/time-left.ts'
import { taskView } from '../../task-view.ts'

const minute = 60_000
const left = { leastMs: 20 * minute, mostMs: 40 * minute, open: 3, guessed: 0 }

describe('the remaining time of a run', () => {
  it('is a range, with the number of tasks without an estimate', () => {
    expect(describeTimeLeft(left)?.text).toBe('About 20–40 min of work left')
    expect(describeTimeLeft({ ...left, leastMs: 50 * minute, mostMs: 180 * minute })?.text).toBe(
      'About 50 min to 3 h of work left',
    )
    expect(describeTimeLeft({ ...left, mostMs: left.leastMs })?.text).toBe('About 20 min of work left')
    expect(describeTimeLeft({ ...left, guessed: 2 })?.hint).toContain('No history for 2 of 3 tasks')
  })

  it('is omitted without estimates', () => {
    expect(describeTimeLeft({ ...left, guessed: 3 })?.text).toBe('Time left: no history yet')
  })

  it('decreases while tasks run, and is overdue when it is used up', () => {
    expect(leftAfter(left, 30 * minute)).toMatchObject({ leastMs: 0, mostMs: 10 * minute })
    expect(describeTimeLeft(leftAfter(left, 41 * minute))?.text).toBe('Longer than usual')
  })

  it('is empty without open tasks', () => {
    expect(describeTimeLeft({ leastMs: 0, mostMs: 0, open: 0, guessed: 0 })).toBeNull()
  })
})

describe('the percentage of the work', () => {
  const work = { doneMs: 0, failedMs: 0, runningMs: 0, openMs: 0 }

  it('is 100 only when all is done', () => {
    expect(percentOf({ ...work, doneMs: 999, openMs: 1 })).toBe(99)
    expect(percentOf({ ...work, doneMs: 10 })).toBe(100)
  })

  it('is empty without work', () => {
    expect(percentOf(work)).toBeNull()
  })
})

describe('the money in the header', () => {
  const run = { id: 'run_1', title: 'Dinner', status: 'running', projectId: 'home' } as const
  const account = (key: CapView['key'], over: Partial<CapView> = {}): CapView => ({
    ...{ key, name: key, projectId: 'home', run: null, capMinor: null, currency: 'EUR', isClosed: false },
    ...{ reservedMinor: 0, settledMinor: 0, leftMinor: null },
    ...over,
  })

  it('is omitted without costs, and a budget can still be set', () => {
    expect(listShown(run, [account('run:run_1'), account('project:home', { settledMinor: 500 })])).toEqual([])
    expect(ownAccount(run, [])).toMatchObject({ key: 'run:run_1', name: 'Dinner', capMinor: null })
  })

  it("shows the run's own account, and another account only when it is low", () => {
    const own = account('run:run_1', { settledMinor: 5 })
    const fine = account('project:home', { capMinor: 1000, settledMinor: 100 })
    const near = account('branch:run_1/build', { capMinor: 1000, settledMinor: 850 })
    expect(listShown(run, [own, fine, near])).toEqual([own, near])
  })
})

describe('the followed task', () => {
  const runs = (key: string, startedAt: number, position = 0) =>
    taskView(key, { status: 'in_progress', startedAt, position })

  it('is the latest running task, never a group', () => {
    const tasks = [
      runs('old', 10),
      runs('new', 20),
      taskView('over', { status: 'done', startedAt: 30 }),
      { ...runs('group', 40), kind: 'group' as const },
    ]
    expect(newestRunning(new Map(tasks.map((task) => [task.key, task])))).toBe('new')
  })

  it('is the later one in the plan for equal starts, and empty without running tasks', () => {
    const tasks = [runs('second', 10, 2), runs('first', 10, 1)]
    expect(newestRunning(new Map(tasks.map((task) => [task.key, task])))).toBe('second')
    expect(newestRunning(new Map())).toBeNull()
  })
})

describe('the first view of a run', () => {
  const begin = (...tasks: readonly TaskView[]) =>
    whereToBegin(new Map(tasks.map((task, position) => [task.key, { ...task, position }])))
  const done = taskView('done', { status: 'done' })
  const runs = taskView('runs', { status: 'in_progress' })
  const failed = taskView('failed', { status: 'failed' })
  const asks = taskView('asks', { status: 'awaiting_approval' })

  it('shows a task that waits for a person, otherwise a failed one, otherwise a running one, in the order of the plan', () => {
    expect(begin(done, runs, failed, asks)).toBe('asks')
    expect(begin(done, runs, failed)).toBe('failed')
    expect(begin(done, runs, { ...runs, key: 'later' })).toBe('runs')
    expect(begin(done, taskView('stuck', { reason: { code: 'no_agent', message: '' } }), runs)).toBe('stuck')
  })

  it('shows the beginning of the plan if nothing is urgent, and never a group', () => {
    expect(begin(done, taskView('ready'))).toBeNull()
    expect(begin(taskView('all', { kind: 'group', status: 'failed' }), done)).toBeNull()
  })
})

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

describe('the time that is left', () => {
  it('is a range, and says of how many tasks nobody knows', () => {
    expect(describeTimeLeft(left)?.text).toBe('About 20–40 min of work left')
    expect(describeTimeLeft({ ...left, leastMs: 50 * minute, mostMs: 180 * minute })?.text).toBe(
      'About 50 min to 3 h of work left',
    )
    expect(describeTimeLeft({ ...left, mostMs: left.leastMs })?.text).toBe('About 20 min of work left')
    expect(describeTimeLeft({ ...left, guessed: 2 })?.hint).toContain('No history for 2 of 3 tasks')
  })

  it('is not made up where nothing is known', () => {
    expect(describeTimeLeft({ ...left, guessed: 3 })?.text).toBe('Time left: no history yet')
  })

  it('grows shorter while something runs, and is late when it is used up', () => {
    expect(leftAfter(left, 30 * minute)).toMatchObject({ leastMs: 0, mostMs: 10 * minute })
    expect(describeTimeLeft(leftAfter(left, 41 * minute))?.text).toBe('Longer than usual')
  })

  it('is nothing where nothing is open', () => {
    expect(describeTimeLeft({ leastMs: 0, mostMs: 0, open: 0, guessed: 0 })).toBeNull()
  })
})

describe('the percent of the work', () => {
  const work = { doneMs: 0, failedMs: 0, runningMs: 0, openMs: 0 }

  it('is all of it only when all is done', () => {
    expect(percentOf({ ...work, doneMs: 999, openMs: 1 })).toBe(99)
    expect(percentOf({ ...work, doneMs: 10 })).toBe(100)
  })

  it('is none where there is no work', () => {
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

  it('is left out where nothing costs anything, and a cap can be set all the same', () => {
    expect(listShown(run, [account('run:run_1'), account('project:home', { settledMinor: 500 })])).toEqual([])
    expect(ownAccount(run, [])).toMatchObject({ key: 'run:run_1', name: 'Dinner', capMinor: null })
  })

  it('shows the own account, and another only when it is tight', () => {
    const own = account('run:run_1', { settledMinor: 5 })
    const fine = account('project:home', { capMinor: 1000, settledMinor: 100 })
    const near = account('branch:run_1/build', { capMinor: 1000, settledMinor: 850 })
    expect(listShown(run, [own, fine, near])).toEqual([own, near])
  })
})

describe('the task that is followed', () => {
  const runs = (key: string, startedAt: number, position = 0) =>
    taskView(key, { status: 'in_progress', startedAt, position })

  it('is the one that began last and still runs, never a group', () => {
    const tasks = [
      runs('old', 10),
      runs('new', 20),
      taskView('over', { status: 'done', startedAt: 30 }),
      { ...runs('group', 40), kind: 'group' as const },
    ]
    expect(newestRunning(new Map(tasks.map((task) => [task.key, task])))).toBe('new')
  })

  it('is the later one in the plan where two began at once, and none where none runs', () => {
    const tasks = [runs('second', 10, 2), runs('first', 10, 1)]
    expect(newestRunning(new Map(tasks.map((task) => [task.key, task])))).toBe('second')
    expect(newestRunning(new Map())).toBeNull()
  })
})

describe('where a run is looked at first', () => {
  const begin = (...tasks: readonly TaskView[]) =>
    whereToBegin(new Map(tasks.map((task, position) => [task.key, { ...task, position }])))
  const done = taskView('done', { status: 'done' })
  const runs = taskView('runs', { status: 'in_progress' })
  const failed = taskView('failed', { status: 'failed' })
  const asks = taskView('asks', { status: 'awaiting_approval' })

  it('is what waits for a person, else what failed, else what runs; of two the first in the plan', () => {
    expect(begin(done, runs, failed, asks)).toBe('asks')
    expect(begin(done, runs, failed)).toBe('failed')
    expect(begin(done, runs, { ...runs, key: 'later' })).toBe('runs')
    expect(begin(done, taskView('stuck', { reason: { code: 'no_agent', message: '' } }), runs)).toBe('stuck')
  })

  it('is the beginning of the plan where nothing is urgent, and never a group', () => {
    expect(begin(done, taskView('ready'))).toBeNull()
    expect(begin(taskView('all', { kind: 'group', status: 'failed' }), done)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { countLeaves, listRejected, statusOfKnownRun } from '../../../src-renderer/features/run/leaves.ts'
import { type TaskStatus, type TaskView, taskStatuses } from '../../../src-shared/model/task.ts'
import { taskView } from '../task-view.ts'

const counts = Object.fromEntries(taskStatuses.map((status) => [status, 0])) as Record<TaskStatus, number>
const tasksOf = (...tasks: TaskView[]) => new Map(tasks.map((task) => [task.key, task]))
const rejected = { code: 'rejected', message: 'Too dear.' } as const

describe('the tasks of a run', () => {
  it('are counted without the groups they are in', () => {
    const tasks = tasksOf(
      taskView('g', { kind: 'group', status: 'in_progress' }),
      taskView('g.1', { parent: 'g', status: 'in_progress' }),
      taskView('f', { kind: 'group', status: 'failed' }),
      taskView('f.1', { parent: 'f', status: 'failed' }),
      taskView('f.2', { parent: 'f', status: 'done' }),
    )
    expect(countLeaves(tasks)).toEqual({ running: 1, failed: 1 })
  })
})

describe('a run that ended', () => {
  const run = { status: 'failed', counts } as const
  const no = taskView('no', { status: 'cancelled', reason: rejected })

  it('was rejected where a person said no and nothing failed', () => {
    expect(statusOfKnownRun(run, tasksOf(no, taskView('a', { status: 'done' })))).toBe('rejected')
    expect(listRejected(tasksOf(no)).map(({ key }) => key)).toEqual(['no'])
  })

  it('failed where something did, and where tasks were cancelled otherwise', () => {
    expect(statusOfKnownRun(run, tasksOf(no, taskView('a', { status: 'failed' })))).toBe('failed')
    const stopped = taskView('a', { status: 'cancelled', reason: { code: 'cancelled', message: '' } })
    expect(statusOfKnownRun(run, tasksOf(stopped))).toBe('failed')
  })

  it('is what it is in every other case', () => {
    expect(statusOfKnownRun({ status: 'done', counts }, tasksOf(no))).toBe('done')
  })
})

import { describe, expect, it } from 'vitest'
import { countLeaves, listRejected } from '../../../src-renderer/features/run/leaves.ts'
import type { TaskView } from '../../../src-shared/model/task.ts'
import { taskView } from '../task-view.ts'

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

describe('a run that was rejected', () => {
  it('lists the tasks that a person rejected', () => {
    const no = taskView('no', { status: 'cancelled', reason: rejected })
    const stopped = taskView('a', { status: 'cancelled', reason: { code: 'cancelled', message: '' } })
    expect(listRejected(tasksOf(no, stopped)).map(({ key }) => key)).toEqual(['no'])
  })
})

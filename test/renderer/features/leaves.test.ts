import { describe, expect, it } from 'vitest'
import { listRejected } from '../../../src-renderer/features/run/followed-task.ts'
import type { TaskView } from '../../../src-shared/model/task.ts'
import { taskView } from '../task-view.ts'

const tasksOf = (...tasks: TaskView[]) => new Map(tasks.map((task) => [task.key, task]))
const rejected = { code: 'rejected', message: 'Too dear.' } as const

describe('a rejected run', () => {
  it('lists the tasks that a person rejected', () => {
    const no = taskView('no', { status: 'cancelled', reason: rejected })
    const stopped = taskView('a', { status: 'cancelled', reason: { code: 'cancelled', message: '' } })
    expect(listRejected(tasksOf(no, stopped)).map(({ key }) => key)).toEqual(['no'])
  })
})

import { describe, expect, it } from 'vitest'
import type { TaskView } from '#shared/model/task.ts'
import { countAfter } from '../../../src-renderer/features/run/task/task-actions.tsx'
import { taskView } from '../task-view.ts'

const mapOf = (tasks: TaskView[]) => new Map(tasks.map((task) => [task.key, task]))

describe('countAfter', () => {
  it('counts all transitive dependents, each once', () => {
    const tasks = mapOf([
      taskView('a'),
      taskView('b', { dependsOn: ['a'] }),
      taskView('c', { dependsOn: ['a'] }),
      taskView('d', { dependsOn: ['b', 'c'] }),
      taskView('x'),
    ])
    expect(countAfter(tasks, 'a')).toBe(3)
    expect(countAfter(tasks, 'd')).toBe(0)
  })

  it('counts the content and the dependents of a group, without ended tasks', () => {
    const tasks = mapOf([
      taskView('g', { kind: 'group' }),
      taskView('g.1', { parent: 'g', status: 'done' }),
      taskView('g.2', { parent: 'g' }),
      taskView('after', { dependsOn: ['g'] }),
    ])
    expect(countAfter(tasks, 'g')).toBe(2)
  })
})

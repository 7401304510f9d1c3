import { describe, expect, it } from 'vitest'
import { addTask, depthsOf, editTask, removeTask } from '../../../src-renderer/features/draft/edits.ts'
import { planOf, taskOf } from '../../support/engine.ts'

const plan = planOf([
  taskOf('a'),
  taskOf('g', { kind: 'group', dependsOn: ['a'] }),
  taskOf('g.1', { parent: 'g' }),
  taskOf('g.2', { parent: 'g', dependsOn: ['g.1'] }),
  taskOf('z', { dependsOn: ['g', 'a'] }),
])

describe('a draft', () => {
  it('is changed in one task, and the plan before it stays as it was', () => {
    const edited = editTask(plan, 'g.1', { title: 'First', requiresApproval: true })
    expect(edited.tasks[2]).toMatchObject({ key: 'g.1', title: 'First', requiresApproval: true })
    expect(plan.tasks[2]?.title).toBe('Task g.1')
  })

  it('loses a group with its parts, and what waited for them waits no more', () => {
    const left = removeTask(plan, 'g')
    expect(left.tasks.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['a', []],
      ['z', ['a']],
    ])
  })

  it('gets one more task under a key of its own', () => {
    const twice = addTask(addTask(plan, 'Sing'), 'Dance')
    expect(twice.tasks.slice(-2).map(({ key, title }) => [key, title])).toEqual([
      ['task-006', 'Sing'],
      ['task-007', 'Dance'],
    ])
    const removed = removeTask(twice, 'task-006')
    expect(addTask(removed, 'Hum').tasks.at(-1)?.key).toBe('task-008')
  })

  it('shows parts below their group', () => {
    expect([...depthsOf(plan).values()]).toEqual([0, 0, 1, 1, 0])
  })
})

import { describe, expect, it } from 'vitest'
import {
  addTask,
  depthsOf,
  editTask,
  moveTask,
  removeTask,
  skillOf,
} from '../../../src-renderer/features/draft/edits.ts'
import { listWaits } from '../../../src-renderer/features/draft/waits.ts'
import type { PlanDocument } from '../../../src-shared/model/plan.ts'
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

  it('has its tasks in another order, a group with its parts', () => {
    const keysOf = ({ tasks }: PlanDocument) => tasks.map(({ key }) => key).join(' ')
    expect(keysOf(moveTask(plan, 'g', -1))).toBe('g g.1 g.2 a z')
    expect(keysOf(moveTask(plan, 'g', 1))).toBe('a z g g.1 g.2')
    expect(keysOf(moveTask(plan, 'a', 1))).toBe('g g.1 g.2 a z')
    expect(keysOf(moveTask(plan, 'g.2', -1))).toBe('a g g.2 g.1 z')
    for (const [key, by] of [
      ['a', -1],
      ['z', 1],
      ['g.2', 1],
      ['none', 1],
    ] as const)
      expect(moveTask(plan, key, by)).toBe(plan)
  })

  it('lets a task wait for all but what would close a loop', () => {
    const waits = (key: string) => listWaits(plan, key).map((task) => task.key)
    expect(waits('a')).toEqual([])
    expect(waits('g')).toEqual([])
    expect(waits('g.1')).toEqual(['a'])
    expect(waits('g.2')).toEqual(['a'])
    expect(waits('z')).toEqual(['g.1', 'g.2'])
    const loose = addTask(plan, 'Sing')
    expect(listWaits(loose, 'a').map((task) => task.key)).toEqual(['task-006'])
    expect(listWaits(loose, 'task-006')).toHaveLength(5)
  })

  it('keeps a skill as the token that agents have', () => {
    expect(['  Web  Search ', 'memory_search', ' '].map(skillOf)).toEqual(['web_search', 'memory_search', ''])
  })
})

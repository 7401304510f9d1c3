import { describe, expect, it } from 'vitest'
import { attemptId, delegationKey, runIdSchema } from '../../src-shared/ids.ts'

describe('ids', () => {
  it('name an attempt in the format of the specification', () => {
    expect([1, 2, 3].map((number) => delegationKey('task-001', number))).toEqual([
      'task-001-delegated',
      'task-001-delegated-2',
      'task-001-delegated-3',
    ])
  })

  it('distinguish the attempts of all tasks and runs', () => {
    const ids = [
      attemptId('run_1', 'a', 1),
      attemptId('run_1', 'a', 11),
      attemptId('run_1', 'a#1', 1),
      attemptId('run_1', 'b', 1),
      attemptId('run_11', 'a', 1),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('contain their kind, which is checked', () => {
    expect(runIdSchema.parse('run_01')).toBe('run_01')
    for (const wrong of ['plan_01', 'run', 'run_', '01', '']) {
      expect(runIdSchema.safeParse(wrong).success, wrong).toBe(false)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { countOpenAt } from '../../../../src-renderer/features/run/decisions/decision-row.tsx'
import { taskView } from '../../task-view.ts'

describe('countOpenAt', () => {
  it('counts existing unfinished tasks, without groups', () => {
    const tasks = [
      taskView('over before', { createdAt: 0, endedAt: 10 }),
      taskView('over since', { createdAt: 0, endedAt: 11 }),
      taskView('open', { createdAt: 10 }),
      taskView('made since', { createdAt: 11 }),
      taskView('group', { kind: 'group' }),
    ]
    expect(countOpenAt(tasks, 10)).toBe(2)
  })
})

import { expect, it } from 'vitest'
import { listStuck, withoutAnswered } from '../../../../src-renderer/features/run/strips/stuck-tasks.ts'
import { taskView } from '../../task-view.ts'

it('stuck tasks exclude just-answered requests, and include all others', () => {
  const stuck = listStuck([
    taskView('gate', { status: 'awaiting_approval', approvalId: 'one', agentId: 'ann' }),
    taskView('question', { status: 'awaiting_input', approvalId: 'two', agentId: 'ann' }),
    taskView('nobody', { status: 'todo' }),
  ])
  const left = withoutAnswered(stuck, { one: { dueAt: 1 } })
  expect(left.waiting.map(({ key }) => key)).toEqual(['question'])
  expect(left.unassigned.map(({ key }) => key)).toEqual(['nobody'])
  expect(withoutAnswered(stuck, {})).toEqual(stuck)
})

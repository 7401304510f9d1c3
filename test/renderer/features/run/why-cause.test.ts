import { expect, it } from 'vitest'
import type { Explanation } from '#shared/contract/insight.ts'
import type { TaskView } from '#shared/model/task.ts'
import { canTakeOver, isWholeOnly } from '../../../../src-renderer/features/run/task/allowed-actions.ts'
import { describeAction, kindsOfCause } from '../../../../src-renderer/features/run/why/why-strip.tsx'

const some: readonly TaskView[] = Array.from<TaskView>({ length: 1 })
const nothing = { waiting: [], unassigned: [], held: [] }

const stuckBy = (kind: Explanation['roots'][number]['kind'], isStuck = true): Explanation => ({
  ...{
    runId: 'r',
    isSimulated: false,
    at: 0,
    headline: '',
    running: 0,
    waiting: 1,
    isStuck,
    otherRoots: 0,
    actions: [],
  },
  roots: [{ id: 'x', kind, subject: '', sentence: '', count: 1, taskKeys: [] }],
  path: null,
})

it('the first cause names its tasks, which are not listed again', () => {
  expect(kindsOfCause(stuckBy('gate'), { ...nothing, waiting: some })).toEqual(['waiting'])
  expect(kindsOfCause(stuckBy('no_agent'), { ...nothing, unassigned: some })).toEqual(['unassigned'])
  expect(kindsOfCause(stuckBy('money'), { ...nothing, waiting: some, held: some })).toEqual([
    'waiting',
    'held',
  ])
  expect(kindsOfCause(stuckBy('price'), { ...nothing, waiting: some, held: some })).toEqual(['held'])
  expect(kindsOfCause(stuckBy('offline'), { ...nothing, waiting: some })).toEqual([])
})

it('the first cause has no tasks if the run continues by itself, or without such tasks', () => {
  expect(kindsOfCause(stuckBy('gate', false), { ...nothing, waiting: some })).toEqual([])
  expect(kindsOfCause(stuckBy('gate'), nothing)).toEqual([])
})

it('an action is described only beyond the label of its button', () => {
  const action = { rootId: 'x', sentence: 'Do it.', frees: { now: 1, later: 0 }, taskKeys: [], effort: 1 }
  const gate = { ...action, kind: 'answer_gate' as const, approvalIds: ['a'], cost: null }
  expect(describeAction({ ...gate, amountMinor: null })).toBe('')
  expect(describeAction({ ...gate, amountMinor: 100 })).toBe('Do it.')
  expect(describeAction({ ...action, kind: 'resume_run', runId: 'r', cost: null })).toBe('')
  expect(describeAction(undefined)).toBe('')
})

it('a part of a run is offered for a repeat only if a new run can reuse the rest', () => {
  const over = { status: 'failed', goal: null, workspace: 'folder' } as const
  expect(canTakeOver(over)).toBe(true)
  expect(canTakeOver({ ...over, status: 'running' })).toBe(false)
  expect(canTakeOver({ ...over, workspace: 'worktree' })).toBe(false)
  expect(isWholeOnly({ ...over, workspace: 'task_worktree' })).toBe(true)
  expect(isWholeOnly(over)).toBe(false)
})

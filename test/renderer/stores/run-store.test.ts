import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunChange } from '#shared/contract/runs/runs.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { applyChange, applyChanges, emptyRun } from '../../../src-renderer/stores/run-store.ts'
import { taskView as task } from '../task-view.ts'

const counts: RunView['counts'] = {
  blocked: 0,
  todo: 0,
  awaiting_approval: 0,
  in_progress: 0,
  awaiting_input: 0,
  done: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
}

const run = (over: Partial<RunView> = {}): RunView => ({
  id: 'run_1',
  planKey: 'plan-1',
  planId: null,
  planVersion: null,
  title: 'Onboarding',
  projectId: null,
  isSimulated: false,
  status: 'running',
  taskCount: 2,
  counts,
  groupCounts: counts,
  outcome: null,
  gapCount: null,
  isRejected: false,
  workspace: 'folder',
  parallelLimit: 4,
  reviewLimit: null,
  goal: null,
  buildLogId: null,
  createdAt: 0,
  endedAt: null,
  changedSeq: 1,
  ...over,
})

const change = (seq: number, tasks: TaskView[]): RunChange => ({ seq, run: run({ changedSeq: seq }), tasks })

const started = applyChange(
  emptyRun('run_1'),
  change(1, [task('b', { position: 1 }), task('a', { position: 0 })]),
)

describe('applyChange', () => {
  it('keeps tasks in the order of the plan, not of their arrival', () => {
    expect(started.order).toEqual(['a', 'b'])
  })

  it('returns the same object for a repeated change', () => {
    expect(applyChange(started, change(1, [task('a'), task('b', { position: 1 })]))).toBe(started)
  })

  it('returns the same object for a change of another run', () => {
    const other = { ...change(9, [task('a', { status: 'done', changedSeq: 9 })]), run: run({ id: 'run_2' }) }
    expect(applyChange(started, other)).toBe(started)
  })

  it('keeps the objects of all other tasks and the order', () => {
    const next = applyChange(started, change(2, [task('a', { status: 'in_progress', changedSeq: 2 })]))
    expect(next.tasks.get('a')?.status).toBe('in_progress')
    expect(next.tasks.get('b')).toBe(started.tasks.get('b'))
    expect(next.order).toBe(started.order)
  })

  it('ignores outdated changes, and never decreases the sequence number', () => {
    const newest = applyChange(started, change(5, [task('a', { status: 'done', changedSeq: 5 })]))
    const late = applyChange(newest, change(3, [task('a', { status: 'in_progress', changedSeq: 3 })]))
    expect(late).toBe(newest)
    expect(late.seq).toBe(5)
  })

  it('accepts a new waiting reason of an unchanged task', () => {
    const reason = { code: 'run_limit' as const, message: 'All slots are taken.' }
    const next = applyChange(started, change(1, [task('a', { reason })]))
    expect(next.tasks.get('a')?.reason).toEqual(reason)
    expect(applyChange(next, change(1, [task('a', { reason })]))).toBe(next)
  })

  it('accepts a newer task from an outdated change', () => {
    const next = applyChange(started, {
      ...change(3, [task('a', { changedSeq: 0 }), task('b', { status: 'done', position: 1, changedSeq: 3 })]),
    })
    expect(next.tasks.get('a')).toBe(started.tasks.get('a'))
    expect(next.tasks.get('b')?.status).toBe('done')
  })

  it('gives the same tasks for any order and repetition of changes', () => {
    const statuses = ['blocked', 'todo', 'in_progress', 'done', 'failed'] as const
    const changes = Array.from({ length: 12 }, (_, index) =>
      change(index + 2, [
        task(index % 2 === 0 ? 'a' : 'b', {
          parent: 'g',
          status: statuses[index % statuses.length] ?? 'todo',
          changedSeq: index + 2,
        }),
        task('g', { kind: 'group', position: 2, changedSeq: 2 }),
      ]),
    )
    const straight = applyChanges(emptyRun('run_1'), changes)
    const shuffled = fc.shuffledSubarray([...changes, ...changes], { minLength: changes.length * 2 })
    fc.assert(
      fc.property(shuffled, (some) => {
        const state = applyChanges(emptyRun('run_1'), some)
        expect(state.tasks.get('a')).toEqual(straight.tasks.get('a'))
        expect(state.tasks.get('b')).toEqual(straight.tasks.get('b'))
        expect(state.tallies).toEqual(straight.tallies)
        expect(state.seq).toBe(straight.seq)
      }),
    )
  })
})

describe('the counts of a group', () => {
  const grouped = applyChange(
    emptyRun('run_1'),
    change(1, [
      task('g', { kind: 'group' }),
      task('h', { kind: 'group', parent: 'g' }),
      task('h.1', { parent: 'h' }),
      task('h.2', { parent: 'h' }),
      task('x'),
    ]),
  )

  it('include the tasks of nested groups', () => {
    expect(grouped.tallies.get('g')).toEqual({ total: 2, over: 0, done: 0, running: 0, failed: 0 })
  })

  it('follow a task from running to done', () => {
    const running = applyChange(
      grouped,
      change(2, [task('h.1', { parent: 'h', status: 'in_progress', changedSeq: 2 })]),
    )
    expect(running.tallies.get('g')).toMatchObject({ running: 1, over: 0 })
    const done = applyChange(
      running,
      change(3, [task('h.1', { parent: 'h', status: 'done', changedSeq: 3 })]),
    )
    expect(done.tallies.get('g')).toEqual({ total: 2, over: 1, done: 1, running: 0, failed: 0 })
  })

  it('keep the same object when a task outside the group changes', () => {
    const next = applyChange(grouped, change(2, [task('x', { status: 'done', changedSeq: 2 })]))
    expect(next.tallies.get('g')).toBe(grouped.tallies.get('g'))
  })
})

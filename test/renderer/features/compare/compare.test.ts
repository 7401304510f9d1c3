import { describe, expect, it } from 'vitest'
import { type Compared, compareRuns, costOf } from '../../../../src-renderer/features/compare/compare.ts'
import type { TaskView } from '../../../../src-shared/model/task.ts'
import { taskView } from '../../task-view.ts'

const noCounts = {
  ...{ blocked: 0, todo: 0, awaiting_approval: 0, in_progress: 0, awaiting_input: 0 },
  ...{ done: 0, failed: 0, skipped: 0, cancelled: 0 },
}

/** A run of these tasks, each with the duration of its single attempt. */
const runOf = (tasks: readonly (readonly [TaskView, number])[]): Compared => ({
  change: {
    seq: 1,
    tasks: tasks.map(([task]) => task),
    run: {
      ...{
        id: 'run_1',
        planKey: 'p',
        planId: null,
        planVersion: null,
        isSimulated: false,
        title: 'P',
        goal: null,
        projectId: null,
        status: 'done',
      },
      ...{
        taskCount: tasks.length,
        counts: noCounts,
        groupCounts: noCounts,
        outcome: null,
        gapCount: null,
        isRejected: false,
        workspace: 'folder',
        parallelLimit: 1,
        reviewLimit: null,
        buildLogId: null,
      },
      ...{ createdAt: 0, endedAt: 1, changedSeq: 1 },
    },
  },
  timeline: {
    ...{ at: 100_000, from: 0, to: 100_000 },
    tasks: tasks.map(([{ key }, ms]) => ({
      taskKey: key,
      waits: [],
      attempts: [
        {
          ...{ number: 1, agentId: 'ash', status: 'done', from: 0, to: ms },
          spent: { amountMinor: 150, currency: 'EUR' },
        },
      ],
    })),
  },
})
const done = (key: string, position: number, over: Partial<TaskView> = {}) =>
  taskView(key, { status: 'done', agentId: 'ash', position, ...over })

describe('the comparison of two runs', () => {
  it('shows differences first, each sorted by its first difference', () => {
    const left = runOf([
      [done('same', 0), 900],
      [done('slower', 1), 1000],
      [done('gone', 2), 10],
      [done('failed', 3), 10],
      [done('words', 4), 10],
      [done('agent', 5), 10],
    ])
    const right = runOf([
      [done('same', 0), 1000],
      [done('slower', 1), 5000],
      [done('failed', 3, { status: 'failed' }), 10],
      [done('words', 4), 10],
      [done('agent', 5, { agentId: 'hal' }), 10],
      [done('new', 6), 10],
    ])
    const rows = compareRuns(left, right, (key) => key !== 'words')
    expect(rows.map(({ key, difference }) => [key, difference])).toEqual([
      ['new', 'added'],
      ['gone', 'removed'],
      ['failed', 'status'],
      ['words', 'result'],
      ['agent', 'agent'],
      ['slower', 'time'],
      ['same', 'same'],
    ])
  })
  it('adds up the cost of all attempts', () => {
    expect(
      costOf(
        runOf([
          [done('a', 0), 1],
          [done('b', 1), 1],
        ]),
      ),
    ).toBe('3.00 EUR')
  })
})

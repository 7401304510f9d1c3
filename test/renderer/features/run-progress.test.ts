import { expect, it } from 'vitest'
import { progressOf } from '../../../src-renderer/entities/runs/progress.ts'
import { statusOfRun } from '../../../src-renderer/ui/status-looks.ts'
import { runOutcomes } from '../../../src-shared/model/runs/run.ts'

const none = {
  ...{ blocked: 0, todo: 0, awaiting_approval: 0, in_progress: 0, awaiting_input: 0 },
  ...{ done: 0, failed: 0, skipped: 0, cancelled: 0 },
}

it('the progress of a run counts running tasks, without groups', () => {
  const counts = { ...none, done: 3, in_progress: 2, failed: 1 }
  const groupCounts = { ...none, done: 1, in_progress: 1 }
  expect(progressOf({ taskCount: 6, counts, groupCounts })).toEqual({
    total: 4,
    done: 2,
    failed: 1,
    running: 1,
  })
  expect(progressOf({ taskCount: 6, counts, groupCounts: none }).total).toBe(6)
})

it('the progress of a run shows its state, and the outcome after its end', () => {
  for (const outcome of runOutcomes)
    expect(statusOfRun({ status: 'done', outcome, counts: none })).toBe(outcome)
  expect(statusOfRun({ status: 'waiting', outcome: null, counts: none })).toBe('blocked')
})

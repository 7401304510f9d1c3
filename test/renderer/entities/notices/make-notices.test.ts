import { expect, it } from 'vitest'
import { endedNotice } from '../../../../src-renderer/entities/notices/make-notices.ts'
import { nameOfRun } from '../../../../src-renderer/entities/notices/notice-words.ts'
import type { RunOutcome, RunStatus } from '../../../../src-shared/model/runs/run.ts'

it.each([
  ['succeeded', 'done', 'Succeeded: Onboarding'],
  ['succeeded_with_gaps', 'done', 'Succeeded with gaps: Onboarding'],
  ['failed', 'failed', 'Failed: Onboarding'],
  ['rejected', 'failed', 'Rejected: Onboarding'],
] as const satisfies readonly (readonly [RunOutcome, RunStatus, string])[])(
  'a notification of a run names its outcome: %s',
  (outcome, status, title) => {
    const run = { id: 'run_1', title: 'Onboarding', status, outcome, endedAt: 5 }
    expect(endedNotice(run)?.title).toBe(title)
  },
)

it('a notification of a simulation is marked', () => {
  expect(nameOfRun({ title: 'Onboarding', isSimulated: true })).toBe('Onboarding (simulation)')
  expect(nameOfRun({ title: 'Onboarding', isSimulated: false })).toBe('Onboarding')
})

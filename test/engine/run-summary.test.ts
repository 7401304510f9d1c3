import { describe, expect, it } from 'vitest'
import type { TimelineAttempt, TimelineTask, TimelineWait } from '#shared/contract/runs/run-times.ts'
import { describeSummary, type SummedTask } from '../../src-main/engine/views/run-summary.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const attempt = (
  [from, to]: [number, number | null],
  over: Partial<TimelineAttempt> = {},
): TimelineAttempt => ({
  ...{ number: 1, agentId: 'ann', status: 'done', from, to, spent: null },
  ...over,
})
const wait = (cause: TimelineWait['cause'], from: number, to: number | null): TimelineWait => ({
  cause,
  from,
  to,
})
const task = (key: string, over: Partial<SummedTask> = {}): SummedTask => ({
  ...{ key, kind: 'task', parent: null, status: 'done' },
  ...over,
})
const times = (taskKey: string, over: Partial<TimelineTask> = {}): TimelineTask => ({
  ...{ taskKey, waits: [], attempts: [] },
  ...over,
})

const summaryOf = (tasks: SummedTask[], lives: TimelineTask[], to: number | null = 1000) =>
  describeSummary({
    timeline: { at: 1000, from: 0, to, tasks: lives },
    ...{ tasks, approvals: [], firstFailure: null, outcome: { outcome: null, gaps: [], gapCount: 0 } },
  })

describe('the summary of a run', () => {
  it('counts overlapping waits for people once, and separately the part without running tasks', () => {
    const { personMs, standstillMs } = summaryOf(
      [task('a'), task('b'), task('c')],
      [
        times('a', { waits: [wait('task_gate', 100, 300), wait('ready', 300, 900)] }),
        times('b', { waits: [wait('question', 200, 400)] }),
        times('c', { attempts: [attempt([0, 150]), attempt([350, 500])] }),
      ],
    )
    expect(personMs).toBe(300)
    expect(standstillMs).toBe(200)
  })

  it('counts an open wait up to now', () => {
    const { personMs, workedMs } = summaryOf(
      [task('a'), task('b')],
      [
        times('a', { waits: [wait('result_review', 900, null)] }),
        times('b', { attempts: [attempt([600, null], { status: 'running' })] }),
      ],
      null,
    )
    expect([personMs, workedMs]).toEqual([100, 400])
  })

  it('shows time, attempts and cost by agent, longest work first, with separate currencies', () => {
    const { byAgent, attempts } = summaryOf(
      [task('a'), task('b', { status: 'failed' })],
      [
        times('a', {
          attempts: [
            attempt([0, 100], { status: 'failed', spent: eur(50) }),
            attempt([100, 150], { agentId: 'bob', spent: { amountMinor: 7, currency: 'USD' } }),
          ],
        }),
        times('b', { attempts: [attempt([0, 300], { status: 'failed', spent: eur(20) })] }),
      ],
    )
    expect(byAgent).toEqual([
      { agentId: 'ann', tasks: 2, done: 1, attempts: 2, failed: 2, workedMs: 400, spent: [eur(70)] },
      {
        ...{ agentId: 'bob', tasks: 1, done: 1, attempts: 1, failed: 0, workedMs: 50 },
        spent: [{ amountMinor: 7, currency: 'USD' }],
      },
    ])
    expect(attempts).toMatchObject({ failed: 2, done: 1, running: 0 })
  })

  it('uses the outermost group as the phase, and omits phases without groups', () => {
    const group = (key: string, parent: string | null = null) => task(key, { kind: 'group', parent })
    const { byPhase } = summaryOf(
      [group('build'), group('ui', 'build'), task('page', { parent: 'ui' }), task('note')],
      [times('page', { attempts: [attempt([40, 60]), attempt([10, 20])] })],
    )
    expect(
      byPhase.map(({ groupKey, tasks, workedMs, from, to }) => [groupKey, tasks, workedMs, from, to]),
    ).toEqual([
      ['build', 1, 30, 10, 60],
      [null, 1, 0, null, null],
    ])
    expect(summaryOf([task('a')], []).byPhase).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { describeTimeline } from '../../src-main/engine/views/timeline.ts'
import type { Timeline } from '../../src-shared/contract/runs/run-times.ts'
import { taskOf } from '../support/engine.ts'
import { startTestRun, type TestRun } from './test-run.ts'

/** The timeline of the API, with times relative to the start of the run. */
function timelineOf({ store, runId, run, clock }: TestRun): Timeline {
  const tasks = store.tasks.listOfRun(runId).map(({ definition: { key }, endedAt, live }) => ({
    ...{ key, endedAt },
    live:
      live === null
        ? null
        : {
            ...{ taskKey: key, number: live.number, agentId: live.agentId, status: live.status },
            ...{ from: live.startedAt, to: null, spent: live.spent },
          },
  }))
  const attempts = store.runTimes.listAttempts(runId)
  const facts = store.runTimes.listFacts(runId)
  const given = describeTimeline({ at: clock.now(), run: run(), tasks, attempts, facts })
  const since = <At extends number | null>(at: At) => (at === null ? null : at - given.from)
  return {
    ...given,
    tasks: given.tasks.map(({ waits, attempts: tries, ...task }) => ({
      ...task,
      waits: waits.map(({ cause, from, to }) => ({ cause, from: since(from) ?? 0, to: since(to) })),
      attempts: tries.map((each) => ({ ...each, from: since(each.from) ?? 0, to: since(each.to) })),
    })),
  }
}

const waitsOf = (testRun: TestRun, key: string) =>
  timelineOf(testRun).tasks.find(({ taskKey }) => taskKey === key)?.waits ?? []
const triesOf = (testRun: TestRun, key: string) =>
  (timelineOf(testRun).tasks.find(({ taskKey }) => taskKey === key)?.attempts ?? []).map(
    ({ number, status, from, to }) => [number, status, from, to],
  )

describe('the timeline of a run', () => {
  it('shows each attempt separately, and the delay between two attempts', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const testRun = await startTestRun([taskOf('a', { retry })])
    await testRun.clock.advance(50)
    await testRun.fail('a')
    await testRun.clock.advance(1000)
    await testRun.settle()
    await testRun.clock.advance(20)
    const [first, second] = triesOf(testRun, 'a')
    expect(first).toEqual([1, 'failed', 0, 50])
    expect(second?.[1]).toBe('running')
    expect(second?.[3]).toBeNull()
    expect(waitsOf(testRun, 'a')).toMatchObject([{ cause: 'backoff', from: 50 }])
  })

  it('distinguishes waiting for a person from waiting for a slot', async () => {
    const testRun = await startTestRun([taskOf('a', { requiresApproval: true }), taskOf('b'), taskOf('c')], {
      plan: { parallelLimit: 1 },
    })
    await testRun.clock.advance(30)
    await testRun.finish('b')
    await testRun.clock.advance(10)
    await testRun.finish('c')
    await testRun.clock.advance(5)
    expect(waitsOf(testRun, 'c')).toEqual([{ cause: 'ready', from: 0, to: 30 }])
    expect(waitsOf(testRun, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: null }])
    await testRun.answer('a', 'approve')
    expect(waitsOf(testRun, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: 45 }])
    expect(triesOf(testRun, 'a')).toEqual([[1, 'running', 45, null]])
  })

  it('excludes tasks that only waited for other tasks', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    expect(timelineOf(testRun).tasks.map(({ taskKey }) => taskKey)).toEqual(['a'])
  })

  it('ends the waiting time of a task at its cancellation', async () => {
    const testRun = await startTestRun([taskOf('a', { requiresApproval: true })])
    await testRun.clock.advance(30)
    await testRun.cancel()
    expect(waitsOf(testRun, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: 30 }])
  })
})

import { describe, expect, it } from 'vitest'
import { describeTimeline } from '../../src-main/engine/views/timeline.ts'
import type { Timeline } from '../../src-shared/contract/runs/run-times.ts'
import { taskOf } from '../support/engine.ts'
import { type Scene, startScene } from './scene.ts'

/** As the API tells it, with instants counted from the start of the run. */
function timelineOf({ store, runId, run, clock }: Scene): Timeline {
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

const waitsOf = (scene: Scene, key: string) =>
  timelineOf(scene).tasks.find(({ taskKey }) => taskKey === key)?.waits ?? []
const triesOf = (scene: Scene, key: string) =>
  (timelineOf(scene).tasks.find(({ taskKey }) => taskKey === key)?.attempts ?? []).map(
    ({ number, status, from, to }) => [number, status, from, to],
  )

describe('the timeline of a run', () => {
  it('shows each attempt by itself, and the wait between two', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 1, maxMs: 1000 }
    const scene = await startScene([taskOf('a', { retry })])
    await scene.clock.advance(50)
    await scene.fail('a')
    await scene.clock.advance(1000)
    await scene.settle()
    await scene.clock.advance(20)
    const [first, second] = triesOf(scene, 'a')
    expect(first).toEqual([1, 'failed', 0, 50])
    expect(second?.[1]).toBe('running')
    expect(second?.[3]).toBeNull()
    expect(waitsOf(scene, 'a')).toMatchObject([{ cause: 'backoff', from: 50 }])
  })

  it('tells a person who is waited for from a slot that is', async () => {
    const scene = await startScene([taskOf('a', { requiresApproval: true }), taskOf('b'), taskOf('c')], {
      plan: { parallelLimit: 1 },
    })
    await scene.clock.advance(30)
    await scene.finish('b')
    await scene.clock.advance(10)
    await scene.finish('c')
    await scene.clock.advance(5)
    expect(waitsOf(scene, 'c')).toEqual([{ cause: 'ready', from: 0, to: 30 }])
    expect(waitsOf(scene, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: null }])
    await scene.answer('a', 'approve')
    expect(waitsOf(scene, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: 45 }])
    expect(triesOf(scene, 'a')).toEqual([[1, 'running', 45, null]])
  })

  it('leaves out what has only waited for other tasks', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    expect(timelineOf(scene).tasks.map(({ taskKey }) => taskKey)).toEqual(['a'])
  })

  it('ends what a task waited for where the task was cancelled', async () => {
    const scene = await startScene([taskOf('a', { requiresApproval: true })])
    await scene.clock.advance(30)
    await scene.cancel()
    expect(waitsOf(scene, 'a')).toEqual([{ cause: 'task_gate', from: 0, to: 30 }])
  })
})

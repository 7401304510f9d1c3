import { describe, expect, it } from 'vitest'
import { replay } from '../../src-main/engine/replay.ts'
import { agentOf, createHarness, createTempDir, openTestStore, planOf, taskOf } from '../support/engine.ts'
import { canonicalState, stateFromTables } from './canonical-state.ts'
import { takeCrashImage, takeCrashImages } from './crash-image.ts'
import {
  answerOf,
  createAttemptsByHand,
  createTestRun,
  eventsOf,
  gateOf,
  type Harness,
  refusalOf,
  startTestRun,
} from './test-run.ts'

/** Starts an engine after a crash and recovers the run. The test ends its attempts. */
async function reopen(dataDir: string) {
  const hand = createAttemptsByHand()
  const harness = createHarness({ dataDir, adapter: hand.adapter })
  await harness.engine.dispatch({ type: 'engine.recover' })
  await harness.settle()
  return { harness, hand }
}

async function crash(testRun: Awaited<ReturnType<typeof startTestRun>>) {
  const { harness, hand } = await reopen(takeCrashImage(testRun.dataDir))
  return { hand, ...createTestRun(harness, hand, testRun.runId) }
}

/** Finishes running attempts and approves open gates until no work is left. Returns the started attempts. */
async function finishAll(harness: Harness, hand: ReturnType<typeof createAttemptsByHand>): Promise<void> {
  for (;;) {
    const [next] = hand.waiting()
    const [approvalId] = harness.engine.state.approvals.keys()
    if (next !== undefined) hand.finish(next.attemptId)
    else if (approvalId !== undefined) {
      const { kind } = harness.store.approvals.find(approvalId) ?? { kind: 'task_gate' }
      const answer = kind === 'task_gate' ? 'approve' : 'run_again'
      await harness.engine.dispatch(answerOf(harness, approvalId, answer))
    } else return
    await harness.settle()
  }
}

const once = agentOf('ann', { effectClass: 'once', capacity: 9 })

describe('an attempt interrupted by a crash (E9)', () => {
  it('of a repeatable agent runs again under the same idempotency key', async () => {
    const testRun = await startTestRun([taskOf('a')], {
      agents: [agentOf('ann', { effectClass: 'repeatable' })],
    })
    const [first] = testRun.hand.waiting()
    const next = await crash(testRun)
    const [second] = next.hand.waiting()
    expect(second).toMatchObject({ attemptId: testRun.attempt('a', 2), attemptNumber: 2, isResumed: false })
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
    const [ended] = next.store.attempts.listOfTask(testRun.runId, 'a')
    expect(ended).toMatchObject({ number: 1, status: 'interrupted' })
    expect(next.task('a').live).toMatchObject({ number: 2, status: 'running' })
    await next.finish('a')
    expect(next.run().status).toBe('done')
  })

  it('of a resumable agent continues as the same attempt', async () => {
    const testRun = await startTestRun([taskOf('a')], {
      agents: [agentOf('ann', { effectClass: 'resumable' })],
    })
    const next = await crash(testRun)
    expect(next.hand.waiting()).toMatchObject([{ attemptId: testRun.attempt('a', 1), isResumed: true }])
    expect(next.store.attempts.listOfTask(testRun.runId, 'a')).toEqual([])
    await next.finish('a')
    expect(next.run().status).toBe('done')
  })

  it('of a once agent is not run again without asking', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { agents: [once] })
    await testRun.clock.advance(5000)
    const next = await crash(testRun)
    expect(next.working()).toEqual([])
    expect(next.tasks()).toEqual({ a: 'awaiting_approval', b: 'blocked' })
    expect(next.run().status).toBe('waiting')
    expect(next.reason('a')?.code).toBe('approval')
    const [gate] = next.store.approvals.listOpen()
    expect(gate).toMatchObject({ kind: 'uncertain_outcome', taskKey: 'a', postedAt: next.clock.now() })
    expect(next.engine.state.agents.get('ann')?.running).toBe(0)
  })

  it('that a person confirms as finished is done and unblocks its dependents', async () => {
    const next = await crash(
      await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { agents: [once] }),
    )
    expect((await next.answer('a', 'happened')).ok).toBe(true)
    expect(next.tasks()).toEqual({ a: 'done', b: 'in_progress' })
    expect(next.hand.started).toEqual([next.attempt('b')])
  })

  it('runs again as a new attempt if a person says so', async () => {
    const next = await crash(await startTestRun([taskOf('a')], { agents: [once] }))
    await next.answer('a', 'run_again')
    expect(next.hand.started).toEqual([next.attempt('a', 2)])
    await next.finish('a')
    expect(next.run().status).toBe('done')
  })

  it('fails if a person says so, and its dependents are skipped', async () => {
    const next = await crash(
      await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { agents: [once] }),
    )
    await next.answer('a', 'fail')
    expect(next.tasks()).toEqual({ a: 'failed', b: 'skipped' })
    expect(next.run().status).toBe('failed')
  })

  it('cannot be answered like an ordinary gate, or twice', async () => {
    const next = await crash(await startTestRun([taskOf('a')], { agents: [once] }))
    const approvalId = gateOf(next, next.runId, 'a')
    const ask = (answer: 'approve' | 'happened') => refusalOf(next, answerOf(next, approvalId, answer))
    expect((await ask('approve')).code).toBe('E_STATE')
    await next.answer('a', 'happened')
    expect((await ask('happened')).code).toBe('E_APPROVAL_DECIDED')
  })

  it('behind an approved gate is not approved again', async () => {
    const testRun = await startTestRun([taskOf('a', { requiresApproval: true })])
    await testRun.answer('a', 'approve')
    const next = await crash(testRun)
    expect(next.working()).toEqual(['a'])
    expect(eventsOf(next, 'approval.posted')).toHaveLength(1)
  })

  it('that crashes again gets a new number each time, and old numbers stay refused (E2)', async () => {
    let testRun = await startTestRun([taskOf('a')])
    for (let number = 2; number <= 3; number += 1) {
      testRun = await crash(testRun)
      expect(testRun.hand.waiting().map(({ attemptId }) => attemptId)).toEqual([testRun.attempt('a', number)])
      const late = { attemptId: testRun.attempt('a', number - 1), result: { text: 'late', data: null } }
      expect((await refusalOf(testRun, { type: 'attempt.finish', ...late })).code).toBe('E_STALE')
    }
    await testRun.finish('a')
    expect(testRun.run().status).toBe('done')
  })

  it('with an open question keeps it after another crash', async () => {
    const first = await crash(await startTestRun([taskOf('a')], { agents: [once] }))
    const approvalId = gateOf(first, first.runId, 'a')
    const second = await crash(first)
    expect(gateOf(second, second.runId, 'a')).toBe(approvalId)
    expect(eventsOf(second, 'approval.posted')).toHaveLength(1)
    await second.answer('a', 'run_again')
    const third = await crash(second)
    expect(gateOf(third, third.runId, 'a')).not.toBe(approvalId)
    await third.answer('a', 'happened')
    expect(third.run().status).toBe('done')
  })

  it('no longer counts against the limits', async () => {
    const tasks = ['a', 'b', 'c'].map((key) => taskOf(key))
    const agents = [agentOf('ann', { effectClass: 'once', capacity: 2 })]
    const next = await crash(await startTestRun(tasks, { agents, plan: { parallelLimit: 2 } }))
    expect(next.tasks()).toEqual({ a: 'awaiting_approval', b: 'awaiting_approval', c: 'in_progress' })
    expect(next.engine.state.live).toBe(1)
  })
})

describe('the recovery', () => {
  it('changes nothing without running attempts', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { requiresApproval: true })])
    await testRun.finish('a')
    const seq = testRun.store.events.lastSeq()
    const next = await crash(testRun)
    expect(next.store.events.lastSeq()).toBe(seq)
    expect(next.tasks()).toEqual({ a: 'done', b: 'awaiting_approval' })
  })

  it('starts no tasks of a cancelled or finished run', async () => {
    const testRun = await startTestRun([taskOf('a')])
    await testRun.cancel()
    const next = await crash(testRun)
    expect(next.hand.started).toEqual([])
    expect(next.run().status).toBe('cancelled')
  })

  it('does the same after an orderly close and after a crash', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])
    await testRun.finish('a')
    await testRun.close()
    const { harness, hand } = await reopen(testRun.dataDir)
    expect(hand.started).toEqual([testRun.attempt('b', 2)])
    expect(harness.statuses(testRun.runId)).toEqual({ a: 'done', b: 'in_progress' })
  })
})

describe('a crash at every commit', () => {
  const tasks = () => [
    taskOf('a'),
    taskOf('b', { dependsOn: ['a'] }),
    taskOf('c', { dependsOn: ['a'], requiresApproval: true }),
    taskOf('g', { kind: 'group', dependsOn: ['b'] }),
    taskOf('d', { parent: 'g' }),
    taskOf('e', { parent: 'g', dependsOn: ['c'] }),
    taskOf('f', { dependsOn: ['g'] }),
  ]

  it.each(['repeatable', 'once'] as const)(
    'of a plan of a %s agent leads to the same end, and no finished task runs again',
    async (effectClass) => {
      const hand = createAttemptsByHand()
      const harness = createHarness({ adapter: hand.adapter })
      const images = takeCrashImages(harness)
      await harness.register(agentOf('ann', { effectClass }))
      const built = await harness.build(planOf(tasks(), { parallelLimit: 2 }))
      if (!built.ok) throw new Error(built.error.message)
      await harness.settle()
      await finishAll(harness, hand)
      const end = harness.statuses(built.runId)
      expect(new Set(Object.values(end))).toEqual(new Set(['done']))
      expect(images.length).toBeGreaterThan(8)

      for (const [at, image] of images.entries()) {
        const next = await reopen(image)
        // The first image is from before the run.
        if (at === 0) continue
        const done = new Set(eventsOf(next.harness, 'attempt.finished').map(({ taskKey }) => taskKey))
        await finishAll(next.harness, next.hand)
        expect(next.harness.statuses(built.runId), `crash after commit ${at}`).toEqual(end)
        const again = next.hand.started.map((id) => id.slice(id.indexOf('/') + 1, id.lastIndexOf('#')))
        expect(again.filter((key) => done.has(key))).toEqual([])
        const copy = openTestStore(createTempDir())
        replay(next.harness.store, copy)
        expect(copy.dumpProjections()).toEqual(next.harness.store.dumpProjections())
        copy.close()
        await next.harness.close()
      }
    },
  )

  it('loads exactly the live state from the tables', async () => {
    const hand = createAttemptsByHand()
    const harness = createHarness({ adapter: hand.adapter })
    let compared = 0
    harness.engine.subscribe(() => {
      compared += 1
      expect.soft(stateFromTables(harness)).toEqual(canonicalState(harness.engine.state))
    })
    await harness.register(agentOf('ann', { capacity: 2 }), agentOf('bob', { skills: ['flying'] }))
    await harness.build(planOf(tasks(), { parallelLimit: 3, projectId: 'p', crew: ['ann'] }))
    await harness.build(planOf([taskOf('x', { requiredSkills: ['swimming'] })]))
    await harness.settle()
    await finishAll(harness, hand)
    expect(compared).toBeGreaterThan(8)
  })
})

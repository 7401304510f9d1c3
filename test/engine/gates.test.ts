import { describe, expect, it } from 'vitest'
import { present } from '../../src-shared/assert.ts'
import { taskOf } from '../support/engine.ts'
import { answerOf, eventsOf, gateOf, refusalOf, startTestRun } from './test-run.ts'

const day = 86_400_000
const gated = () => [
  taskOf('a'),
  taskOf('b', { dependsOn: ['a'], requiresApproval: true }),
  taskOf('c', { dependsOn: ['b'] }),
]

describe('a gate', () => {
  it('is posted when the dependencies are met, and its timeout starts then', async () => {
    const testRun = await startTestRun(gated())
    expect(testRun.store.approvals.listOpen()).toEqual([])
    await testRun.clock.advance(3 * day)
    await testRun.finish('a')
    const [gate] = testRun.store.approvals.listOpen()
    expect(gate).toMatchObject({
      kind: 'task_gate',
      runId: testRun.runId,
      taskKey: 'b',
      postedAt: testRun.clock.now(),
      answer: null,
      answeredAt: null,
    })
    expect(testRun.tasks()).toMatchObject({ b: 'awaiting_approval', c: 'blocked' })
    expect(testRun.reason('b')?.code).toBe('approval')
  })

  it('never opens by itself (E6)', async () => {
    const testRun = await startTestRun(gated())
    await testRun.finish('a')
    await testRun.clock.advance(10_000 * day)
    await testRun.settle()
    expect(testRun.working()).toEqual([])
    expect(testRun.tasks().b).toBe('awaiting_approval')
  })

  it('lets the task run after approval, and records person, answer and time', async () => {
    const testRun = await startTestRun(gated())
    await testRun.finish('a')
    await testRun.clock.advance(5000)
    expect((await testRun.answer('b', 'approve', 'go on')).ok).toBe(true)
    expect(testRun.working()).toEqual(['b'])
    const id = present(testRun.task('b').approvalId, 'gate of b')
    expect(testRun.store.approvals.find(id)).toMatchObject({
      answer: 'approve',
      note: 'go on',
      answeredAt: testRun.clock.now(),
    })
    await testRun.finish('b')
    await testRun.finish('c')
    expect(testRun.run().status).toBe('done')
    expect(eventsOf(testRun, 'approval.posted')).toHaveLength(1)
  })

  it('cancels the task after a rejection with the reason, and skips its dependents', async () => {
    const testRun = await startTestRun(gated())
    await testRun.finish('a')
    await testRun.answer('b', 'reject', 'too expensive')
    expect(testRun.tasks()).toEqual({ a: 'done', b: 'cancelled', c: 'skipped' })
    expect(testRun.task('b').reason).toEqual({ code: 'rejected', message: 'too expensive' })
    expect(testRun.run().status).toBe('failed')
    expect(testRun.hand.started).toEqual([testRun.attempt('a')])
  })

  it('accepts one answer and refuses the second', async () => {
    const testRun = await startTestRun(gated())
    await testRun.finish('a')
    const approvalId = gateOf(testRun, testRun.runId, 'b')
    await testRun.answer('b', 'approve')
    for (const answer of ['approve', 'reject'] as const) {
      const refused = await refusalOf(testRun, answerOf(testRun, approvalId, answer))
      expect(refused.code).toBe('E_APPROVAL_DECIDED')
    }
    expect(testRun.working()).toEqual(['b'])
  })

  it('accepts exactly one of many simultaneous answers', async () => {
    const testRun = await startTestRun([...gated(), taskOf('other', { requiresApproval: true })])
    await testRun.finish('a')
    const approvalId = gateOf(testRun, testRun.runId, 'b')
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        testRun.engine.dispatch(answerOf(testRun, approvalId, at % 2 === 0 ? 'reject' : 'approve')),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes[0]?.ok).toBe(true)
    expect(testRun.tasks().b).toBe('cancelled')
    expect(eventsOf(testRun, 'approval.answered')).toHaveLength(1)
  })

  it('refuses an answer that it does not offer', async () => {
    const testRun = await startTestRun([taskOf('b', { requiresApproval: true })])
    const approvalId = gateOf(testRun, testRun.runId, 'b')
    for (const answer of ['happened', 'run_again', 'fail'] as const) {
      const refused = await refusalOf(testRun, answerOf(testRun, approvalId, answer))
      expect(refused).toMatchObject({
        code: 'E_STATE',
        hint: expect.stringContaining('approve, edit, reject'),
      })
    }
    expect(testRun.tasks().b).toBe('awaiting_approval')
  })

  it('refuses an answer to an unknown gate', async () => {
    const testRun = await startTestRun([taskOf('b', { requiresApproval: true })])
    const command = {
      type: 'approval.answer',
      approvalId: 'gate_nothing',
      hash: '',
      answer: 'approve',
      by: 'me',
      note: null,
      response: null,
    } as const
    expect((await refusalOf(testRun, command)).code).toMatch(/^E_APPROVAL_/)
  })

  it('closes when its run is cancelled', async () => {
    const testRun = await startTestRun([taskOf('a'), taskOf('b', { requiresApproval: true })])
    const approvalId = gateOf(testRun, testRun.runId, 'b')
    await testRun.cancel()
    expect(testRun.store.approvals.listOpen()).toEqual([])
    expect(testRun.engine.state.approvals.size).toBe(0)
    const stored = testRun.store.approvals.find(approvalId)
    expect(stored?.answer).toBe(null)
    const refused = await refusalOf(testRun, answerOf(testRun, approvalId, 'approve'))
    expect(refused.code).toBe('E_APPROVAL_DECIDED')
    expect(testRun.tasks().b).toBe('cancelled')
  })

  it('leaves an approved task without an agent waiting for an agent', async () => {
    const testRun = await startTestRun([taskOf('b', { requiresApproval: true, requiredSkills: ['flying'] })])
    expect(testRun.reason('b')?.code).toBe('approval')
    await testRun.answer('b', 'approve')
    expect(testRun.tasks().b).toBe('todo')
    expect(testRun.reason('b')?.code).toBe('no_agent')
  })
})

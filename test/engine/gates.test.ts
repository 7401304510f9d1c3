import { describe, expect, it } from 'vitest'
import { present } from '../../src-shared/assert.ts'
import { taskOf } from '../support/engine.ts'
import { answerOf, eventsOf, gateOf, refusalOf, startScene } from './scene.ts'

const day = 86_400_000
const gated = () => [
  taskOf('a'),
  taskOf('b', { dependsOn: ['a'], requiresApproval: true }),
  taskOf('c', { dependsOn: ['b'] }),
]

describe('a gate', () => {
  it('is posted only when the dependencies are met, and its clock starts then', async () => {
    const scene = await startScene(gated())
    expect(scene.store.approvals.listOpen()).toEqual([])
    await scene.clock.advance(3 * day)
    await scene.finish('a')
    const [gate] = scene.store.approvals.listOpen()
    expect(gate).toMatchObject({
      kind: 'task_gate',
      runId: scene.runId,
      taskKey: 'b',
      postedAt: scene.clock.now(),
      answer: null,
      answeredAt: null,
    })
    expect(scene.tasks()).toMatchObject({ b: 'awaiting_approval', c: 'blocked' })
    expect(scene.reason('b')?.code).toBe('approval')
  })

  it('lets nothing through by itself, however long it stands (E6)', async () => {
    const scene = await startScene(gated())
    await scene.finish('a')
    await scene.clock.advance(10_000 * day)
    await scene.settle()
    expect(scene.working()).toEqual([])
    expect(scene.tasks().b).toBe('awaiting_approval')
  })

  it('lets the task run when it is approved, and remembers who said what when', async () => {
    const scene = await startScene(gated())
    await scene.finish('a')
    await scene.clock.advance(5000)
    expect((await scene.answer('b', 'approve', 'go on')).ok).toBe(true)
    expect(scene.working()).toEqual(['b'])
    const id = present(scene.task('b').approvalId, 'gate of b')
    expect(scene.store.approvals.find(id)).toMatchObject({
      answer: 'approve',
      note: 'go on',
      answeredAt: scene.clock.now(),
    })
    await scene.finish('b')
    await scene.finish('c')
    expect(scene.run().status).toBe('done')
    expect(eventsOf(scene, 'approval.posted')).toHaveLength(1)
  })

  it('cancels the task when it is rejected, gives the reason, and skips what needs it', async () => {
    const scene = await startScene(gated())
    await scene.finish('a')
    await scene.answer('b', 'reject', 'too expensive')
    expect(scene.tasks()).toEqual({ a: 'done', b: 'cancelled', c: 'skipped' })
    expect(scene.task('b').reason).toEqual({ code: 'rejected', message: 'too expensive' })
    expect(scene.run().status).toBe('failed')
    expect(scene.hand.started).toEqual([scene.attempt('a')])
  })

  it('takes one answer and refuses the second, whatever it is', async () => {
    const scene = await startScene(gated())
    await scene.finish('a')
    const approvalId = gateOf(scene, scene.runId, 'b')
    await scene.answer('b', 'approve')
    for (const answer of ['approve', 'reject'] as const) {
      const refused = await refusalOf(scene, answerOf(scene, approvalId, answer))
      expect(refused.code).toBe('E_APPROVAL_DECIDED')
    }
    expect(scene.working()).toEqual(['b'])
  })

  it('takes exactly one of many answers that arrive together', async () => {
    const scene = await startScene([...gated(), taskOf('other', { requiresApproval: true })])
    await scene.finish('a')
    const approvalId = gateOf(scene, scene.runId, 'b')
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        scene.engine.dispatch(answerOf(scene, approvalId, at % 2 === 0 ? 'reject' : 'approve')),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes[0]?.ok).toBe(true)
    expect(scene.tasks().b).toBe('cancelled')
    expect(eventsOf(scene, 'approval.answered')).toHaveLength(1)
  })

  it('refuses an answer that it does not offer', async () => {
    const scene = await startScene([taskOf('b', { requiresApproval: true })])
    const approvalId = gateOf(scene, scene.runId, 'b')
    for (const answer of ['happened', 'run_again', 'fail'] as const) {
      const refused = await refusalOf(scene, answerOf(scene, approvalId, answer))
      expect(refused).toMatchObject({
        code: 'E_STATE',
        hint: expect.stringContaining('approve, edit, reject'),
      })
    }
    expect(scene.tasks().b).toBe('awaiting_approval')
  })

  it('refuses an answer to a gate that was never there', async () => {
    const scene = await startScene([taskOf('b', { requiresApproval: true })])
    const command = {
      type: 'approval.answer',
      approvalId: 'gate_nothing',
      hash: '',
      answer: 'approve',
      by: 'me',
      note: null,
      response: null,
    } as const
    expect((await refusalOf(scene, command)).code).toMatch(/^E_APPROVAL_/)
  })

  it('does not stay open when its run is cancelled', async () => {
    const scene = await startScene([taskOf('a'), taskOf('b', { requiresApproval: true })])
    const approvalId = gateOf(scene, scene.runId, 'b')
    await scene.cancel()
    expect(scene.store.approvals.listOpen()).toEqual([])
    expect(scene.engine.state.approvals.size).toBe(0)
    const stored = scene.store.approvals.find(approvalId)
    expect(stored?.answer).toBe(null)
    const refused = await refusalOf(scene, answerOf(scene, approvalId, 'approve'))
    expect(refused.code).toBe('E_APPROVAL_DECIDED')
    expect(scene.tasks().b).toBe('cancelled')
  })

  it('leaves an approved task that nobody can do waiting for an agent', async () => {
    const scene = await startScene([taskOf('b', { requiresApproval: true, requiredSkills: ['flying'] })])
    expect(scene.reason('b')?.code).toBe('approval')
    await scene.answer('b', 'approve')
    expect(scene.tasks().b).toBe('todo')
    expect(scene.reason('b')?.code).toBe('no_agent')
  })
})

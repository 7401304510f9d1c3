import { describe, expect, it } from 'vitest'
import { agentOf, taskOf } from '../support/engine.ts'
import { assignmentsOf, eventsOf, startScene } from './scene.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const worker = (id: string, more: object = {}) =>
  agentOf(id, { kind: 'external', skills: ['backend'], ...more })
const task = (key: string, more: object = {}) => taskOf(key, { requiredSkills: ['backend'], ...more })

describe('a task promised to a worker that pulls its work', () => {
  it('goes to another qualified agent when that worker is offline, as a change that is an event', async () => {
    const scene = await startScene([task('a')], { agents: [worker('vp')] })
    await scene.register(
      worker('vp', { availability: 'offline' }),
      agentOf('ann', { skills: ['backend'], kind: 'model' }),
    )
    await scene.settle()
    expect(scene.working()).toEqual(['a'])
    expect(assignmentsOf(scene).map(({ agentId }) => agentId)).toEqual(['vp', 'ann'])
  })

  it('says that its worker is offline, not that it will take it (E7)', async () => {
    const scene = await startScene([task('a')], { agents: [worker('vp')] })
    await scene.register(worker('vp', { availability: 'offline' }))
    await scene.settle()
    expect(scene.reason('a')?.message).toContain('offline')
  })

  it('that money does not allow keeps the receipt, and has somebody asked for more, once', async () => {
    const scene = await startScene([task('a'), task('b')], {
      agents: [worker('vp', { price: eur(500) })],
      plan: { budget: eur(300) },
    })
    const { runId } = scene
    const claim = { type: 'task.claim', runId, taskKey: 'b', agentId: 'vp', leaseMs: 60_000 } as const
    expect(await scene.engine.dispatch(claim)).toMatchObject({ ok: false })
    await scene.settle()
    expect(eventsOf(scene, 'budget.refused').map(({ taskKey }) => taskKey)).toEqual(['a', 'b'])
    expect(scene.store.approvals.listOpen().map(({ kind }) => kind)).toEqual(['budget_top_up'])
    expect(scene.reason('b')).toMatchObject({ code: 'budget' })
  })

  it('may be taken once the cap is raised by command, also when somebody was asked for more', async () => {
    const scene = await startScene([task('a')], {
      agents: [worker('vp', { price: eur(500) })],
      plan: { budget: eur(300) },
    })
    const { runId } = scene
    await scene.engine.dispatch({ type: 'budget.set', account: `run:${runId}`, cap: eur(900) })
    await scene.settle()
    const claim = { type: 'task.claim', runId, taskKey: 'a', agentId: 'vp', leaseMs: 60_000 } as const
    expect(await scene.engine.dispatch(claim)).toMatchObject({ ok: true })
    expect(scene.store.approvals.listOpen()).toEqual([])
  })
})

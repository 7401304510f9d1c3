import { describe, expect, it } from 'vitest'
import { agentOf, taskOf } from '../support/engine.ts'
import { assignmentsOf, eventsOf, startTestRun } from './test-run.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const worker = (id: string, more: object = {}) =>
  agentOf(id, { kind: 'external', skills: ['backend'], ...more })
const task = (key: string, more: object = {}) => taskOf(key, { requiredSkills: ['backend'], ...more })

describe('a task assigned to an external worker', () => {
  it('is reassigned to another matching agent when the worker goes offline, with an event', async () => {
    const testRun = await startTestRun([task('a')], { agents: [worker('vp')] })
    await testRun.register(
      worker('vp', { availability: 'offline' }),
      agentOf('ann', { skills: ['backend'], kind: 'model' }),
    )
    await testRun.settle()
    expect(testRun.working()).toEqual(['a'])
    expect(assignmentsOf(testRun).map(({ agentId }) => agentId)).toEqual(['vp', 'ann'])
  })

  it('explains that its worker is offline, not that the worker will claim it (E7)', async () => {
    const testRun = await startTestRun([task('a')], { agents: [worker('vp')] })
    await testRun.register(worker('vp', { availability: 'offline' }))
    await testRun.settle()
    expect(testRun.reason('a')?.message).toContain('offline')
  })

  it('over the budget keeps its assignment, and requests more money once', async () => {
    const testRun = await startTestRun([task('a'), task('b')], {
      agents: [worker('vp', { price: eur(500) })],
      plan: { budget: eur(300) },
    })
    const { runId } = testRun
    const claim = { type: 'task.claim', runId, taskKey: 'b', agentId: 'vp', leaseMs: 60_000 } as const
    expect(await testRun.engine.dispatch(claim)).toMatchObject({ ok: false })
    await testRun.settle()
    expect(eventsOf(testRun, 'budget.refused').map(({ taskKey }) => taskKey)).toEqual(['a', 'b'])
    expect(testRun.store.approvals.listOpen().map(({ kind }) => kind)).toEqual(['budget_top_up'])
    expect(testRun.reason('b')).toMatchObject({ code: 'budget' })
  })

  it('can be claimed after a budget increase by command, also with an open request', async () => {
    const testRun = await startTestRun([task('a')], {
      agents: [worker('vp', { price: eur(500) })],
      plan: { budget: eur(300) },
    })
    const { runId } = testRun
    await testRun.engine.dispatch({ type: 'budget.set', account: `run:${runId}`, cap: eur(900) })
    await testRun.settle()
    const claim = { type: 'task.claim', runId, taskKey: 'a', agentId: 'vp', leaseMs: 60_000 } as const
    expect(await testRun.engine.dispatch(claim)).toMatchObject({ ok: true })
    expect(testRun.store.approvals.listOpen()).toEqual([])
  })
})

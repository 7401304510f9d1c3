import { describe, expect, it } from 'vitest'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, failure, openStage, result, type Stage, usage } from './stage.ts'
import { createTestRun } from './test-run.ts'

const runOf = ({ runId }: Stage) => `run:${runId}` as const
const costly = (key: string, amountMinor: number, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { cost: eur(amountMinor), ...more })
const many = (count: number, amountMinor: number) =>
  Array.from({ length: count }, (_, at) => costly(`t${at}`, amountMinor))
/** The price is unknown, so the ledger uses the limit of the task if the agent reports no cost. */
const agents = [agentOf('ann', { kind: 'model', skills: ['writing'], capacity: 100 })]
const hired = { requiredSkills: ['writing'] }
const kinds = (stage: Stage) => stage.movements().map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)

describe('the cost of a task (E5)', () => {
  it('is reserved by the claim, settled with the reported cost, and the rest is released', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(250) } })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 100, settledMinor: 0 })
    await stage.say('a', usage(60), result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 60, capMinor: 250 })
    expect(kinds(stage)).toEqual(['reserve 100', 'settle 60', 'release 40'])
    requireSound(stage)
    requireReplayable(stage)
  })

  it('is settled as reserved without a report and without a price', async () => {
    const stage = await openStage([costly('a', 100, hired)], { agents, plan: { budget: eur(250) } })
    await stage.say('a', result())
    expect(kinds(stage)).toEqual(['reserve 100', 'settle 100'])
  })

  it('is settled at a question only as reported, so that the work is paid once', async () => {
    const stage = await openStage([costly('a', 100, hired)], { agents, plan: { budget: eur(250) } })
    const asked = { type: 'question', question: { text: 'Which one?' } } as const
    await stage.say('a', asked)
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 0 })
    await stage.act(answerTo(stage.gate('a'), { answer: 'respond', note: 'red' }))
    await stage.say('a', usage(10), asked)
    await stage.act(answerTo(stage.gate('a'), { answer: 'respond', note: 'two' }))
    await stage.say('a', result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 110 })
    requireSound(stage)
    requireReplayable(stage)
  })

  it('is also settled for a failed attempt, and the retry reserves again', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 2, maxMs: 1000 }
    const stage = await openStage([costly('a', 100, { retry, ...hired })], {
      agents,
      plan: { budget: eur(250) },
    })
    await stage.say('a', usage(30), failure('agent_error'))
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 30 })
    await stage.wait(1000)
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 100, settledMinor: 30 })
    await stage.say('a', result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 130 })
    requireSound(stage)
  })

  it('is released by the cancellation of the task, except the reported part', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(250) } })
    await stage.say('a', usage(10))
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 10 })
    requireSound(stage)
  })

  it('is never reserved twice by tasks that become ready in one turn', async () => {
    const leaves = Array.from({ length: 20 }, (_, at) => costly(`leaf${at}`, 30, { dependsOn: ['root'] }))
    const stage = await openStage([taskOf('root'), ...leaves], { plan: { budget: eur(100) } })
    await stage.say('root', result())
    expect(stage.working()).toHaveLength(3)
    expect(stage.account(runOf(stage)).reservedMinor).toBe(90)
    expect(stage.reason('leaf3')).toMatchObject({
      code: 'budget',
      message: expect.stringContaining('Another 0.20 EUR is needed'),
    })
    requireSound(stage)
  })

  it('that is released lets the next task start without a person', async () => {
    const stage = await openStage(many(5, 30), { plan: { budget: eur(60) } })
    expect(stage.working()).toEqual(['t0', 't1'])
    await stage.say('t0', usage(5), result())
    expect(stage.working()).toEqual(['t1'])
    await stage.say('t1', usage(5), result())
    expect(stage.working()).toEqual(['t2'])
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('is zero without a price, and a budget of zero stops only tasks with a price', async () => {
    const stage = await openStage([taskOf('free'), costly('a', 1)], { plan: { budget: eur(0) } })
    expect(stage.working()).toEqual(['free'])
    expect(stage.gate('a').kind).toBe('budget_top_up')
  })
})

describe('a budget', () => {
  it('of a project applies to all its parallel runs', async () => {
    const plan = { projectId: 'p' }
    const stage = await openStage([taskOf('idle')], { plan })
    await stage.act({ type: 'budget.set', account: 'project:p', cap: eur(100) })
    const runs = await Promise.all([1, 2, 3].map(() => stage.build(planOf(many(2, 30), plan))))
    await stage.settle()
    const working = runs.map((run) => (run.ok ? createTestRun(stage, stage.hand, run.runId).working() : []))
    expect(working.flat()).toHaveLength(3)
    expect(stage.account('project:p')).toMatchObject({ reservedMinor: 90, settledMinor: 0 })
    requireSound(stage)
  })

  it('of a branch applies to all tasks in its group and to no other task', async () => {
    const stage = await openStage(
      [
        taskOf('g', { kind: 'group', budget: eur(50) }),
        taskOf('inner', { kind: 'group', parent: 'g' }),
        costly('a', 40, { parent: 'g' }),
        costly('b', 40, { parent: 'inner' }),
        costly('beside', 40),
      ],
      { plan: { budget: eur(1000) } },
    )
    expect(stage.working()).toEqual(['a', 'beside'])
    expect(stage.reason('b')).toMatchObject({ code: 'budget', message: expect.stringContaining('group g') })
    expect(stage.account(`branch:${stage.runId}/g`).reservedMinor).toBe(40)
    expect(stage.account(runOf(stage)).reservedMinor).toBe(80)
    requireSound(stage)
  })

  it('in another currency than the price refuses the start with the reason', async () => {
    const stage = await openStage([taskOf('a', { cost: { amountMinor: 1, currency: 'USD' } })], {
      plan: { budget: eur(1000) },
    })
    expect(stage.working()).toEqual([])
    expect(stage.reason('a')).toMatchObject({ code: 'budget', message: expect.stringMatching(/USD.*EUR/) })
    expect(stage.run().status).toBe('waiting')
  })

  it('that is raised by command releases the refused tasks', async () => {
    const stage = await openStage(many(3, 30), { plan: { budget: eur(30) } })
    expect(stage.working()).toEqual(['t0'])
    await stage.act({ type: 'budget.set', account: runOf(stage), cap: eur(90) })
    expect(stage.working()).toEqual(['t0', 't1', 't2'])
    requireSound(stage)
  })

  it('that is raised by command releases the asking task, and closes its request', async () => {
    const stage = await openStage(many(2, 30), { plan: { budget: eur(20) } })
    const asked = stage.gate('t0')
    await stage.act({ type: 'budget.set', account: runOf(stage), cap: eur(100) })
    expect(stage.tasks()).toEqual({ t0: 'in_progress', t1: 'in_progress' })
    // Approving the outdated request would raise the budget twice.
    expect((await stage.refused(answerTo(asked))).code).toMatch(/^E_(APPROVAL_DECIDED|STALE)$/)
    expect(stage.account(runOf(stage)).capMinor).toBe(100)
    requireReplayable(stage)
  })

  it('cannot be lower than the spent and reserved amount, or in another currency', async () => {
    const stage = await openStage([...many(1, 30), taskOf('idle')], { plan: { budget: eur(100) } })
    const account = runOf(stage)
    for (const cap of [eur(29), { amountMinor: 500, currency: 'USD' }]) {
      expect((await stage.refused({ type: 'budget.set', account, cap })).code).toBe('E_STATE')
    }
    await stage.act({ type: 'budget.set', account, cap: eur(30) })
    await stage.say('t0', usage(30), result())
    expect((await stage.refused({ type: 'budget.set', account, cap: eur(29) })).code).toBe('E_STATE')
  })

  it('that is set during an attempt counts its reservation and earlier spending', async () => {
    const stage = await openStage([
      costly('a', 40),
      costly('b', 30, { dependsOn: ['a'] }),
      costly('c', 30, { dependsOn: ['b'] }),
      costly('d', 10, { dependsOn: ['c'] }),
    ])
    await stage.say('a', usage(40), result())
    await stage.act({ type: 'budget.set', account: runOf(stage), cap: eur(100) })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 30, settledMinor: 40 })
    await stage.say('b', usage(30), result())
    await stage.say('c', usage(30), result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 100 })
    expect(stage.working()).toEqual([])
    requireSound(stage)
  })

  it('survives a restart with reserved and spent amounts', async () => {
    const plan = { budget: eur(90), parallelLimit: 1 }
    const stage = await openStage(
      ['t0', 't1', 't2'].map((key) => costly(key, 30, hired)),
      { agents, plan },
    )
    await stage.say('t0', usage(5), result())
    const next = await stage.crash()
    // The interrupted attempt is settled with its reservation, because its cost is unknown. The retry is reserved.
    expect(next.account(runOf(stage))).toMatchObject({ settledMinor: 35, reservedMinor: 30 })
    await next.say('t1', result())
    expect(next.gate('t2').kind).toBe('budget_top_up')
    requireSound(next)
    const again = await next.crash()
    expect(again.account(runOf(stage))).toMatchObject({ settledMinor: 65, reservedMinor: 0 })
    await again.act({ type: 'budget.set', account: runOf(stage), cap: eur(95) })
    for (const gate of again.store.approvals.listOpen()) await again.act(answerTo(gate))
    expect(again.working()).toEqual(['t2'])
    requireSound(again)
  })

  it('that is raised after a restart gives tables equal to a replay (E8)', async () => {
    const stage = await openStage(many(2, 30), { plan: { budget: eur(20) } })
    const next = await stage.crash()
    await next.act({ type: 'budget.set', account: runOf(stage), cap: eur(90) })
    expect(next.tasks().t1).toBe('in_progress')
    requireReplayable(next)
  })
})

import { describe, expect, it } from 'vitest'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { requireSound } from './sound.ts'
import { answerTo, eur, openStage, result, type Stage, usage } from './stage.ts'
import { createTestRun, eventsOf, startRun } from './test-run.ts'

const runOf = ({ runId }: Stage) => `run:${runId}` as const
const costly = (key: string, amountMinor: number, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { cost: eur(amountMinor), ...more })
const many = (count: number, amountMinor: number) =>
  Array.from({ length: count }, (_, at) => costly(`t${at}`, amountMinor))
const kinds = (stage: Stage) => stage.movements().map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)

describe('an unknown price', () => {
  const skill = ['writing']
  const unknown = agentOf('bob', { kind: 'model', skills: skill, capacity: 9 })

  it('under a budget is refused with a receipt, and the run is waiting', async () => {
    const stage = await openStage(
      [taskOf('a', { requiredSkills: skill }), taskOf('b', { dependsOn: ['a'] })],
      {
        agents: [unknown],
        plan: { budget: eur(1_000_000) },
      },
    )
    expect(stage.hand.started).toEqual([])
    expect(eventsOf(stage, 'budget.refused')).toMatchObject([{ taskKey: 'a', needed: null }])
    expect(stage.reason('a')).toMatchObject({
      code: 'budget',
      message: expect.stringContaining('The cost is unknown'),
    })
    expect(stage.run().status).toBe('waiting')
    await stage.wait(86_400_000)
    expect(stage.hand.started).toEqual([])
  })

  it('does not matter without a budget', async () => {
    const stage = await openStage([taskOf('a', { requiredSkills: skill })], { agents: [unknown] })
    expect(stage.working()).toEqual(['a'])
  })

  it('is also refused under the budget of a project and of a branch', async () => {
    const stage = await openStage(
      [
        taskOf('g', { kind: 'group', budget: eur(50) }),
        taskOf('a', { parent: 'g', requiredSkills: skill }),
        taskOf('b', { requiredSkills: skill }),
      ],
      { agents: [unknown] },
    )
    expect(stage.working()).toEqual(['b'])
    await stage.act({ type: 'budget.set', account: 'project:p', cap: eur(1000) })
    const other = await startRun(stage, planOf([taskOf('z', { requiredSkills: skill })], { projectId: 'p' }))
    expect(createTestRun(stage, stage.hand, other.runId).working()).toEqual([])
  })

  it('stops blocking the task when its agent gets a price, as the refusal advises', async () => {
    const stage = await openStage([taskOf('a', { requiredSkills: skill })], {
      agents: [unknown],
      plan: { budget: eur(100) },
    })
    await stage.register({ ...unknown, price: eur(10) })
    await stage.settle()
    expect(stage.working()).toEqual(['a'])
    expect(stage.account(runOf(stage)).reservedMinor).toBe(10)
  })
})

describe('the receipt of a refusal', () => {
  it('names the account, the required amount, the remaining amount and the overrun', async () => {
    const stage = await openStage(many(2, 80), { plan: { budget: eur(100) } })
    expect(eventsOf(stage, 'budget.refused')).toEqual([
      {
        type: 'budget.refused',
        runId: stage.runId,
        taskKey: 't1',
        account: runOf(stage),
        needed: eur(80),
        left: eur(20),
        message: expect.stringMatching(/0\.80 EUR.*0\.20 EUR.*0\.60 EUR/),
      },
    ])
  })

  it('is written once for a refusal, not in every turn', async () => {
    const stage = await openStage([...many(2, 80), ...['x', 'y', 'z'].map((key) => taskOf(key))], {
      plan: { budget: eur(100) },
    })
    for (const key of ['x', 'y', 'z']) await stage.say(key, result())
    expect(eventsOf(stage, 'budget.refused')).toHaveLength(1)
  })
})

describe('the reported cost of an attempt', () => {
  it('in another currency than the reservation is refused, also at the end, and the account stays exact', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(100) } })
    const attemptId = stage.idOf('a')
    const spent = { amountMinor: 10, currency: 'USD' }
    expect((await stage.refused({ type: 'attempt.meter', attemptId, spent })).code).toBe('E_RANGE')
    const did = { text: 'did it', data: null }
    await stage.engine.dispatch({ type: 'attempt.finish', attemptId, result: did, spent })
    await stage.settle()
    expect(stage.movements().map(({ currency }) => currency)).not.toContain('USD')
    expect(stage.account(runOf(stage)).settledMinor).not.toBe(10)
  })

  it('without a price and in another currency than the budget is not added to the budget', async () => {
    const stage = await openStage([taskOf('a')], { plan: { budget: eur(100) } })
    await stage.say('a', { type: 'usage', spent: { amountMinor: 70, currency: 'USD' } }, result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 0 })
  })

  it('never decreases, also not at the end', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(100) } })
    const attemptId = stage.idOf('a')
    await stage.say('a', usage(60))
    expect((await stage.refused({ type: 'attempt.meter', attemptId, spent: eur(59) })).code).toBe('E_RANGE')
    const did = { text: 'did it', data: null }
    await stage.engine.dispatch({ type: 'attempt.finish', attemptId, result: did, spent: eur(1) })
    await stage.settle()
    const { reservedMinor, settledMinor } = stage.account(runOf(stage))
    expect(reservedMinor + settledMinor).toBeGreaterThanOrEqual(60)
  })

  it('beyond the reservation at the end is recorded as an overrun, and the next task is refused', async () => {
    const stage = await openStage([costly('a', 50), costly('b', 50, { dependsOn: ['a'] })], {
      plan: { budget: eur(100) },
    })
    const done = {
      type: 'attempt.finish',
      attemptId: stage.idOf('a'),
      result: { text: '', data: null },
    } as const
    await stage.act({ ...done, spent: eur(130) })
    expect(kinds(stage)).toEqual(['reserve 50', 'settle 130', 'overrun 80'])
    expect(stage.working()).not.toContain('b')
    expect(stage.gate('b').kind).toBe('budget_top_up')
    requireSound(stage)
  })
})

describe('requests for a higher budget', () => {
  it('grant the amount of the person, or the requested amount', async () => {
    const stage = await openStage(many(1, 80), { plan: { budget: eur(50) } })
    await stage.act(answerTo(stage.gate('t0'), { response: { amountMinor: 100 } }))
    expect(stage.account(runOf(stage)).capMinor).toBe(150)
    expect(stage.working()).toEqual(['t0'])
  })

  it.each([-5, 0, 1.5, '100', Number.MAX_SAFE_INTEGER])('refuse the amount %s', async (amountMinor) => {
    const stage = await openStage(many(1, 80), { plan: { budget: eur(50) } })
    const answer = answerTo(stage.gate('t0'), { response: { amountMinor } })
    expect((await stage.refused(answer)).code).toMatch(/^E_(TYPE|RANGE|FORMAT)$/)
    expect(stage.account(runOf(stage)).capMinor).toBe(50)
  })

  it('are repeated if the granted amount does not suffice', async () => {
    const stage = await openStage(many(1, 80), { plan: { budget: eur(50) } })
    const first = stage.gate('t0')
    await stage.act(answerTo(first, { response: { amountMinor: 10 } }))
    expect(stage.working()).toEqual([])
    expect(stage.gate('t0').id).not.toBe(first.id)
    await stage.act(answerTo(stage.gate('t0')))
    expect(stage.working()).toEqual(['t0'])
    expect(stage.account(runOf(stage)).capMinor).toBe(80)
    requireSound(stage)
  })

  it('are made once per account, for any number of waiting tasks', async () => {
    const stage = await openStage(many(5, 80), { plan: { budget: eur(50) } })
    expect(stage.store.approvals.listOpen()).toHaveLength(1)
    await stage.act(answerTo(stage.gate('t0'), { response: { amountMinor: 350 } }))
    expect(stage.working()).toHaveLength(5)
  })

  it('that are rejected end only tasks that cannot be paid', async () => {
    const stage = await openStage([...many(3, 80), taskOf('free'), costly('cheap', 20)], {
      plan: { budget: eur(50) },
    })
    await stage.act(answerTo(stage.gate('t0'), { answer: 'reject', note: 'no more' }))
    // Money that is reserved for other tasks may still become available.
    const waiting = { t0: 'cancelled', t1: 'todo', t2: 'todo' }
    expect(stage.tasks()).toMatchObject({ ...waiting, free: 'in_progress', cheap: 'in_progress' })
    await stage.say('free', result())
    await stage.say('cheap', result())
    expect(stage.tasks()).toMatchObject({ t0: 'cancelled', t1: 'cancelled', t2: 'cancelled' })
    expect(stage.task('t1').reason?.code).toBe('over_budget')
    expect(stage.run().status).toBe('failed')
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('are made by another task when the asking task is cancelled', async () => {
    const stage = await openStage(many(2, 80), { plan: { budget: eur(50) } })
    const asked = stage.gate('t0')
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 't0', branch: false })
    expect((await stage.refused(answerTo(asked))).code).toBe('E_APPROVAL_DECIDED')
    expect(stage.gate('t1').kind).toBe('budget_top_up')
    requireSound(stage)
  })
})

import { describe, expect, it } from 'vitest'
import { agentOf, planOf, taskOf } from '../support/engine.ts'
import { createScene, eventsOf, startRun } from './scene.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, failure, openStage, result, type Stage, usage } from './stage.ts'

const runOf = ({ runId }: Stage) => `run:${runId}` as const
const costly = (key: string, amountMinor: number, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { cost: eur(amountMinor), ...more })
const many = (count: number, amountMinor: number) =>
  Array.from({ length: count }, (_, at) => costly(`t${at}`, amountMinor))
const kinds = (stage: Stage) => stage.movements().map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)

describe('money (E5)', () => {
  it('is reserved by the claim, settled by what it came to, and the rest is released', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(250) } })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 100, settledMinor: 0 })
    await stage.say('a', usage(60), result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 60, capMinor: 250 })
    expect(kinds(stage)).toEqual(['reserve 100', 'settle 60', 'release 40'])
    requireSound(stage)
    requireReplayable(stage)
  })

  it('is settled as it was reserved when nobody says what it came to', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(250) } })
    await stage.say('a', result())
    expect(kinds(stage)).toEqual(['reserve 100', 'settle 100'])
  })

  it('is settled for an attempt that fails too, and its next try reserves anew', async () => {
    const retry = { maxAttempts: 2, firstMs: 1000, factor: 2, maxMs: 1000 }
    const stage = await openStage([costly('a', 100, { retry })], { plan: { budget: eur(250) } })
    await stage.say('a', usage(30), failure('agent_error'))
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 30 })
    await stage.wait(1000)
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 100, settledMinor: 30 })
    await stage.say('a', result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 130 })
    requireSound(stage)
  })

  it('is given back by a task that is cancelled while it works, except for what it reported', async () => {
    const stage = await openStage([costly('a', 100)], { plan: { budget: eur(250) } })
    await stage.say('a', usage(10))
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'a', branch: false })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 10 })
    requireSound(stage)
  })

  it('is never promised twice by tasks that become ready in one turn', async () => {
    const leaves = Array.from({ length: 20 }, (_, at) => costly(`leaf${at}`, 30, { dependsOn: ['root'] }))
    const stage = await openStage([taskOf('root'), ...leaves], { plan: { budget: eur(100) } })
    await stage.say('root', result())
    expect(stage.working()).toHaveLength(3)
    expect(stage.account(runOf(stage)).reservedMinor).toBe(90)
    expect(stage.reason('leaf3')).toMatchObject({
      code: 'budget',
      message: expect.stringContaining('0.20 EUR too little'),
    })
    requireSound(stage)
  })

  it('that comes free lets the next start by itself, without a person', async () => {
    const stage = await openStage(many(5, 30), { plan: { budget: eur(60) } })
    expect(stage.working()).toEqual(['t0', 't1'])
    await stage.say('t0', usage(5), result())
    expect(stage.working()).toEqual(['t1'])
    await stage.say('t1', usage(5), result())
    expect(stage.working()).toEqual(['t2'])
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('costs nothing where nothing has a price, and a cap of zero stops only what has one', async () => {
    const stage = await openStage([taskOf('free'), costly('a', 1)], { plan: { budget: eur(0) } })
    expect(stage.working()).toEqual(['free'])
    expect(stage.gate('a').kind).toBe('budget_top_up')
  })
})

describe('a cap', () => {
  it('of a project holds over all of its runs, at once', async () => {
    const plan = { projectId: 'p' }
    const stage = await openStage([taskOf('idle')], { plan })
    await stage.act({ type: 'budget.set', account: 'project:p', cap: eur(100) })
    const runs = await Promise.all([1, 2, 3].map(() => stage.build(planOf(many(2, 30), plan))))
    await stage.settle()
    const working = runs.map((run) => (run.ok ? createScene(stage, stage.hand, run.runId).working() : []))
    expect(working.flat()).toHaveLength(3)
    expect(stage.account('project:p')).toMatchObject({ reservedMinor: 90, settledMinor: 0 })
    requireSound(stage)
  })

  it('of a branch holds for everything below its group and for nothing beside it', async () => {
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
    expect(stage.reason('b')).toMatchObject({ code: 'budget', message: expect.stringContaining('branch g') })
    expect(stage.account(`branch:${stage.runId}/g`).reservedMinor).toBe(40)
    expect(stage.account(runOf(stage)).reservedMinor).toBe(80)
    requireSound(stage)
  })

  it('in another currency than the price refuses the start and says so', async () => {
    const stage = await openStage([taskOf('a', { cost: { amountMinor: 1, currency: 'USD' } })], {
      plan: { budget: eur(1000) },
    })
    expect(stage.working()).toEqual([])
    expect(stage.reason('a')).toMatchObject({ code: 'budget', message: expect.stringMatching(/USD.*EUR/) })
    expect(stage.run().status).toBe('waiting')
  })

  it('that is raised by command frees what it refused', async () => {
    const stage = await openStage(many(3, 30), { plan: { budget: eur(30) } })
    expect(stage.working()).toEqual(['t0'])
    await stage.act({ type: 'budget.set', account: runOf(stage), cap: eur(90) })
    expect(stage.working()).toEqual(['t0', 't1', 't2'])
    requireSound(stage)
  })

  it('is not lowered below what is spent and held, nor set in another currency', async () => {
    const stage = await openStage([...many(1, 30), taskOf('idle')], { plan: { budget: eur(100) } })
    const account = runOf(stage)
    for (const cap of [eur(29), { amountMinor: 500, currency: 'USD' }]) {
      expect((await stage.refused({ type: 'budget.set', account, cap })).code).toBe('E_STATE')
    }
    await stage.act({ type: 'budget.set', account, cap: eur(30) })
    await stage.say('t0', result())
    expect((await stage.refused({ type: 'budget.set', account, cap: eur(29) })).code).toBe('E_STATE')
  })

  it('that is set while an attempt runs counts what that one holds and what was spent before', async () => {
    const stage = await openStage([
      costly('a', 40),
      costly('b', 30, { dependsOn: ['a'] }),
      costly('c', 30, { dependsOn: ['b'] }),
      costly('d', 10, { dependsOn: ['c'] }),
    ])
    await stage.say('a', usage(40), result())
    await stage.act({ type: 'budget.set', account: runOf(stage), cap: eur(100) })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 30, settledMinor: 40 })
    await stage.say('b', result())
    await stage.say('c', result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 100 })
    expect(stage.working()).toEqual([])
    requireSound(stage)
  })

  it('survives a restart, with all that is held and spent', async () => {
    const plan = { budget: eur(90), parallelLimit: 1 }
    const stage = await openStage(many(3, 30), { plan })
    await stage.say('t0', usage(5), result())
    const next = await stage.crash()
    // The attempt that was cut off is settled as it was reserved, since nobody knows; its next try is reserved.
    expect(next.account(runOf(stage))).toMatchObject({ settledMinor: 35, reservedMinor: 30 })
    await next.say('t1', result())
    expect(next.gate('t2').kind).toBe('budget_top_up')
    requireSound(next)
    const again = await next.crash()
    expect(again.account(runOf(stage))).toMatchObject({ settledMinor: 65, reservedMinor: 0 })
    await again.act({ type: 'budget.set', account: runOf(stage), cap: eur(95) })
    await again.act(answerTo(again.gate('t2')))
    expect(again.working()).toEqual(['t2'])
    requireSound(again)
  })

  it('that is raised after a restart gives the tables that the log gives when it is replayed (E8)', async () => {
    const stage = await openStage(many(2, 30), { plan: { budget: eur(20) } })
    const next = await stage.crash()
    await next.act({ type: 'budget.set', account: runOf(stage), cap: eur(90) })
    expect(next.tasks()).toEqual({ t0: 'awaiting_approval', t1: 'in_progress' })
    requireReplayable(next)
  })
})

describe('a price that nobody knows', () => {
  const skill = ['writing']
  const unknown = agentOf('bob', { kind: 'scripted', skills: skill, capacity: 9 })

  it('under a cap is refused with a receipt, and the run says that it waits', async () => {
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
      message: expect.stringContaining('Nobody knows'),
    })
    expect(stage.run().status).toBe('waiting')
    await stage.wait(86_400_000)
    expect(stage.hand.started).toEqual([])
  })

  it('is no hindrance without a cap', async () => {
    const stage = await openStage([taskOf('a', { requiredSkills: skill })], { agents: [unknown] })
    expect(stage.working()).toEqual(['a'])
  })

  it('is refused under the cap of a project and of a branch just the same', async () => {
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
    expect(createScene(stage, stage.hand, other.runId).working()).toEqual([])
  })

  it('stops holding the task as soon as its agent is given a price, as the refusal advises', async () => {
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
  it('names the account, what was needed, what was left and the overrun', async () => {
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

  it('is written once for one refusal, not at every turn', async () => {
    const stage = await openStage([...many(2, 80), ...['x', 'y', 'z'].map((key) => taskOf(key))], {
      plan: { budget: eur(100) },
    })
    for (const key of ['x', 'y', 'z']) await stage.say(key, result())
    expect(eventsOf(stage, 'budget.refused')).toHaveLength(1)
  })
})

describe('what an attempt says that it costs', () => {
  it('in another currency than was reserved is refused, at its end too, and the account stays exact', async () => {
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

  it('of one that had no price, in another currency than the cap, is not added to the cap', async () => {
    const stage = await openStage([taskOf('a')], { plan: { budget: eur(100) } })
    await stage.say('a', { type: 'usage', spent: { amountMinor: 70, currency: 'USD' } }, result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 0 })
  })

  it('never shrinks, at its end neither', async () => {
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

  it('beyond the reservation at its end is written as an overrun, and the next is refused', async () => {
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

describe('answers about money', () => {
  it('give what the person says, or what was asked for', async () => {
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

  it('ask again when what was given does not suffice', async () => {
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

  it('are asked for once per account, however many tasks wait for it', async () => {
    const stage = await openStage(many(5, 80), { plan: { budget: eur(50) } })
    expect(stage.store.approvals.listOpen()).toHaveLength(1)
    await stage.act(answerTo(stage.gate('t0'), { response: { amountMinor: 350 } }))
    expect(stage.working()).toHaveLength(5)
  })

  it('that refuse more money end what cannot be paid for, and nothing else', async () => {
    const stage = await openStage([...many(3, 80), taskOf('free'), costly('cheap', 20)], {
      plan: { budget: eur(50) },
    })
    await stage.act(answerTo(stage.gate('t0'), { answer: 'reject', note: 'no more' }))
    const over = { t0: 'cancelled', t1: 'cancelled', t2: 'cancelled' }
    expect(stage.tasks()).toMatchObject({ ...over, free: 'in_progress', cheap: 'in_progress' })
    expect(stage.task('t1').reason?.code).toBe('over_budget')
    await stage.say('free', result())
    await stage.say('cheap', result())
    expect(stage.run().status).toBe('failed')
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('are asked for by another task when the one that asked is cancelled', async () => {
    const stage = await openStage(many(2, 80), { plan: { budget: eur(50) } })
    const asked = stage.gate('t0')
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 't0', branch: false })
    expect((await stage.refused(answerTo(asked))).code).toBe('E_APPROVAL_DECIDED')
    expect(stage.gate('t1').kind).toBe('budget_top_up')
    requireSound(stage)
  })
})

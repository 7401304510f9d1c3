import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentOf, taskOf } from '../support/engine.ts'
import { takeCrashImages } from './crash-image.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, failure, openStage, reopenStage, result, type Stage, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const runOf = ({ runId }: Stage) => `run:${runId}` as const
const costly = (key: string, amountMinor: number, more: Parameters<typeof taskOf>[1] = {}) =>
  taskOf(key, { cost: eur(amountMinor), ...more })

describe('a cost report during an attempt', () => {
  it('within the reservation moves no money and frees no money for others', async () => {
    const stage = await openStage([costly('a', 60), costly('b', 60)], { plan: { budget: eur(100) } })
    await stage.say('a', usage(20))
    await stage.say('a', usage(60))
    expect(stage.movements()).toHaveLength(1)
    expect(stage.working()).toEqual(['a'])
    expect(stage.task('a').live).toMatchObject({ spent: eur(60), reserved: eur(60) })
  })

  it('beyond the reservation reserves more while the budget allows it', async () => {
    const stage = await openStage([costly('a', 10)], { plan: { budget: eur(100) } })
    await stage.say('a', usage(70))
    expect(stage.account(runOf(stage)).reservedMinor).toBe(70)
    await stage.say('a', usage(100))
    expect(stage.working()).toEqual(['a'])
    await stage.say('a', result())
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 100 })
    requireSound(stage)
  })

  it('stops a running attempt at its limit, during the attempt and not at its end', async () => {
    const stage = await openStage([costly('a', 60), taskOf('other')], { plan: { budget: eur(100) } })
    await stage.say('a', usage(101))
    expect(stage.hand.aborted).toEqual([stage.attempt('a')])
    expect(stage.tasks()).toEqual({ a: 'awaiting_approval', other: 'in_progress' })
    expect(stage.gate('a')).toMatchObject({ kind: 'budget_top_up', allows: ['approve', 'reject'] })
    expect(eventsOf(stage, 'budget.refused')).toMatchObject([
      { taskKey: 'a', needed: eur(41), left: eur(40), message: expect.stringContaining('0.01 EUR') },
    ])
    const [stopped] = stage.attempts('a')
    expect(stopped).toMatchObject({
      status: 'failed',
      failure: { reason: 'over_budget', message: expect.stringMatching(/effects may have happened/i) },
    })
    requireSound(stage)
  })

  it('stops an attempt without a reservation that exhausts the budget of others', async () => {
    const stage = await openStage([costly('a', 60), taskOf('b')], { plan: { budget: eur(100) } })
    await stage.say('b', usage(41))
    expect(stage.hand.aborted).toEqual([stage.attempt('b')])
    expect(stage.tasks().a).toBe('in_progress')
    requireSound(stage)
  })

  it('of a stopping attempt is still counted: its cost is charged at its end', async () => {
    const stage = await openStage([costly('a', 60), taskOf('free')], {
      plan: { budget: eur(100) },
      isDeaf: true,
    })
    await stage.say('a', usage(10))
    for (const taskKey of ['a', 'free']) {
      await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey, branch: false })
    }
    await stage.say('a', usage(70))
    await stage.say('free', usage(5))
    for (const key of ['a', 'free']) stage.hand.hush(stage.attempt(key))
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'cancelled', free: 'cancelled' })
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 75 })
    requireSound(stage)
    requireReplayable(stage)
  })

  it('stops no other attempt: other reservations stay', async () => {
    const stage = await openStage([costly('a', 50), costly('b', 50)], { plan: { budget: eur(100) } })
    await stage.say('a', usage(51))
    expect(stage.working()).toEqual(['b'])
    await stage.say('b', usage(50), result())
    expect(stage.tasks().b).toBe('done')
    requireSound(stage)
  })
})

describe('a stop at the budget', () => {
  it('keeps the slot until the agent has stopped', async () => {
    const stage = await openStage([costly('a', 60), taskOf('b')], {
      plan: { budget: eur(100) },
      agents: [agentOf('ann', { capacity: 1 })],
      isDeaf: true,
    })
    await stage.say('a', usage(101))
    expect(stage.tasks()).toEqual({ a: 'in_progress', b: 'todo' })
    expect(stage.store.approvals.listOpen()).toEqual([])
    stage.hand.hush(stage.attempt('a'))
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'awaiting_approval', b: 'in_progress' })
  })

  it('continues after an increase with all earlier state', async () => {
    const stage = await openStage(
      [costly('a', 60, { dependsOn: ['first'] }), taskOf('first'), taskOf('b', { dependsOn: ['a'] })],
      { plan: { budget: eur(100) } },
    )
    await stage.say('first', result('what it found'))
    await stage.say('a', usage(120))
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.idOf('a')).toBe(stage.attempt('a', 2))
    expect(stage.context('a').dependencies).toMatchObject([
      { key: 'first', result: { text: 'what it found' } },
    ])
    await stage.say('a', usage(50), result())
    await stage.say('b', result())
    expect(stage.run().status).toBe('done')
    expect(stage.account(runOf(stage))).toMatchObject({ reservedMinor: 0, settledMinor: 170 })
    requireReplayable(stage)
  })

  it('asks once for enough to start again', async () => {
    const stage = await openStage([costly('a', 60)], { plan: { budget: eur(100) } })
    await stage.say('a', usage(150))
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.working()).toEqual(['a'])
    requireSound(stage)
  })

  it('without an increase ends the task and skips its dependents', async () => {
    const stage = await openStage([costly('a', 60), taskOf('b', { dependsOn: ['a'] })], {
      plan: { budget: eur(100) },
    })
    await stage.say('a', usage(101))
    await stage.act(answerTo(stage.gate('a'), { answer: 'reject' }))
    expect(stage.tasks()).toEqual({ a: 'cancelled', b: 'skipped' })
    expect(stage.run().status).toBe('failed')
  })

  it('of an agent without repeatable effects does not simply run it again', async () => {
    const stage = await openStage([costly('a', 60)], {
      plan: { budget: eur(100) },
      agents: [agentOf('ann', { effectClass: 'once' })],
    })
    await stage.say('a', usage(101))
    await stage.act(answerTo(stage.gate('a')))
    expect(stage.working()).toEqual([])
    expect(stage.gate('a').kind).toBe('uncertain_outcome')
  })

  it('and a cancellation of the same attempt lead to one end', async () => {
    const stage = await openStage([costly('a', 60)], { plan: { budget: eur(100) }, isDeaf: true })
    await stage.say('a', usage(101))
    await stage.act({ type: 'run.cancel', runId: stage.runId })
    stage.hand.hush(stage.attempt('a'))
    await stage.settle()
    expect(stage.tasks()).toEqual({ a: 'cancelled' })
    expect(stage.run().status).toBe('cancelled')
    expect(stage.store.approvals.listOpen()).toEqual([])
    requireSound(stage)
  })

  it('asks again after a crash at any commit, and counts no money twice', async () => {
    const stage = await openStage([costly('a', 60), costly('b', 30)], { plan: { budget: eur(100) } })
    const images = takeCrashImages(stage)
    await stage.say('b', usage(20))
    await stage.say('a', usage(81))
    await stage.act(answerTo(stage.gate('a')))
    await stage.say('b', result())
    await stage.say('a', usage(60), result())
    expect(stage.run().status).toBe('done')
    expect(images.length).toBeGreaterThan(5)
    for (const [at, image] of images.entries()) {
      const next = await reopenStage(image, stage.runId)
      for (let step = 0; step < 20 && next.run().status !== 'done'; step += 1) {
        requireSound(next)
        const [key] = next.working()
        const [gate] = next.store.approvals.listOpen()
        if (key !== undefined) await next.say(key, usage(30), result())
        else if (gate !== undefined) await next.act(answerTo(gate))
      }
      expect(next.run().status, `crash after commit ${at}`).toBe('done')
      requireSound(next)
      await next.close()
    }
  })
})

describe('any life of a budget', () => {
  const step = fc.record({
    pick: fc.nat(20),
    do: fc.constantFrom('usage', 'usage', 'result', 'result', 'fail', 'answer', 'reject', 'cap', 'crash'),
    amount: fc.integer({ min: 0, max: 90 }),
  })
  const life = fc.record({
    costs: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }),
    cap: fc.integer({ min: 0, max: 150 }),
    branchCap: fc.integer({ min: 0, max: 100 }),
    steps: fc.array(step, { maxLength: 14 }),
  })

  it('keeps accounts, movements and the log consistent, and exceeds no limit (E5)', async () => {
    let moved = 0
    await fc.assert(
      fc.asyncProperty(life, async ({ costs, cap, branchCap, steps }) => {
        const tasks = costs.map((cost, at) => costly(`t${at}`, cost, { parent: at % 2 === 0 ? 'g' : null }))
        let stage = await openStage([taskOf('g', { kind: 'group', budget: eur(branchCap) }), ...tasks], {
          plan: { budget: eur(cap) },
          isFast: true,
        })
        for (const each of steps) {
          stage = await act(stage, each)
          requireSound(stage)
        }
        moved += stage.movements().length
        requireReplayable(stage)
        await stage.close()
      }),
      { numRuns: 40, endOnFailure: true },
    )
    expect(moved).toBeGreaterThan(40)
  })

  const plain = { answer: 'approve', reject: 'reject' } as const
  const settling = { answer: 'run_again', reject: 'fail' } as const

  async function act(stage: Stage, step: { pick: number; do: string; amount: number }): Promise<Stage> {
    const working = stage.working()
    const key = working[step.pick % Math.max(1, working.length)]
    const [gate] = stage.store.approvals.listOpen()
    if (step.do === 'usage' && key !== undefined) await stage.say(key, usage(step.amount))
    if (step.do === 'result' && key !== undefined) await stage.say(key, usage(step.amount), result())
    if (step.do === 'fail' && key !== undefined) await stage.say(key, failure('agent_error'))
    if ((step.do === 'answer' || step.do === 'reject') && gate !== undefined) {
      // After three interruptions, a task asks for its outcome, with other possible answers.
      const words = gate.kind === 'uncertain_outcome' ? settling : plain
      await stage.act(answerTo(gate, { answer: words[step.do] }))
    }
    if (step.do === 'cap') {
      const cap = eur(step.amount * 3)
      await stage.engine.dispatch({ type: 'budget.set', account: runOf(stage), cap })
      await stage.settle()
    }
    if (step.do !== 'crash') return stage
    const next = await stage.crash()
    await stage.close()
    return next
  }
})

import { describe, expect, it } from 'vitest'
import { withMoneyNow } from '../../src-main/engine/money-now.ts'
import { listBalancesOf } from '../../src-main/engine/views/balances.ts'
import { topUpSubjectSchema } from '../../src-shared/model/money.ts'
import { agentOf, taskOf } from '../support/engine.ts'
import { takeCrashImages } from './crash-image.ts'
import { requireReplayable, requireSound } from './sound.ts'
import { answerTo, eur, openStage, reopenStage, result, type Stage, usage } from './stage.ts'
import { eventsOf } from './test-run.ts'

const agents = [
  agentOf('bob', { skills: ['building'], capacity: 1 }),
  agentOf('eve', { skills: ['painting'], capacity: 1 }),
]
const building = { requiredSkills: ['building'] }
const painting = { requiredSkills: ['painting'] }

/**
 * `asker` requests a higher budget and gets it while `holder` occupies the slot of its agent. Then `rival` becomes
 * ready for a free agent, and could use the same money.
 */
async function openRivals(budgetMinor = 50) {
  const stage = await openStage(
    [
      taskOf('asker', { cost: eur(80), ...building }),
      taskOf('holder', { ...building, priority: 'low' }),
      taskOf('before', painting),
      taskOf('rival', { cost: eur(30), dependsOn: ['before'], priority: 'critical', ...painting }),
    ],
    { agents, plan: { budget: eur(budgetMinor) } },
  )
  expect(stage.tasks()).toMatchObject({ asker: 'awaiting_approval', holder: 'in_progress' })
  return stage
}

const reservedOf = (stage: Stage) =>
  listBalancesOf(stage.engine.state, { id: stage.runId, projectId: null }).map(
    ({ capMinor, reservedMinor, settledMinor, leftMinor }) => ({
      capMinor,
      reservedMinor,
      settledMinor,
      leftMinor,
    }),
  )

describe('a budget increase granted to a task', () => {
  it('is not used by another task before this task starts, so that one answer suffices', async () => {
    const stage = await openRivals()
    await stage.act(answerTo(stage.gate('asker')))
    await stage.say('before', result())
    expect(stage.working()).toEqual(['holder'])
    expect(stage.reason('rival')?.code).toBe('budget')
    await stage.say('holder', result())
    expect(stage.working()).toEqual(['asker'])
    expect(eventsOf(stage, 'approval.posted')).toHaveLength(1)
    requireSound(stage)
    requireReplayable(stage)
  })

  it('counts as reserved until the start, so that limit, reserved, spent and remaining add up', async () => {
    const stage = await openRivals()
    await stage.act(answerTo(stage.gate('asker')))
    expect(reservedOf(stage)).toEqual([{ capMinor: 80, reservedMinor: 80, settledMinor: 0, leftMinor: 0 }])
    await stage.say('holder', result())
    expect(reservedOf(stage)).toEqual([{ capMinor: 80, reservedMinor: 80, settledMinor: 0, leftMinor: 0 }])
    await stage.say('asker', usage(60), result())
    expect(reservedOf(stage)).toEqual([{ capMinor: 80, reservedMinor: 0, settledMinor: 60, leftMinor: 20 }])
  })

  it('beyond the need of the task is available to others immediately', async () => {
    const stage = await openRivals()
    await stage.act(answerTo(stage.gate('asker'), { response: { amountMinor: 60 } }))
    await stage.say('before', result())
    expect(stage.working()).toEqual(['holder', 'rival'])
    await stage.say('holder', result())
    expect(stage.working()).toEqual(['rival', 'asker'])
    expect(eventsOf(stage, 'approval.posted')).toHaveLength(1)
    requireReplayable(stage)
  })

  it('is available to others when the task is cancelled', async () => {
    const stage = await openRivals()
    await stage.act(answerTo(stage.gate('asker')))
    await stage.say('before', result())
    await stage.act({ type: 'task.cancel', runId: stage.runId, taskKey: 'asker', branch: false })
    expect(stage.working()).toEqual(['holder', 'rival'])
    expect(reservedOf(stage)[0]).toMatchObject({ reservedMinor: 30, leftMinor: 50 })
    requireReplayable(stage)
  })

  it('stays with its task after a crash at any commit', async () => {
    const stage = await openRivals()
    const images = takeCrashImages(stage)
    await stage.act(answerTo(stage.gate('asker')))
    await stage.say('before', result())
    for (const image of images) {
      const next = await reopenStage(image, stage.runId)
      if (next.tasks().asker === 'awaiting_approval') await next.act(answerTo(next.gate('asker')))
      for (const key of ['before', 'holder']) if (next.working().includes(key)) await next.say(key, result())
      expect(next.tasks().asker).toBe('in_progress')
      expect(next.task('asker').live?.reserved).toEqual(eur(80))
      expect(eventsOf(next, 'approval.posted')).toHaveLength(1)
      requireReplayable(next)
    }
    expect(images.length).toBeGreaterThan(1)
  })

  it('cannot be revoked by a lower budget', async () => {
    const stage = await openRivals()
    await stage.act(answerTo(stage.gate('asker')))
    const lower = { type: 'budget.set', account: `run:${stage.runId}`, cap: eur(79) } as const
    expect((await stage.refused(lower)).code).toBe('E_STATE')
  })
})

describe('a request for a higher budget', () => {
  const shown = (stage: Stage, key: string) => {
    const approval = withMoneyNow(stage.engine.state, stage.gate(key))
    return { ...topUpSubjectSchema.parse(approval.subject), description: approval.description }
  }

  it('shows the current figures, not those of its posting', async () => {
    const stage = await openRivals()
    expect(shown(stage, 'asker')).toMatchObject({ reservedMinor: 0, settledMinor: 0, suggestedMinor: 30 })
    await stage.say('before', result())
    expect(shown(stage, 'asker')).toMatchObject({ reservedMinor: 30, suggestedMinor: 60 })
    await stage.say('rival', usage(20), result())
    expect(shown(stage, 'asker')).toMatchObject({ reservedMinor: 0, settledMinor: 20, suggestedMinor: 50 })
    expect(shown(stage, 'asker').description).toContain('0.30 EUR left')
  })

  it('answered without an amount adds the amount that is missing at the answer', async () => {
    const stage = await openRivals()
    await stage.say('before', result())
    await stage.say('rival', usage(20), result())
    await stage.act(answerTo(stage.gate('asker')))
    await stage.say('holder', result())
    expect(stage.working()).toEqual(['asker'])
    expect(stage.account(`run:${stage.runId}`)).toMatchObject({ capMinor: 100, settledMinor: 20 })
  })
})

describe('the cost limit of a task', () => {
  const run = (more: Parameters<typeof agentOf>[1]) =>
    openStage([taskOf('a', { cost: eur(100), requiredSkills: ['writing'] })], {
      agents: [agentOf('ann', { skills: ['writing'], ...more })],
      plan: { budget: eur(250) },
    })
  const booked = (stage: Stage) => stage.movements().map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)

  it('is reserved but not charged for a free agent that reports no cost', async () => {
    const stage = await run({ kind: 'builtin' })
    expect(stage.account(`run:${stage.runId}`).reservedMinor).toBe(100)
    await stage.say('a', result())
    expect(booked(stage)).toEqual(['reserve 100', 'settle 0', 'release 100'])
    expect(stage.account(`run:${stage.runId}`)).toMatchObject({ reservedMinor: 0, settledMinor: 0 })
    requireSound(stage)
    requireReplayable(stage)
  })

  it("is overridden by the agent's price and by a reported cost", async () => {
    const priced = await run({ kind: 'model', price: eur(40) })
    await priced.say('a', result())
    expect(booked(priced)).toEqual(['reserve 100', 'settle 40', 'release 60'])
    const reported = await run({ kind: 'model', price: eur(40) })
    await reported.say('a', usage(70), result())
    expect(booked(reported)).toEqual(['reserve 100', 'settle 70', 'release 30'])
  })

  it('replaces the unknown price of an agent that reports no cost', async () => {
    const stage = await run({ kind: 'model' })
    await stage.say('a', result())
    expect(booked(stage)).toEqual(['reserve 100', 'settle 100'])
  })
})

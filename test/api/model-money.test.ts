import { describe, expect, it, vi } from 'vitest'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { ok } from '#shared/result.ts'
import type { Purpose } from '../../src-main/models/port.ts'
import type { CompatibleEntry } from '../../src-main/models/settings.ts'
import { decisionOf } from '../decisions/scene.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'
import { patient } from '../support/patient.ts'

const goal = 'A page for our greenhouse'
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
/** 120 input and 30 output tokens cost 1.5 cents, rounded up to 2. */
const priced = { price: '100/100 USD' }

interface Options {
  readonly change?: Partial<CompatibleEntry>
  readonly purpose?: Purpose
}

async function appWith(script: readonly Turn[], { change = priced, purpose = 'deciding' }: Options = {}) {
  const server = await openServer(script)
  const entry = entryAt(server.baseURL, change)
  const none = { planning: null, deciding: null, working: null }
  const settings = { entries: [entry], use: { ...none, [purpose]: entry.name } }
  const app = await bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
  return { ...app, server }
}

type TestApp = Awaited<ReturnType<typeof appWith>>

async function pursue({ client }: TestApp, runId: string) {
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    if (isRunOver(run.status) || tasks.some(({ status }) => status === 'awaiting_input')) return run.status
  }
  throw new Error('The stream ended')
}

/** Payments of a run, oldest first. The run has no reservations. */
async function paidIn({ client }: TestApp, runId: string) {
  const movements = await client.budgets.listTransactions({ runId })
  return movements
    .toReversed()
    .filter(({ kind }) => kind === 'settle')
    .map(({ taskKey, amountMinor }) => `${taskKey} ${amountMinor}`)
}

const chargesIn = async ({ client }: TestApp, runId: string) =>
  (await client.log.listEvents({ limit: 1000 }))
    .filter((event) => event.type === 'budget.charged' && event.runId === runId)
    .map(({ body }) => body)

const steps: Decision[] = [
  decisionOf({
    action: 'create_task',
    next_agent_type: 'frontend_developer',
    task_description: 'Build a web page',
    context_to_pass: { files_to_reference: ['scope.md'], key_information: 'Greenhouse' },
  }),
  decisionOf({ action: 'project_complete' }),
]
const answers = steps.map((step) => turns.json(step))

/** A response that the test releases. */
function held(turn: Turn): { turn: Turn; release: () => void } {
  const waiting: (() => void)[] = []
  return {
    turn: (response, asked) => void waiting.push(() => turn(response, asked)),
    release: () => {
      for (const answer of waiting) answer()
    },
  }
}

describe('a model without a price under a budget', () => {
  it.each([
    ['nobody knows its price', {}, 'The price of the model is unknown, and the run has a budget'],
    ['it costs another currency', { price: '1/1 EUR' }, 'costs EUR, and the budget of the run is in USD'],
  ])('cannot be the decider of a goal with a budget: %s', async (_, price, message) => {
    const change = { baseURL: 'http://models.example/v1', apiKey: null, ...price }
    const { client } = await appWith([], { change })
    await expect(client.goals.start({ goal, decider: 'model', budget: usd(500) })).rejects.toThrow(message)
    expect(await client.runs.list({})).toEqual([])
  })

  it('is no longer asked when a budget is set meanwhile, and a person is asked instead', async () => {
    const first = held(turns.json(steps[0]))
    const app = await appWith([first.turn], { change: { price: '1/1 EUR' } })
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model', projectId: 'zoo' })
    await app.server.untilAsked(1)
    await app.client.budgets.set({ kind: 'project', id: 'zoo', ...usd(500) })
    first.release()
    expect(await pursue(app, runId)).toBe('waiting')
    const [, second] = await app.client.goals.listDecisions({ runId })
    expect(second?.findings[0]?.message).toContain('costs EUR, and the budget of project zoo is in USD')
    expect(second?.findings[0]?.message).toContain('SWITCHYARD_MODEL_PRICE')
    expect(app.server.asked).toHaveLength(1)
  })

  it('drafts nothing for a run with a budget, and the result gives the reason', async () => {
    const change = { baseURL: 'http://models.example/v1', apiKey: null }
    const app = await appWith([], { change, purpose: 'planning' })
    const { id: runId } = await app.client.goals.start({ goal, budget: usd(500) })
    expect(await pursue(app, runId)).toBe('done')
    const { attempts } = await app.client.runs.getTask({ runId, taskKey: 'task-001' })
    expect(attempts[0]?.result?.text).toContain('The price of the model is unknown')
  })
})

describe('a model whose server counts no tokens', () => {
  it("is asked once under a budget, and again after a person's answer", async () => {
    const app = await appWith(steps.map((step) => turns.withoutUsage(step)))
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model', budget: usd(500) })
    expect(await pursue(app, runId)).toBe('waiting')
    expect(app.server.asked).toHaveLength(1)
    const [gate] = await app.client.runs.listApprovals()
    expect(gate?.question).toContain('The price of the model is unknown, and the run has a budget')
    const { id: approvalId = '', hash = '' } = gate ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'respond', note: 'Go on' })
    expect(await pursue(app, runId)).toBe('done')
    expect(app.server.asked).toHaveLength(2)
  })
})

describe('a local model without a price', () => {
  it('costs nothing, so a used-up budget does not block it', async () => {
    const app = await appWith(answers, { change: {} })
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model', budget: usd(0) })
    expect(await pursue(app, runId)).toBe('done')
    expect(app.server.asked).toHaveLength(2)
    expect(await paidIn(app, runId)).toEqual([])
  })
})

describe('a payment for a model', () => {
  it('for a decision after the end of its run counts for the run and the project', async () => {
    const first = held(turns.json(steps[0]))
    const app = await appWith([first.turn])
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model', projectId: 'zoo' })
    await app.server.untilAsked(1)
    await app.client.runs.cancel({ runId })
    expect((await app.client.runs.get({ runId })).run.status).toBe('cancelled')
    first.release()
    await vi.waitFor(async () => expect(await paidIn(app, runId)).toEqual(['task-001 2']), patient)
    expect(await chargesIn(app, runId)).toMatchObject([{ reason: 'late_decision', model: 'local/fake' }])
    const balances = await app.client.budgets.list()
    expect(balances).toMatchObject([{ key: 'project:zoo', settledMinor: 2 }])
    expect((await app.client.audit.replay()).equal).toBe(true)
  })

  it('for an interrupted decision is unknown, and the log says so', async () => {
    const app = await appWith([turns.silent()])
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model' })
    await app.server.untilAsked(1)
    await app.close()
    const again = await bootTestApp({ dataDir: app.dataDir, isPassive: true })
    expect(await chargesIn({ ...again, server: app.server }, runId)).toMatchObject([
      { reason: 'late_decision', model: 'local/fake', spent: null },
    ])
  })

  it('for a shadow decider counts for its run', async () => {
    const app = await appWith([turns.json(steps[0]), turns.fails(401, 'No'), ...answers])
    const { id: runId } = await app.client.goals.start({ goal, shadow: 'other', budget: usd(500) })
    expect(await pursue(app, runId)).toBe('done')
    const ledger = await app.client.goals.listDecisions({ runId })
    await vi.waitFor(
      async () => expect(await app.client.goals.listShadows({ runId })).toHaveLength(ledger.length),
      patient,
    )
    const paid = (await paidIn(app, runId)).filter((each) => each.endsWith(' 2'))
    expect(paid).toHaveLength(ledger.length - 1)
    expect((await app.client.audit.replay()).equal).toBe(true)
  })

  it('for asking again counts for the run, within its budget', async () => {
    const app = await appWith([...answers, ...answers])
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model', projectId: 'zoo' })
    expect(await pursue(app, runId)).toBe('done')
    expect(await paidIn(app, runId)).toEqual(['task-001 2', 'task-002 2'])
    await app.client.budgets.set({ kind: 'project', id: 'zoo', ...usd(7) })
    const replayed = await app.client.goals.replayDecisions({ runId })
    expect(replayed.map(({ isSame }) => isSame)).toEqual([true, true])
    expect((await paidIn(app, runId)).slice(2)).toEqual(['task-001 2', 'task-002 2'])
    const [refused] = await app.client.goals.replayDecisions({ runId })
    expect(refused?.failure).toContain('The budget of project zoo (0.07 USD) is used up')
    expect(app.server.asked).toHaveLength(4)
    expect((await app.client.audit.replay()).equal).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { ok } from '#shared/result.ts'
import { decisionOf } from '../decisions/scene.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'

const create = (type: string, description: string): Decision =>
  decisionOf({
    action: 'create_task',
    next_agent_type: type,
    task_description: description,
    context_to_pass: { files_to_reference: ['scope.md'], key_information: 'Greenhouse' },
    urgency: 'normal',
  })

const steps = [create('frontend_developer', 'Build a web page'), decisionOf({ action: 'project_complete' })]

/** A goal with two decisions of a model, followed by further responses of the model server. */
async function decidedApp(...more: Turn[]) {
  const server = await openServer([...steps.map((step) => turns.json(step)), ...more])
  const entry = entryAt(server.baseURL, {})
  const settings = { entries: [entry], use: { planning: null, deciding: entry.name, working: null } }
  const app = await bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
  const { id: runId } = await app.client.goals.start({ goal: 'A page for our greenhouse', decider: 'model' })
  for await (const { run } of await app.client.runs.watch({ runId })) if (isRunOver(run.status)) break
  return { goals: app.client.goals, audit: app.client.audit, runId, server }
}

describe('the decisions of all runs', () => {
  it('are listed newest first with their outcomes, in pages', async () => {
    const { goals, runId } = await decidedApp()
    const all = await goals.findDecisions({})
    expect(all.map(({ number }) => number)).toEqual([2, 1])
    expect(all[1]).toMatchObject({
      runId,
      outcome: { status: 'done' },
      afterTitle: 'Plan project scope',
      mark: null,
    })
    expect(all[1]?.tookMs).toBeGreaterThanOrEqual(0)
    const [first] = await goals.findDecisions({ limit: 1 })
    const below = { at: first?.at ?? 0, runId, number: first?.number ?? 0 }
    expect((await goals.findDecisions({ below })).map(({ number }) => number)).toEqual([1])
  })

  it('are filtered by action, decider, guard, words and run', async () => {
    const { goals, runId } = await decidedApp()
    const numbers = async (filter: object) =>
      (await goals.findDecisions({ filter })).map(({ number }) => number)
    expect(await numbers({ action: ['create_task'] })).toEqual([1])
    expect(await numbers({ decider: ['rules'] })).toEqual([])
    expect(await numbers({ model: ['local/fake'] })).toEqual([2, 1])
    expect(await numbers({ isRefused: true })).toEqual([])
    expect(await numbers({ text: 'GREENHOUSE' })).toEqual([1])
    expect(await numbers({ run: [runId], to: 1 })).toEqual([])
  })
})

describe('one decision', () => {
  it('can be asked again; each answer is stored, and has no effect', async () => {
    const { goals, audit, runId, server } = await decidedApp(
      turns.json(create('frontend_developer', 'Something else')),
      turns.json(create('backend_developer', 'Build it at once')),
      turns.fails(401, 'No'),
    )
    const question = server.asked[0]?.body.messages.map(({ content }) => content)
    const ask = (model?: string) =>
      goals.askAgain({ runId, number: 1, ...(model !== undefined && { model }) })
    expect(await ask()).toMatchObject({ kind: 'again', isSame: true, model: 'local/fake' })
    expect(server.asked[2]?.body.messages.map(({ content }) => content)).toEqual(question)
    expect(await ask('other')).toMatchObject({
      isSame: false,
      proposed: { next_agent_type: 'backend_developer' },
    })
    expect(server.asked[3]?.body.model).toBe('other')
    expect(await ask()).toMatchObject({ proposed: null, failure: expect.any(String) })
    const { others, record } = await goals.readDecision({ runId, number: 1 })
    expect(others.map(({ isSame }) => isSame)).toEqual([false, false, true])
    expect(record.decision).toEqual(steps[0])
    expect((await goals.findDecisions({})).map(({ number }) => number)).toEqual([2, 1])
    expect((await audit.replay()).equal).toBe(true)
  })

  it('is marked with a note, found by its mark, exported with it, and unmarked', async () => {
    const { goals, runId } = await decidedApp()
    const one = { runId, number: 1 }
    expect((await goals.markDecision({ ...one, mark: 'bad', note: 'Too vague' })).mark).toMatchObject({
      mark: 'bad',
      note: 'Too vague',
    })
    const filter = { mark: ['bad' as const] }
    const { decisions, next } = await goals.exportDecisions({ filter })
    expect(decisions).toMatchObject([{ number: 1, mark: { note: 'Too vague' }, decision: steps[0] }])
    expect(decisions[0]?.prompt).toContain('You decide what happens next')
    expect(next).toBeNull()
    await goals.markDecision({ ...one, mark: null })
    expect(await goals.findDecisions({ filter })).toEqual([])
  })

  it('that does not exist cannot be marked or asked', async () => {
    const { goals, runId } = await decidedApp()
    await expect(goals.markDecision({ runId, number: 9, mark: 'good' })).rejects.toThrow('does not exist')
    await expect(goals.askAgain({ runId, number: 9 })).rejects.toThrow('does not exist')
  })
})

import { describe, expect, it, vi } from 'vitest'
import type { Decision } from '#shared/model/decisions/decision.ts'
import { isRunOver } from '#shared/model/runs/run.ts'
import { ok } from '#shared/result.ts'
import type { CompatibleEntry } from '../../src-main/models/settings.ts'
import { decisionOf } from '../decisions/scene.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'
import { patient } from '../support/patient.ts'

/** A local server with the protocol and a script replaces the hosted model. */
async function appWith(
  script: readonly Turn[],
  { dataDir, ...change }: Partial<CompatibleEntry> & { dataDir?: string } = {},
) {
  const server = await openServer(script)
  const entry = entryAt(server.baseURL, change)
  const settings = { entries: [entry], use: { planning: null, deciding: entry.name, working: null } }
  const app = await bootTestApp({
    config: { models: ok(settings), readModelKey: async () => key },
    ...(dataDir !== undefined && { dataDir }),
  })
  return { ...app, server }
}

type TestApp = Awaited<ReturnType<typeof appWith>>

const create = (type: string, description: string, files: string[]): Decision =>
  decisionOf({
    action: 'create_task',
    next_agent_type: type,
    task_description: description,
    context_to_pass: { files_to_reference: files, key_information: 'Greenhouse' },
    urgency: 'normal',
  })

const steps = [
  create('project_manager', 'Write plan.md for a page', ['scope.md']),
  create('frontend_developer', 'Build the page', ['plan.md']),
  decisionOf({ action: 'project_complete' }),
]
const answers = steps.map((step) => turns.json(step))

async function pursue({ client }: TestApp, runId: string) {
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    if (isRunOver(run.status) || tasks.some(({ status }) => status === 'awaiting_input')) return run.status
  }
  throw new Error('The stream ended')
}

const start = async (app: TestApp) =>
  (await app.client.goals.start({ goal: 'A page for our greenhouse', decider: 'model' })).id

/** 120 input and 30 output tokens cost 0.015 USD, rounded up to two cents. */
const priced = { price: '100/100 USD' }
const none = { amountMinor: 0, currency: 'USD' }

describe('an uncovered part of a goal, with a model', () => {
  const goal = 'Build a web page for our fair and research the best date'

  it('is named before the start as a part that is checked later', async () => {
    const app = await appWith([])
    const { expectations, notUnderstood } = await app.client.goals.preview({ goal })
    expect(notUnderstood).toEqual([])
    expect(expectations).toContain(
      'The model decides about "research the best date". Switchyard checks later that the work covers this part.',
    )
  })

  it('delays the end of the goal until a person answers, and is a gap if left out', async () => {
    const done = turns.json(decisionOf({ action: 'project_complete' }))
    const app = await appWith([...answers, done])
    const { id: runId } = await app.client.goals.start({ goal, decider: 'model' })
    expect(await pursue(app, runId)).toBe('waiting')
    const [gate] = await app.client.runs.listApprovals()
    expect(gate?.question).toContain('No task covers these parts of the goal: "research the best date".')
    const { id: approvalId = '', hash = '' } = gate ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'respond', note: 'Leave it out.' })
    await vi.waitUntil(async () => isRunOver((await app.client.runs.get({ runId })).run.status), patient)
    expect((await app.client.runs.get({ runId })).run.outcome).toBe('succeeded_with_gaps')
    const { gaps } = await app.client.runs.getSummary({ runId })
    expect(gaps).toContainEqual(expect.objectContaining({ kind: 'left_out', name: 'research the best date' }))
  })

  it('causes a question before the work if the rules decide, even with a model', async () => {
    const app = await appWith([])
    await app.client.goals.start({ goal, decider: 'rules' })
    const [gate] = await app.client.runs.listApprovals()
    expect(gate?.description).toContain('- research the best date')
  })
})

describe('a goal with a deciding model', () => {
  it("follows the model's answers, and the ledger records each answer and its cost", async () => {
    const app = await appWith(answers)
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('done')
    const ledger = await app.client.goals.listDecisions({ runId })
    expect(ledger.map(({ decision }) => decision)).toEqual(steps)
    expect(ledger[0]).toMatchObject({ decider: 'model', model: 'local/fake', findings: [], spent: null })
    expect(ledger[0]?.tokens).toEqual({ input: 120, output: 30 })
    const [first] = app.server.asked
    const said = first?.body.messages.map(({ content }) => content).join('\n') ?? ''
    expect(said).toContain('A page for our greenhouse')
    expect(said).toContain('name: "scope.md"\nmade by: "task-001"')
    expect(said).toContain('"next_agent_type"')
  })

  it.each([
    ['too many requests', turns.tooMany('0')],
    ['an error of the server', turns.fails(500, 'Oops')],
    ['a connection that is cut', turns.hangsUp()],
    ['prose around the answer', turns.inProse(steps[0])],
    ['a fence around the answer', turns.fenced(steps[0])],
    ['thoughts before the answer', turns.thinking(steps[0])],
    ['an answer that is not in the form, once', turns.json({ action: 'rule_the_world' })],
  ])('continues after %s', async (what, fault) => {
    const isAnswer = /around|before/.test(what)
    const app = await appWith([fault, ...answers.slice(isAnswer ? 1 : 0)])
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('done')
    expect((await app.client.goals.listDecisions({ runId })).map(({ decision }) => decision)).toEqual(steps)
  })

  it.each([
    ['a refusal', [turns.refuses('I would rather not.')]],
    ['an answer that is cut off', [turns.truncated('{"action": "crea')]],
    ['a key that is not taken', [turns.fails(401, 'No')]],
    ['no model of this name', [turns.fails(404, 'No such model')]],
  ])('asks a person after %s, and loses nothing', async (_, faults) => {
    const app = await appWith([...faults, ...answers])
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('waiting')
    const [record] = await app.client.goals.listDecisions({ runId })
    expect(record).toMatchObject({ proposed: null, findings: [{ code: 'no_answer' }] })
    const [gate] = await app.client.runs.listApprovals()
    await app.client.runs.answerApproval({
      approvalId: gate?.id ?? '',
      hash: gate?.hash ?? '',
      answer: 'respond',
      note: 'Go on as you think best',
    })
    expect(await pursue(app, runId)).toBe('done')
    expect((await app.client.audit.replay()).equal).toBe(true)
  })

  it('falls back to the rules after two malformed answers, recorded in the ledger', async () => {
    const app = await appWith([turns.json({ action: 'x' }), turns.json({ action: 'y' }), ...answers.slice(1)])
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('done')
    const [record] = await app.client.goals.listDecisions({ runId })
    expect(record).toMatchObject({
      proposed: null,
      raw: '{"action":"y"}',
      findings: [{ code: 'no_answer' }],
      decision: { action: 'create_task', next_agent_type: 'project_manager' },
    })
    const [, repair] = app.server.asked
    expect(repair?.body.messages.at(-1)?.content).toContain('action')
    expect((await app.client.audit.replay()).equal).toBe(true)
  })

  it('accepts a decision with exactly the six fields of the specification', async () => {
    const six = ({ action, reasoning, next_agent_type, task_description, ...rest }: Decision) => {
      const { context_to_pass, urgency } = rest
      return { action, reasoning, next_agent_type, task_description, context_to_pass, urgency }
    }
    const app = await appWith(steps.map((step) => turns.json(six(step))))
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('done')
    const ledger = await app.client.goals.listDecisions({ runId })
    expect(ledger.map(({ decision }) => decision)).toEqual(steps)
    expect(ledger.every(({ findings }) => findings.length === 0)).toBe(true)
    expect(app.server.asked).toHaveLength(steps.length)
  })

  it('asks with the reason if an escalation has no question', async () => {
    const escalation = { action: 'escalate_to_human', reasoning: 'Is the greenhouse heated?' }
    const app = await appWith([turns.json(escalation)])
    expect(await pursue(app, await start(app))).toBe('waiting')
    const [gate] = await app.client.runs.listApprovals()
    expect(gate?.question).toContain('Is the greenhouse heated?')
  })

  it('is not complete if a model says so right after the scope', async () => {
    const complete = turns.json({ action: 'project_complete', reasoning: 'All is done.' })
    const app = await appWith([complete, complete, complete])
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('waiting')
    expect((await app.client.goals.getOutcome({ runId })).outcome).toBe('open')
    const [record] = await app.client.goals.listDecisions({ runId })
    expect(record).toMatchObject({
      proposed: { action: 'project_complete' },
      decision: { action: 'escalate_to_human' },
    })
    expect(record?.findings.map(({ code }) => code)).toContain('nothing_made')
    const files = await app.client.runs.listArtifacts({ runId })
    expect(files.map(({ name }) => name)).toEqual(['scope.md'])
  })

  it("asks a person if the guard refuses the model's decision", async () => {
    const app = await appWith([turns.json(create('hacker', 'Break in', ['/etc/passwd'])), ...answers])
    const runId = await start(app)
    expect(await pursue(app, runId)).toBe('waiting')
    const [record] = await app.client.goals.listDecisions({ runId })
    expect(record?.findings.map(({ code }) => code)).toEqual(['unknown_agent_type', 'unknown_file'])
    expect(record?.decision.question).toContain('No agent has the type hacker')
  })

  it('asks a person instead of a model when the budget of the run is used up', async () => {
    const app = await appWith(answers, priced)
    const { id: runId } = await app.client.goals.start({
      goal: 'A page for our greenhouse',
      decider: 'model',
      budget: none,
    })
    expect(await pursue(app, runId)).toBe('waiting')
    const [record] = await app.client.goals.listDecisions({ runId })
    expect(record?.findings[0]?.message).toContain('(0.00 USD) is used up')
    expect(app.server.asked).toEqual([])
  })
})

describe('a goal with uncovered parts', () => {
  it('starts no work before a person answers, and lists the parts among its gaps', async () => {
    const { client } = await bootTestApp()
    const goal = 'A page for our choir and research the best date'
    const { id: runId, goal: started } = await client.goals.start({ goal, limits: { tasks: 9 } })
    expect(started).toMatchObject({ notUnderstood: ['research the best date'], limits: { tasks: 9 } })
    const [gate] = await client.runs.listApprovals()
    expect(gate?.description).toContain('research the best date')
    expect((await client.runs.get({ runId })).run.counts.done).toBe(0)
    await client.runs.answerApproval({
      approvalId: gate?.id ?? '',
      hash: gate?.hash ?? '',
      answer: 'approve',
    })
    for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) break
    expect((await client.runs.get({ runId })).run.outcome).toBe('succeeded_with_gaps')
    expect((await client.runs.getSummary({ runId })).gaps).toContainEqual(
      expect.objectContaining({ kind: 'left_out', name: 'research the best date' }),
    )
  })
})

describe("a goal that requires a person's approval", () => {
  it('has a gate before the task that needs it, and does not ask twice', async () => {
    const sending = create('frontend_developer', 'Publish the page', [])
    const app = await appWith([...answers.slice(0, 2), turns.json(sending), ...answers.slice(2)])
    const said = 'Build a page for our greenhouse, and ask me before you publish it'
    const { id: runId } = await app.client.goals.start({ goal: said, decider: 'model' })
    const gate = await vi.waitUntil(async () => (await app.client.runs.listApprovals())[0], patient)
    expect(gate).toMatchObject({
      kind: 'task_gate',
      question: 'The goal says "ask me before you publish it". May this task start?',
      subject: { description: expect.stringContaining('Publish the page') },
    })
    await app.client.runs.answerApproval({ approvalId: gate.id, hash: gate.hash, answer: 'approve' })
    await vi.waitUntil(async () => isRunOver((await app.client.runs.get({ runId })).run.status), patient)
    expect(await app.client.inbox.history()).toMatchObject({ items: [{ kind: 'task_gate' }] })
  })

  it('asks before the end when planned step by step, and gates the results of a plan', async () => {
    const { client } = await bootTestApp()
    const goal = 'A page for our greenhouse. Ask me before you publish it.'
    const { id: runId } = await client.goals.start({ goal })
    for await (const { tasks } of await client.runs.watch({ runId })) {
      if (tasks.some(({ status }) => status === 'awaiting_input')) break
    }
    const [gate] = await client.runs.listApprovals()
    expect(gate?.question).toContain(
      'The goal says "Ask me before you publish it". Do you approve the result?',
    )
    const { plan } = await client.seed.scope({ goal })
    expect(plan.tasks[0]?.gate).toMatchObject({
      when: 'after',
      question: expect.stringContaining('Ask me before you publish it'),
    })
  })
})

describe('asking a decider again', () => {
  it("compares the model's current answer with the decision, and has no other effect", async () => {
    const other = { ...steps[1], next_agent_type: 'technical_writer' }
    const again = [turns.json(steps[0]), turns.json(other), turns.fails(401, 'No')]
    const app = await appWith([...answers, ...again])
    const runId = await start(app)
    await pursue(app, runId)
    const before = await app.client.runs.get({ runId })
    const replayed = await app.client.goals.replayDecisions({ runId, model: 'other' })
    expect(replayed.map(({ isSame }) => isSame)).toEqual([true, false, false])
    expect(replayed.map(({ model }) => model)).toEqual([
      'other-decider/other',
      'other-decider/other',
      'other-decider/other',
    ])
    expect(replayed[1]?.now?.next_agent_type).toBe('technical_writer')
    expect(replayed[2]).toMatchObject({ now: null, failure: expect.stringContaining('key') })
    expect(app.server.asked.at(-1)?.body.model).toBe('other')
    expect(await app.client.runs.get({ runId })).toEqual(before)
  })
})

describe('the shadow decider of a goal', () => {
  it('gets the same question, and changes nothing', async () => {
    const other = { ...steps[1], next_agent_type: 'technical_writer' }
    const app = await appWith([
      turns.json(steps[0]),
      turns.json(other),
      turns.fails(401, 'No'),
      turns.json(steps[2]),
    ])
    const { id: runId } = await app.client.goals.start({
      goal: 'A page for our greenhouse',
      shadow: 'other',
    })
    expect(await pursue(app, runId)).toBe('done')
    const ledger = await app.client.goals.listDecisions({ runId })
    const shadows = await vi.waitFor(async () => {
      const found = await app.client.goals.listShadows({ runId })
      expect(found).toHaveLength(ledger.length)
      return found
    }, patient)
    expect(ledger.map(({ decider, model }) => [decider, model])).toEqual(ledger.map(() => ['rules', null]))
    expect(shadows.map(({ number, isSame }) => [number, isSame])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, true],
    ])
    expect(shadows[0]?.was).toEqual(ledger[0]?.decision)
    expect(shadows.map(({ failure }) => failure !== null)).toEqual([false, false, true, false])
    expect(app.server.asked.every(({ body }) => body.model === 'other')).toBe(true)
    expect((await app.client.audit.replay()).equal).toBe(true)
  })

  it('that is still busy does not delay a shutdown, stores nothing then, and is not asked again', async () => {
    const app = await appWith(Array.from({ length: 9 }, () => turns.silent()))
    const { id: runId } = await app.client.goals.start({ goal: 'A page for our greenhouse', shadow: 'other' })
    await app.server.untilAsked(1)
    expect(await pursue(app, runId)).toBe('done')
    const ledger = await app.client.goals.listDecisions({ runId })
    await app.close()
    const later = await appWith([turns.silent()], { dataDir: app.dataDir })
    expect(await later.client.goals.listDecisions({ runId })).toEqual(ledger)
    expect(await later.client.goals.listShadows({ runId })).toEqual([])
    await later.close()
    expect(later.server.asked).toEqual([])
  })

  it.each(['rules', 'model'] as const)(
    'is not asked when the budget of the run is used up (%s decide)',
    async (decider) => {
      const app = await appWith(answers, priced)
      const { id: runId } = await app.client.goals.start({
        goal: 'A page for our greenhouse',
        decider,
        shadow: 'other',
        budget: none,
      })
      await pursue(app, runId)
      expect(await app.client.goals.listDecisions({ runId })).not.toEqual([])
      await app.close()
      expect(app.server.asked).toEqual([])
    },
  )
})

describe('a question that no shadow decider got', () => {
  it('is not sent to a model later', async () => {
    const app = await appWith(answers, priced)
    const { id: runId } = await app.client.goals.start({
      goal: 'A page for our greenhouse',
      decider: 'model',
      budget: none,
    })
    await pursue(app, runId)
    const [replayed] = await app.client.goals.replayDecisions({ runId })
    expect(replayed).toMatchObject({
      now: null,
      failure: 'The original decision was made without a model, so there is no question to repeat.',
      model: null,
      spent: null,
    })
    expect(app.server.asked).toEqual([])
  })
})

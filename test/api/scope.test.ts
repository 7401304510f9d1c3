import { describe, expect, it } from 'vitest'
import { ok } from '#shared/result.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'

describe('the scope of a goal from templates', () => {
  it('is a valid plan with an agent and a check for each deliverable', async () => {
    const { call } = await serveTestApp()
    const { status, body } = await call('POST', '/api/modules/orchestrator/scope', {
      goal: 'Build an API for bookings and a guide for its users',
      project_id: 'bookings',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ open_questions: [], model: null, notes: [] })
    expect(
      body.plan.tasks.map(({ task_id, required_skills, depends_on }: Record<string, unknown>) => [
        task_id,
        required_skills,
        depends_on,
      ]),
    ).toEqual([
      ['task-001', ['backend_developer'], []],
      ['task-002', ['technical_writer'], []],
      ['task-003', ['tester'], ['task-001', 'task-002']],
    ])
    for (const { description } of body.plan.tasks) expect(description).toContain('Done when')
    expect(body.plan.project_id).toBe('bookings')
    const once = { 'idempotency-key': 'once' }
    const built = await call('POST', '/api/modules/orchestrator/build', body.plan, once)
    expect(await call('POST', '/api/modules/orchestrator/build', body.plan, once)).toEqual(built)
    expect(built.body).toMatchObject({ status: 'executing' })
    expect(built.body.delegated_tasks).toHaveLength(3)
  })

  it('sets a gate for external effects, and asks for missing information', async () => {
    const { client } = await bootTestApp()
    const sent = await client.seed.scope({ goal: 'Write a report and send it to the board' })
    expect(sent.plan.tasks[0]?.gate).toMatchObject({
      when: 'after',
      question: expect.stringContaining('"send"'),
    })
    const vague = await client.seed.scope({ goal: 'Make us happy' })
    expect(vague.plan.tasks).toEqual([])
    expect(vague.open_questions).toEqual([expect.stringContaining('Make us happy')])
    const answers = [{ question: vague.open_questions[0] ?? '', answer: 'A web page with songs' }]
    const told = await client.seed.scope({ goal: 'Make us happy', answers })
    expect(told).toMatchObject({ open_questions: [], plan: { title: 'Make us happy' } })
    expect(told.plan.tasks).toMatchObject([{ description: expect.stringContaining('A web page with songs') }])
    const not = [{ question: 'What?', answer: 'Nothing in particular' }]
    const asked = await client.seed.scope({ goal: 'Make us happy', answers: not })
    expect(asked.open_questions).toHaveLength(1)
  })
})

describe('a large task of a plan from templates', () => {
  it('is split into a base and a part for each feature, and runs that way', async () => {
    const { call } = await serveTestApp()
    const goal = 'Build an API for bookings with a calendar, payments and reminders'
    const { body } = await call('POST', '/api/modules/orchestrator/scope', { goal })
    expect(body.complexity).toEqual([
      {
        task_id: 'task-001',
        score: 8,
        because: 'It must have: calendar, payments, reminders.',
        is_split: true,
      },
      {
        task_id: 'task-002',
        score: 2,
        because: 'This task tests the results of the other tasks.',
        is_split: false,
      },
    ])
    expect(
      body.plan.tasks.map(({ task_id, kind, parent, title, depends_on }: Record<string, unknown>) => [
        ...[task_id, kind ?? 'task', parent ?? null, title, depends_on],
      ]),
    ).toEqual([
      ['task-001', 'group', null, 'HTTP endpoint: API for bookings', []],
      ['task-001.1', 'task', 'task-001', expect.stringContaining('foundation'), []],
      ['task-001.2', 'task', 'task-001', expect.stringContaining('calendar'), ['task-001.1']],
      ['task-001.3', 'task', 'task-001', expect.stringContaining('payments'), ['task-001.1']],
      ['task-001.4', 'task', 'task-001', expect.stringContaining('reminders'), ['task-001.1']],
      ['task-002', 'task', null, expect.stringContaining('Tests'), ['task-001']],
    ])
    const built = await call('POST', '/api/modules/orchestrator/build', body.plan)
    expect(built.body).toMatchObject({ status: 'executing' })
    expect(built.body.delegated_tasks).toHaveLength(5)
  })

  it('is not split by independent parts', async () => {
    const { client } = await bootTestApp()
    const { plan } = await client.seed.scope({
      goal: 'Website with a REST API, docs and tests for our orders',
    })
    expect(plan.tasks.map(({ required_skills }) => required_skills)).toEqual([
      ['backend_developer'],
      ['frontend_developer'],
      ['technical_writer'],
      ['tester'],
    ])
  })

  it('passes its gate to its parts', async () => {
    const { client } = await bootTestApp()
    const goal = 'Build an API with orders, refunds and invoices, and publish it'
    const { plan } = await client.seed.scope({ goal })
    expect(plan.tasks.map(({ kind = 'task', gate }) => [kind, gate?.when ?? null])).toEqual([
      ['group', null],
      ...plan.tasks.slice(1).map(() => ['task', 'after']),
    ])
  })
})

const task = (title: string, more: object = {}) => ({
  title,
  description: `Do ${title}`,
  agent_type: 'Tester',
  depends_on: [],
  priority: 'high',
  estimate_minutes: 30,
  done_when: 'it is there',
  needs_approval: false,
  complexity: 3,
  complexity_reason: 'It is small.',
  ...more,
})

/** A local server with the protocol and a script replaces the hosted model. */
async function appWith(script: readonly Turn[]) {
  const server = await openServer(script)
  const entry = entryAt(server.baseURL)
  const settings = { entries: [entry], use: { planning: entry.name, deciding: null, working: null } }
  return bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
}

describe('the scope of a goal from a model', () => {
  it('is the plan of the model, in our terms', async () => {
    const tasks = [task('one'), task('two', { depends_on: [1], needs_approval: true, agent_type: 'chef' })]
    const { client } = await appWith([turns.json({ title: 'Two things', tasks, open_questions: ['Why?'] })])
    const { plan, open_questions, model, notes } = await client.seed.scope({ goal: 'Two things, please' })
    expect(model).toBe('local/fake')
    expect(open_questions).toEqual(['Why?'])
    expect(notes).toEqual(['No agent has the skill chef. Add an agent, or change the task.'])
    expect(plan.tasks).toEqual([
      {
        task_id: 'task-001',
        title: 'one',
        description: 'Do one\n\nDone when it is there',
        required_skills: ['tester'],
        depends_on: [],
        priority: 'high',
        estimate_ms: 1_800_000,
      },
      expect.objectContaining({ depends_on: ['task-001'], requires_approval: true }),
    ])
  })

  it.each([
    [
      'cannot be run',
      [turns.json({ title: 'x', tasks: [task('a', { depends_on: [1] })], open_questions: [] })],
    ],
    [
      'names a task that is not there',
      [turns.json({ title: 'x', tasks: [task('a', { depends_on: [9] })], open_questions: [] })],
    ],
    ['does not come', [turns.fails(401, 'No')]],
  ])('falls back to templates if the plan of the model %s, with a note', async (_, script) => {
    const { client } = await appWith(script)
    const { plan, model, notes } = await client.seed.scope({ goal: 'A page for our choir' })
    expect(model).toBeNull()
    expect(notes).toHaveLength(1)
    expect(plan.tasks.map(({ required_skills }) => required_skills)).toEqual([['frontend_developer']])
  })

  it('has a large task split by the same model, and keeps the task if no parts arrive', async () => {
    const hard = { complexity: 9, complexity_reason: 'Two systems at once.' }
    const { complexity: _, complexity_reason: __, ...part } = task('first part')
    const tasks = [task('one', hard), task('two', { ...hard, depends_on: [1] }), task('three')]
    const { client } = await appWith([
      turns.json({ title: 'x', tasks, open_questions: [] }),
      turns.json({ parts: [part, { ...part, title: 'second part', depends_on: [1] }] }),
      turns.json({ parts: [part, { ...part, depends_on: [2] }] }),
    ])
    const { plan, complexity, notes } = await client.seed.scope({ goal: 'Hard things' })
    expect(plan.tasks.map(({ task_id, kind, depends_on }) => [task_id, kind, depends_on])).toEqual([
      ['task-001', 'group', []],
      ['task-001.1', undefined, []],
      ['task-001.2', undefined, ['task-001.1']],
      ['task-002', undefined, ['task-001']],
      ['task-003', undefined, []],
    ])
    expect(complexity.map(({ score, is_split }) => [score, is_split])).toEqual([
      [9, true],
      [9, false],
      [3, false],
    ])
    expect(notes).toEqual(['“two” is hard and was not split. A part depends on a later part.'])
  })
})

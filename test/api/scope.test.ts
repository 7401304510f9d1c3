import { describe, expect, it } from 'vitest'
import { ok } from '#shared/result.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'

describe('the scope of a goal, by templates', () => {
  it('is a plan that build takes, with who makes each thing and a check for it', async () => {
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

  it('puts a gate where something reaches others, and asks what the goal does not say', async () => {
    const { client } = await bootTestApp()
    const sent = await client.seed.scope({ goal: 'Write a report and send it to the board' })
    expect(sent.plan.tasks[0]?.gate).toMatchObject({
      when: 'after',
      question: expect.stringContaining('"send"'),
    })
    const vague = await client.seed.scope({ goal: 'Make us happy' })
    expect(vague.plan.tasks).toEqual([])
    expect(vague.open_questions).toEqual([expect.stringContaining('Make us happy')])
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
  ...more,
})

/** A hosted model is not to be had here: a real server on loopback speaks its protocol, by a script. */
async function appWith(script: readonly Turn[]) {
  const server = await openServer(script)
  const entry = entryAt(server.baseURL)
  const settings = { entries: [entry], use: { planning: entry.name, deciding: null, working: null } }
  return bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
}

describe('the scope of a goal, by a model', () => {
  it('is the plan of the model, in our words', async () => {
    const tasks = [task('one'), task('two', { depends_on: [1], needs_approval: true, agent_type: 'chef' })]
    const { client } = await appWith([turns.json({ title: 'Two things', tasks, open_questions: ['Why?'] })])
    const { plan, open_questions, model, notes } = await client.seed.scope({ goal: 'Two things, please' })
    expect(model).toBe('local/fake')
    expect(open_questions).toEqual(['Why?'])
    expect(notes).toEqual(['No agent has the skill chef: add one, or change the task.'])
    expect(plan.tasks).toEqual([
      {
        task_id: 'task-001',
        title: 'one',
        description: 'Do one\n\nDone when it is there',
        required_skills: ['tester'],
        depends_on: [],
        priority: 'high',
        requires_approval: false,
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
  ])('is made by templates where the plan of the model %s, and says so', async (_, script) => {
    const { client } = await appWith(script)
    const { plan, model, notes } = await client.seed.scope({ goal: 'A page for our choir' })
    expect(model).toBeNull()
    expect(notes).toHaveLength(1)
    expect(plan.tasks.map(({ required_skills }) => required_skills)).toEqual([['frontend_developer']])
  })
})

import { describe, expect, it } from 'vitest'
import { createProject, onboardingLog } from '../agents/builders.ts'
import { serveTestApp } from '../support/app.ts'
import { compact, serveRest } from './rest.ts'

/** The example request of the specification. */
const example = {
  plan_id: 'plan-87234',
  tasks: [
    {
      task_id: 'task-001',
      description: 'Summarize project onboarding logs',
      required_skills: ['summarization', 'memory_search'],
    },
    {
      task_id: 'task-002',
      description: "Reflect on the user's recent actions",
      required_skills: ['reflection', 'context_analysis'],
    },
  ],
  project_id: 'project-123',
}

const logs = () => createProject({ 'log.md': onboardingLog })

describe('POST /api/modules/orchestrator/build', () => {
  it('returns the example of the specification in its format', async () => {
    const { call } = await serveTestApp()
    const { status, body } = await call('POST', '/api/modules/orchestrator/build', example)
    expect(status).toBe(200)
    expect(body).toEqual({
      status: 'executing',
      delegated_tasks: [
        { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        { task_id: 'task-002', assigned_agent: 'hal', delegation_task_id: 'task-002-delegated' },
      ],
      memory_id: expect.any(String),
    })
  })

  it('returns the JSON of the specification byte for byte', async () => {
    const { text } = await serveRest()
    const request = `{
      "plan_id": "plan-87234",
      "tasks": [
        {
          "task_id": "task-001",
          "description": "Summarize project onboarding logs",
          "required_skills": ["summarization", "memory_search"]
        },
        {
          "task_id": "task-002",
          "description": "Reflect on the user's recent actions",
          "required_skills": ["reflection", "context_analysis"]
        }
      ],
      "project_id": "project-123"
    }`
    const answer = await text('POST', '/api/modules/orchestrator/build', request)
    expect(answer.replace(/"mem_[^"]+"/, '"xyz123"')).toBe(
      compact(`{
        "status": "executing",
        "delegated_tasks": [
          {
            "task_id": "task-001",
            "assigned_agent": "ash",
            "delegation_task_id": "task-001-delegated"
          },
          {
            "task_id": "task-002",
            "assigned_agent": "hal",
            "delegation_task_id": "task-002-delegated"
          }
        ],
        "memory_id": "xyz123"
      }`),
    )
  })

  it('stores the memory entry of the specification byte for byte if an agent lacks a skill', async () => {
    const { text, register } = await serveRest()
    await register({ id: 'hal', name: 'Hal', kind: 'builtin', skills: ['reflection'] })
    const built = await text('POST', '/api/modules/orchestrator/build', JSON.stringify(example))
    const entry = await text('GET', `/api/modules/memory/read?memory_id=${JSON.parse(built).memory_id}`)
    const substituted = entry.replace(
      /"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}"/,
      '"timestamp":"2025-04-11T23:08:51.123456"',
    )
    expect(substituted).toBe(
      compact(`{
        "agent_id": "orchestrator",
        "type": "build_log",
        "content": {
          "plan_id": "plan-87234",
          "delegated_tasks": [
            {
              "task_id": "task-001",
              "assigned_agent": "ash",
              "delegation_task_id": "task-001-delegated"
            }
          ],
          "unassigned_tasks": [
            {
              "task_id": "task-002",
              "reason": "No qualified agent found: Agent lacks required skills: context_analysis."
            }
          ],
          "timestamp": "2025-04-11T23:08:51.123456"
        },
        "tags": ["build_log", "plan:plan-87234"],
        "project_id": "project-123",
        "status": "executing",
        "task_type": "build",
        "task_id": "plan-87234"
      }`),
    )
  })

  it('stores a build log with the structure of the specification', async () => {
    const { call } = await serveTestApp()
    const withGap = {
      ...example,
      tasks: [example.tasks[0], { ...example.tasks[1], required_skills: ['telepathy'] }],
    }
    const built = await call('POST', '/api/modules/orchestrator/build', withGap)
    const { status, body } = await call('GET', `/api/modules/memory/read?memory_id=${built.body.memory_id}`)
    expect(status).toBe(200)
    expect(body).toEqual({
      agent_id: 'orchestrator',
      type: 'build_log',
      content: {
        plan_id: 'plan-87234',
        delegated_tasks: [
          { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        ],
        unassigned_tasks: [
          {
            task_id: 'task-002',
            reason: 'No qualified agent found: Agent lacks required skills: telepathy.',
          },
        ],
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
      },
      tags: ['build_log', 'plan:plan-87234'],
      project_id: 'project-123',
      status: 'executing',
      task_type: 'build',
      task_id: 'plan-87234',
    })
  })

  it('fails and still stores the log if no agent matches', async () => {
    const { call } = await serveTestApp()
    const tasks = [{ task_id: 'a', description: 'Fly', required_skills: ['flying'] }]
    const { body } = await call('POST', '/api/modules/orchestrator/build', { plan_id: 'p', tasks })
    expect(body).toMatchObject({ status: 'failed', delegated_tasks: [] })
    const log = await call('GET', `/api/modules/memory/read?memory_id=${body.memory_id}`)
    expect(log.body).toMatchObject({ status: 'failed', project_id: null })
  })

  it('runs the assigned tasks', async () => {
    const { app, call } = await serveTestApp()
    await call('POST', '/api/modules/orchestrator/build', { ...example, project_folder: logs() })
    const [run] = await app.client.runs.list({})
    for await (const change of await app.client.runs.watch({ runId: run?.id ?? '' })) {
      if (change.run.status === 'done') break
    }
    const { attempts } = await app.client.runs.getTask({ runId: run?.id ?? '', taskKey: 'task-002' })
    expect(attempts[0]?.result?.text).toContain('agent.registered')
  })

  it('accepts dependencies, priority, due date, tags and a gate in addition to the required fields', async () => {
    const { app, call } = await serveTestApp()
    const tasks = [
      { ...example.tasks[0], priority: 'CRITICAL', due_at: '2027-01-01T00:00:00Z', tags: ['log'] },
      { ...example.tasks[1], depends_on: ['task-001'], requires_approval: true },
    ]
    await call('POST', '/api/modules/orchestrator/build', { ...example, tasks, project_folder: logs() })
    const [run] = await app.client.runs.list({})
    for await (const change of await app.client.runs.watch({ runId: run?.id ?? '' })) {
      if (change.run.status === 'waiting') break
    }
    const [gate] = await app.client.runs.listApprovals()
    expect(gate).toMatchObject({ kind: 'task_gate', taskKey: 'task-002' })
    const answered = await call('POST', `/api/v1/approvals/${encodeURIComponent(gate?.id ?? '')}/answer`, {
      answer: 'approve',
      hash: gate?.hash,
    })
    expect(answered.status).toBe(200)
    for await (const change of await app.client.runs.watch({ runId: run?.id ?? '' })) {
      if (change.run.status === 'done') break
    }
  })

  it('returns the first answer to a repeated Idempotency-Key, and refuses the key for another request', async () => {
    const { app, call } = await serveTestApp()
    const key = { 'idempotency-key': 'build-1' }
    const first = await call('POST', '/api/modules/orchestrator/build', example, key)
    const again = await call('POST', '/api/modules/orchestrator/build', example, key)
    expect(again.body).toEqual(first.body)
    expect(await app.client.runs.list({})).toHaveLength(1)
    const other = await call('POST', '/api/modules/orchestrator/build', { ...example, plan_id: 'other' }, key)
    expect(other.status).toBe(409)
    expect(other.body.error.code).toBe('E_IDEMPOTENCY_MISMATCH')
  })

  const refused: Record<string, [status: number, code: string, message: RegExp, body: unknown]> = {
    'malformed JSON': [400, 'E_JSON', /^Line 2, column \d+/, '{ "plan_id": "p",\n "tasks": [ }'],
    'a duplicate key': [400, 'E_KEY', /plan_id/, '{ "plan_id": "a", "plan_id": "b", "tasks": [] }'],
    'an unknown field': [400, 'E_UNKNOWN_FIELD', /plan_idd/, { ...example, plan_idd: 'x' }],
    'a missing field': [400, 'E_REQUIRED', /tasks/, { plan_id: 'p' }],
    'a wrong type': [400, 'E_TYPE', /tasks/, { plan_id: 'p', tasks: 'all' }],
    'no tasks': [422, 'E_PLAN_SIZE', /no tasks/, { plan_id: 'p', tasks: [] }],
    'a bad date': [
      400,
      'E_DATE',
      /due_at/,
      { plan_id: 'p', tasks: [{ ...example.tasks[0], due_at: 'tomorrow' }] },
    ],
    'two tasks with one id': [
      409,
      'E_DUPLICATE_ID',
      /task-001/,
      { plan_id: 'p', tasks: [example.tasks[0], example.tasks[0]] },
    ],
    'an unknown dependency': [
      422,
      'E_DEP_UNKNOWN',
      /task-001 depends on task-009/,
      { plan_id: 'p', tasks: [{ ...example.tasks[0], depends_on: ['task-009'] }] },
    ],
    'a cycle': [
      422,
      'E_DEP_CYCLE',
      /task-001 → task-002 → task-001|task-002 → task-001 → task-002/,
      {
        plan_id: 'p',
        tasks: [
          { ...example.tasks[0], depends_on: ['task-002'] },
          { ...example.tasks[1], depends_on: ['task-001'] },
        ],
      },
    ],
  }
  for (const [what, [status, code, message, body]] of Object.entries(refused)) {
    it(`refuses ${what} with ${code} and changes nothing`, async () => {
      const { app, call } = await serveTestApp()
      const before = (await app.client.system.info()).seq
      const answer = await call('POST', '/api/modules/orchestrator/build', body)
      expect(answer.status).toBe(status)
      expect(answer.body.error).toMatchObject({
        code,
        message: expect.stringMatching(message),
        hint: expect.any(String),
      })
      expect((await app.client.system.info()).seq).toBe(before)
    })
  }
})

describe('POST /api/agent/verify_task', () => {
  it('returns the matching and missing skills of an agent', async () => {
    const { call } = await serveTestApp()
    const ask = (agent_id: string, required_skills: string[]) =>
      call('POST', '/api/agent/verify_task', { agent_id, required_skills })
    expect((await ask('ash', ['summarization'])).body).toEqual({
      qualified: true,
      missing_skills: [],
      available: true,
      reason: 'Agent has the required skills.',
    })
    expect((await ask('ash', ['context_analysis'])).body).toEqual({
      qualified: false,
      missing_skills: ['context_analysis'],
      available: true,
      reason: 'Agent lacks required skills: context_analysis.',
    })
    expect((await ask('nobody', ['reflection'])).body).toEqual({
      qualified: false,
      missing_skills: ['reflection'],
      available: false,
      reason: 'Agent not found: nobody.',
    })
  })
})

describe('GET /api/modules/memory/read', () => {
  it('refuses an unknown id', async () => {
    const { call } = await serveTestApp()
    const { status, body } = await call('GET', '/api/modules/memory/read?memory_id=mem_nothing')
    expect(status).toBe(404)
    expect(body.error.code).toBe('E_NOT_FOUND')
  })
})

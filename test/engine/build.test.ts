import { describe, expect, it } from 'vitest'
import { memoryIdSchema } from '../../src-shared/ids.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import type { TaskDefinition } from '../../src-shared/model/task.ts'
import { agentOf, createHandAgent, createHarness, planOf, taskOf } from '../support/engine.ts'
import { eventsOf, type Harness, refusalOf, startRun } from './scene.ts'

/** The plan of document 000, as it is written there. */
const example = (): PlanDocument =>
  planOf(
    [
      taskOf('task-001', {
        description: 'Summarize project onboarding logs',
        requiredSkills: ['summarization', 'memory_search'],
      }),
      taskOf('task-002', {
        description: "Reflect on the user's recent actions",
        requiredSkills: ['reflection', 'context_analysis'],
      }),
    ],
    { key: 'plan-87234', projectId: 'project-123' },
  )
const ash = agentOf('ash', { skills: ['summarization', 'memory_search'] })
const hal = agentOf('hal', { skills: ['reflection', 'context_analysis'] })

async function harnessWith(...agents: Parameters<Harness['register']>) {
  const harness = createHarness()
  if (agents.length > 0) await harness.register(...agents)
  return harness
}

async function build(harness: Harness, plan: PlanDocument) {
  const built = await startRun(harness, plan)
  if (built.value.build === null) throw new Error('a build answers with a build')
  const entry = harness.store.memory.find(built.value.build.memory_id)
  return { runId: built.runId, response: built.value.build, entry }
}

describe('build', () => {
  it('delegates each task to an agent that has its skills and answers in the shape of document 000', async () => {
    const { response } = await build(await harnessWith(ash, hal), example())
    expect(response).toEqual({
      status: 'executing',
      delegated_tasks: [
        { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        { task_id: 'task-002', assigned_agent: 'hal', delegation_task_id: 'task-002-delegated' },
      ],
      memory_id: expect.stringMatching(/^mem_/),
    })
  })

  it('keeps the build log of document 000 in memory, with the reason of what stayed unassigned', async () => {
    const reflecting = agentOf('hal', { skills: ['reflection'] })
    const harness = await harnessWith(ash, reflecting)
    const { runId, response, entry } = await build(harness, example())
    expect(response).toMatchObject({
      status: 'executing',
      delegated_tasks: [
        { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
      ],
    })
    expect(response.delegated_tasks).toHaveLength(1)
    expect(entry).toEqual({
      id: response.memory_id,
      agentId: 'orchestrator',
      type: 'build_log',
      content: {
        plan_id: 'plan-87234',
        delegated_tasks: [
          { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        ],
        unassigned_tasks: [
          {
            task_id: 'task-002',
            reason: 'No qualified agent found: Agent lacks required skills: context_analysis.',
          },
        ],
        timestamp: '2026-01-01T00:00:00.000000',
      },
      tags: ['build_log', 'plan:plan-87234'],
      projectId: 'project-123',
      status: 'executing',
      taskType: 'build',
      taskId: 'plan-87234',
      createdAt: Date.UTC(2026, 0, 1),
      runId,
    })
    expect(harness.store.runs.find(runId)?.buildLogId).toBe(response.memory_id)
  })

  it('writes the same reason on the task, where it stays until an agent can do it', async () => {
    const harness = await harnessWith(ash)
    const { runId, entry } = await build(harness, example())
    const reason = 'No qualified agent found: Agent lacks required skills: reflection, context_analysis.'
    expect(entry?.content).toMatchObject({ unassigned_tasks: [{ task_id: 'task-002', reason }] })
    expect(harness.store.tasks.find(runId, 'task-002')).toMatchObject({
      status: 'todo',
      agentId: null,
      reason: { code: 'no_agent', message: reason },
    })
    expect(harness.store.tasks.find(runId, 'task-001')?.status).toBe('done')
  })

  it('says failed when nobody can do anything, and still keeps the log', async () => {
    const harness = await harnessWith(agentOf('zed', { skills: ['flying'] }))
    const { runId, response, entry } = await build(harness, example())
    expect(response).toEqual({ status: 'failed', delegated_tasks: [], memory_id: expect.any(String) })
    expect(entry).toMatchObject({
      status: 'failed',
      content: {
        delegated_tasks: [],
        unassigned_tasks: [
          {
            task_id: 'task-001',
            reason: 'No qualified agent found: Agent lacks required skills: summarization, memory_search.',
          },
          {
            task_id: 'task-002',
            reason: 'No qualified agent found: Agent lacks required skills: reflection, context_analysis.',
          },
        ],
      },
    })
    expect(harness.store.runs.find(runId)?.status).toBe('waiting')
  })

  it('says failed when there is no agent at all', async () => {
    const { response, entry } = await build(await harnessWith(), example())
    expect(response.status).toBe('failed')
    expect(entry?.content).toMatchObject({
      unassigned_tasks: [
        { task_id: 'task-001', reason: expect.stringMatching(/^No qualified agent found: /) },
        { task_id: 'task-002', reason: expect.stringMatching(/^No qualified agent found: /) },
      ],
    })
  })

  it('goes through the tasks in dependency order, whatever the order of the request', async () => {
    const tasks = [
      taskOf('c', { dependsOn: ['b'] }),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('a'),
      taskOf('z', { requiredSkills: ['flying'] }),
    ]
    const { response } = await build(await harnessWith(ash), planOf(tasks))
    expect(response.delegated_tasks.map(({ task_id }) => task_id)).toEqual(['a', 'b', 'c'])
  })

  it('promises a task to an agent without a free slot, because being busy never disqualifies', async () => {
    const harness = await harnessWith(agentOf('ann', { capacity: 1 }))
    const { response } = await build(harness, planOf([taskOf('a'), taskOf('b'), taskOf('c')]))
    expect(response.delegated_tasks.map(({ assigned_agent }) => assigned_agent)).toEqual([
      'ann',
      'ann',
      'ann',
    ])
  })

  it('stores with the assignment every candidate, the one chosen, and what would have changed it', async () => {
    const harness = await harnessWith(ash, hal)
    const { runId } = await build(harness, example())
    const scorecard = harness.store.assignments.findNewest(runId, 'task-002')
    expect(scorecard?.chosen).toBe('hal')
    expect(scorecard?.counterfactual).not.toBe('')
    expect(scorecard?.candidates.find(({ agentId }) => agentId === 'ash')).toEqual({
      agentId: 'ash',
      verdict: {
        qualified: false,
        missingSkills: ['reflection', 'context_analysis'],
        available: true,
        reason: 'Agent lacks required skills: reflection, context_analysis.',
      },
      score: null,
      parts: null,
    })
  })

  it('names an attempt as the seed names a delegation', async () => {
    const harness = await harnessWith(ash, hal)
    const { runId } = await build(harness, example())
    const started = eventsOf(harness, 'attempt.started')
    expect(started.map(({ attemptId, number }) => [attemptId, number])).toEqual([
      [`${runId}/task-001#1`, 1],
      [`${runId}/task-002#1`, 1],
    ])
  })

  it('runs tasks in dependency order and finishes the run', async () => {
    const agent = createHandAgent()
    const harness = createHarness({ adapter: agent.adapter })
    await harness.register(agentOf('a'))
    const { runId } = await startRun(
      harness,
      planOf([
        taskOf('1'),
        taskOf('2', { dependsOn: ['1'] }),
        taskOf('3', { dependsOn: ['1'] }),
        taskOf('4', { dependsOn: ['2', '3'] }),
      ]),
    )
    expect(agent.pending()).toEqual(['1'])
    agent.finish('1')
    await harness.settle()
    expect(agent.pending()).toEqual(['2', '3'])
    agent.finish('3')
    await harness.settle()
    expect(agent.pending()).toEqual(['2'])
    agent.finish('2')
    await harness.settle()
    expect(agent.contexts.get('4')?.dependencies.map((each) => each.result?.text)).toEqual(['did 2', 'did 3'])
    agent.finish('4')
    await harness.settle()
    expect(harness.statuses(runId)).toEqual({ 1: 'done', 2: 'done', 3: 'done', 4: 'done' })
    expect(harness.store.runs.find(runId)?.status).toBe('done')
  })
})

describe('a build that is refused', () => {
  const chain = (...keys: string[]): TaskDefinition[] =>
    keys.map((key, at) => taskOf(key, { dependsOn: [keys.at(at - 1) ?? key] }))
  const cases: Record<string, { tasks: TaskDefinition[]; code: string; message: RegExp }> = {
    'a plan without tasks': { tasks: [], code: 'E_PLAN_SIZE', message: /no tasks/ },
    'two tasks with one id': {
      tasks: [taskOf('a'), taskOf('b'), taskOf('a')],
      code: 'E_DUPLICATE_ID',
      message: /\ba\b/,
    },
    'a dependency on a task that is not there, with both ids': {
      tasks: [taskOf('a'), taskOf('b', { dependsOn: ['a', 'ghost'] })],
      code: 'E_DEP_UNKNOWN',
      message: /\bb\b.*\bghost\b/,
    },
    'a task that waits for itself': {
      tasks: [taskOf('a', { dependsOn: ['a'] })],
      code: 'E_DEP_CYCLE',
      message: /a → a/,
    },
    'a cycle, printed as a path': {
      tasks: [taskOf('start'), ...chain('a', 'b', 'c')],
      code: 'E_DEP_CYCLE',
      message: /a → b → c → a|b → c → a → b|c → a → b → c/,
    },
    'a child that its own group waits for, printed as a path': {
      tasks: [
        taskOf('g', { kind: 'group', dependsOn: ['after'] }),
        taskOf('child', { parent: 'g' }),
        taskOf('after', { dependsOn: ['child'] }),
      ],
      code: 'E_DEP_CYCLE',
      message: /→/,
    },
    'a child of a group that is not there': {
      tasks: [taskOf('child', { parent: 'ghost' })],
      code: 'E_DEP_UNKNOWN',
      message: /\bchild\b.*\bghost\b/,
    },
    'a child of a task that is no group': {
      tasks: [taskOf('a'), taskOf('child', { parent: 'a' })],
      code: 'E_DEP_UNKNOWN',
      message: /\bchild\b.*\ba\b/,
    },
    'more than 100,000 tasks': {
      tasks: Array.from({ length: 100_001 }, (_, at) => taskOf(`t${at}`)),
      code: 'E_PLAN_SIZE',
      message: /100,?001.*100,?000/,
    },
  }
  it.each(Object.entries(cases))(
    '%s: changes nothing and says what to do',
    async (_, { tasks, code, message }) => {
      const harness = await harnessWith(ash)
      const command = { type: 'run.build', runId: 'run_x', memoryId: 'mem_x', plan: planOf(tasks) } as const
      const refused = await refusalOf(harness, command, 'command-1')
      expect(refused).toMatchObject({ code, message: expect.stringMatching(message) })
      expect(refused.hint).not.toBe('')
      expect(harness.engine.state.runs.size).toBe(0)
      const corrected = await harness.build(planOf([taskOf('a')]), 'command-1')
      expect(corrected.ok).toBe(true)
    },
  )
})

describe('a build that is repeated', () => {
  it('with the same id gives the first answer and makes no second run', async () => {
    const harness = await harnessWith(ash, hal)
    const first = await harness.build(example(), 'build-1')
    await harness.settle()
    const before = harness.store.events.lastSeq()
    const again = await harness.build(example(), 'build-1')
    expect(again).toEqual(first)
    expect(harness.store.events.lastSeq()).toBe(before)
    expect(harness.store.runs.listNewest(10)).toHaveLength(1)
  })

  it('with the same id after a restart gives the first answer', async () => {
    const harness = await harnessWith(ash, hal)
    const first = await harness.build(example(), 'build-1')
    await harness.close()
    const next = createHarness({ dataDir: harness.dataDir })
    expect(await next.build(example(), 'build-1')).toEqual(first)
    expect(next.store.runs.listNewest(10)).toHaveLength(1)
  })

  it('100 times at once with one id makes one run and 100 equal answers (D8)', async () => {
    const harness = await harnessWith(ash, hal)
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => harness.build(example(), 'build-1')))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(outcomes[0]?.ok).toBe(true)
    expect(harness.store.runs.listNewest(10)).toHaveLength(1)
    expect(eventsOf(harness, 'memory.remembered')).toHaveLength(1)
  })

  it('with the same id and another body is refused with the time of the first use', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example(), 'build-1')
    await harness.clock.advance(60_000)
    await harness.settle()
    const other = { ...example(), title: 'Another plan' }
    const memoryId = memoryIdSchema.parse('mem_x')
    const command = { type: 'run.build', runId: 'run_x', memoryId, plan: other } as const
    const refused = await refusalOf(harness, command, 'build-1')
    expect(refused).toMatchObject({
      code: 'E_IDEMPOTENCY_MISMATCH',
      message: expect.stringContaining('2026-01-01T00:00:00'),
    })
  })

  it('with the same id for a command of another kind is refused', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example(), 'command-1')
    await harness.settle()
    const refused = await refusalOf(harness, { type: 'run.cancel', runId: 'run_x' }, 'command-1')
    expect(refused.code).toBe('E_IDEMPOTENCY_MISMATCH')
  })

  it('without an id makes a run of its own each time', async () => {
    const harness = await harnessWith(ash, hal)
    await harness.build(example())
    await harness.build(example())
    expect(harness.store.runs.listNewest(10)).toHaveLength(2)
  })
})

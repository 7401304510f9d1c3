import { describe, expect, it } from 'vitest'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { agentOf, createHandAgent, createHarness, planOf, taskOf } from '../support/engine.ts'
import { ash, example, hal, harnessWith } from './seed-plan.ts'
import { eventsOf, type Harness, scorecardOf, startRun } from './test-run.ts'

async function build(harness: Harness, plan: PlanDocument) {
  const built = await startRun(harness, plan)
  if (built.value.build === null) throw new Error('a build answers with a build')
  const entry = harness.store.memory.find(built.value.build.memory_id)
  return { runId: built.runId, response: built.value.build, entry }
}

describe('build', () => {
  it('assigns each task to an agent with its skills, and answers in the format of the specification', async () => {
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

  it('stores the build log of the specification in memory, with reasons for unassigned tasks', async () => {
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
      taskKey: null,
      eventSeq: expect.any(Number),
    })
    expect(harness.store.runs.find(runId)?.buildLogId).toBe(response.memory_id)
  })

  it('stores the same reason in the task until an agent can do it', async () => {
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

  it('returns failed if no agent matches, and still stores the log', async () => {
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

  it('returns failed without any agent', async () => {
    const { response, entry } = await build(await harnessWith(), example())
    expect(response.status).toBe('failed')
    expect(entry?.content).toMatchObject({
      unassigned_tasks: [
        { task_id: 'task-001', reason: expect.stringMatching(/^No qualified agent found: /) },
        { task_id: 'task-002', reason: expect.stringMatching(/^No qualified agent found: /) },
      ],
    })
  })

  it('processes the tasks in dependency order, in any order of the request', async () => {
    const tasks = [
      taskOf('c', { dependsOn: ['b'] }),
      taskOf('b', { dependsOn: ['a'] }),
      taskOf('a'),
      taskOf('z', { requiredSkills: ['flying'] }),
    ]
    const { response } = await build(await harnessWith(agentOf('ann')), planOf(tasks))
    expect(response.delegated_tasks.map(({ task_id }) => task_id)).toEqual(['a', 'b', 'c'])
  })

  it('gives a task without required skills only to agents that accept such tasks, and explains the others', async () => {
    const skilled = agentOf('ash', { skills: ['summarization'] })
    const played = agentOf('kit', { kind: 'model' })
    const nobody = await build(await harnessWith(skilled, played), planOf([taskOf('a')]))
    expect(nobody.response).toMatchObject({ status: 'failed', delegated_tasks: [] })
    const worker = agentOf('pat', { kind: 'external', skills: ['cooking'] })
    const harness = await harnessWith(skilled, played, worker)
    const { response } = await build(harness, planOf([taskOf('a')]))
    expect(response.delegated_tasks.map(({ assigned_agent }) => assigned_agent)).toEqual(['pat'])
  })

  it('assigns a task to a busy agent, because a busy agent is not disqualified', async () => {
    const harness = await harnessWith(agentOf('ann', { capacity: 1 }))
    const { response } = await build(harness, planOf([taskOf('a'), taskOf('b'), taskOf('c')]))
    expect(response.delegated_tasks.map(({ assigned_agent }) => assigned_agent)).toEqual([
      'ann',
      'ann',
      'ann',
    ])
  })

  it('stores with the assignment all candidates, the selected one, and the change that would select another', async () => {
    const harness = await harnessWith(ash, hal)
    const { runId } = await build(harness, example())
    const scorecard = scorecardOf(harness, runId, 'task-002')
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

  it('names an attempt in the format of the specification', async () => {
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

describe('a task that was done before the run', () => {
  it('starts as done, unblocks its dependents and is assigned to no agent', async () => {
    const harness = await harnessWith(ash, hal)
    const [first, second] = example().tasks
    if (first === undefined || second === undefined) throw new Error('the example has two tasks')
    const { response, runId } = await build(harness, {
      ...example(),
      tasks: [
        { ...first, isDone: true },
        { ...second, dependsOn: [first.key] },
      ],
    })
    expect(response.delegated_tasks.map(({ task_id }) => task_id)).toEqual([second.key])
    const [done, next] = harness.store.tasks.listOfRun(runId)
    expect(done).toMatchObject({ status: 'done', attempts: 0, reason: { code: 'done_before' } })
    expect(next?.status).not.toBe('blocked')
    expect(eventsOf(harness, 'task.done_before')).toHaveLength(1)
  })
})

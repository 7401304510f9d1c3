import { describe, expect, it } from 'vitest'
import { agentOf, createHandAgent, createHarness, planOf, taskOf } from '../support/engine.ts'

describe('build', () => {
  it('delegates each task to an agent that has its skills and answers in the shape of document 000', async () => {
    const harness = createHarness()
    await harness.register(
      agentOf('ash', { skills: ['summarization', 'memory_search'] }),
      agentOf('hal', { skills: ['reflection', 'context_analysis'] }),
    )
    const built = await harness.build(
      planOf([
        taskOf('task-001', { requiredSkills: ['summarization', 'memory_search'] }),
        taskOf('task-002', { requiredSkills: ['reflection', 'context_analysis'] }),
      ]),
    )
    expect(built.ok && built.value.build).toEqual({
      status: 'executing',
      delegated_tasks: [
        { task_id: 'task-001', assigned_agent: 'ash', delegation_task_id: 'task-001-delegated' },
        { task_id: 'task-002', assigned_agent: 'hal', delegation_task_id: 'task-002-delegated' },
      ],
      memory_id: expect.stringMatching(/^mem_/),
    })
  })

  it('runs tasks in dependency order and finishes the run', async () => {
    const agent = createHandAgent()
    const harness = createHarness({ adapter: agent.adapter })
    await harness.register(agentOf('a'))
    const built = await harness.build(
      planOf([
        taskOf('1'),
        taskOf('2', { dependsOn: ['1'] }),
        taskOf('3', { dependsOn: ['1'] }),
        taskOf('4', { dependsOn: ['2', '3'] }),
      ]),
    )
    if (!built.ok) throw new Error(built.error.message)
    await harness.settle()
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
    expect(harness.statuses(built.runId)).toEqual({ 1: 'done', 2: 'done', 3: 'done', 4: 'done' })
    expect(harness.store.runs.find(built.runId)?.status).toBe('done')
  })
})

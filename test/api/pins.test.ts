import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'

const hand = (id: string, byKey: object) => ({
  ...{ id, name: id, kind: 'scripted' as const, skills: [], capacity: 1 },
  config: { byKey: JSON.parse(JSON.stringify(byKey)) },
})
const clumsy = hand('clumsy', {
  first: { durationMs: 60_000 },
  only: { durationMs: 1, fail: { message: 'No.' } },
})
const able = hand('able', {})
const task = (task_id: string, more: object = {}) => ({
  ...{ task_id, description: `Do ${task_id}`, required_skills: [] },
  ...more,
})

type Client = Awaited<ReturnType<typeof bootTestApp>>['client']

async function start(client: Client, tasks: ReturnType<typeof task>[]) {
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks },
    simulate: true,
    roster: [clumsy, able],
  })
  return runId
}

async function waitUntilOver(client: Client, runId: string) {
  for await (const { run } of await client.runs.watch({ runId })) if (run.endedAt !== null) return run
}

describe('a task with an assigned agent', () => {
  it('has the agent in its plan file, and can be reassigned while its run is active', async () => {
    const { client } = await bootTestApp()
    const pin = 'clumsy'
    const runId = await start(client, [task('first', { pin }), task('next', { pin })])
    const before = await client.runs.getTask({ runId, taskKey: 'next' })
    expect(before.task).toMatchObject({
      pin,
      status: 'todo',
      agentId: 'clumsy',
      reason: { code: 'agent_busy' },
    })
    const { candidates, pin: known } = await client.runs.rankAgents({ runId, taskKey: 'next' })
    expect(candidates.map(({ agentId }) => agentId)).toEqual(['clumsy', 'able'])
    expect(known).toEqual({ agentId: 'clumsy', fault: null })
    expect(await client.runs.editTask({ runId, taskKey: 'next', pin: 'able' })).toMatchObject({
      ...{ pin: 'able', agentId: 'able' },
    })
    const after = await client.runs.getTask({ runId, taskKey: 'next' })
    expect(after.scorecard?.pin).toEqual({ agentId: 'able', fault: null })
    await client.runs.cancel({ runId })
  })

  it('is repeated by another agent, in a run that reuses the other results', async () => {
    const { client } = await bootTestApp()
    const runId = await start(client, [task('good', { pin: 'able' }), task('only', { pin: 'clumsy' })])
    expect(await waitUntilOver(client, runId)).toMatchObject({ status: 'failed' })
    const { chosen } = await client.runs.rankAgents({ runId, taskKey: 'only' })
    expect(chosen).toBe('able')
    const pins = [{ taskKey: 'only', agentId: 'able' }]
    const again = await client.runs.start({ againRunId: runId, fromTasks: ['only'], pins })
    expect(await waitUntilOver(client, again.runId)).toMatchObject({ status: 'done' })
    const { task: done } = await client.runs.getTask({ runId: again.runId, taskKey: 'only' })
    expect(done).toMatchObject({ pin: 'able', agentId: 'able' })
    const kept = await client.runs.getTask({ runId: again.runId, taskKey: 'good' })
    expect(kept.task.reason?.code).toBe('carried')
  })

  it('requires an agent that the plan allows', async () => {
    const { client } = await bootTestApp()
    const request = { plan_id: 'p', tasks: [task('a')] }
    const pins = [{ taskKey: 'ghost', agentId: 'able' }]
    await expect(client.runs.start({ request, pins })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })
})

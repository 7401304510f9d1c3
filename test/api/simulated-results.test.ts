import { describe, expect, it } from 'vitest'
import { isRunOver } from '#shared/model/runs/run.ts'
import { createMemoryTool } from '../../src-main/agents/model/adapter.ts'
import { createKnowledge } from '../../src-main/app/agents/knowledge.ts'
import { bootTestApp } from '../support/app.ts'
import { createHarness, planOf, taskOf } from '../support/engine.ts'
import { serveRest } from './rest.ts'
import { serveWorker, work, worker } from './worker.ts'

type Client = Awaited<ReturnType<typeof bootTestApp>>['client']

const zebras = (id: string, more: { required_skills?: string[]; title?: string } = {}) => ({
  task_id: id,
  title: 'Paint the zebras',
  description: 'Search for zebras',
  required_skills: ['memory_search'],
  ...more,
})
const planOfZebras = (tasks: ReturnType<typeof zebras>[]) => ({
  plan_id: 'zoo',
  title: 'Zebra plan',
  project_id: 'zoo',
  tasks,
})

/** A simulation that has ended, with a complete build log. */
async function simulateZebras(client: Client): Promise<string> {
  const request = planOfZebras([zebras('sim')])
  const { runId } = await client.runs.start({ request, simulate: true })
  for await (const { type } of await client.log.watchEvents({ after: 0 })) {
    if (type === 'memory.completed') return runId
  }
  throw new Error('The build log was not completed.')
}

async function endRun(
  client: Client,
  request: Parameters<Client['runs']['start']>[0]['request'],
): Promise<string> {
  const { runId } = await client.runs.start({ request })
  for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) break
  const { attempts } = await client.runs.getTask({ runId, taskKey: 'real' })
  return attempts.at(-1)?.result?.text ?? ''
}

describe('the results of a simulation', () => {
  it('are excluded from a built-in search of a real run', async () => {
    const { client } = await bootTestApp()
    const simulated = await simulateZebras(client)
    const { buildLogId } = (await client.runs.get({ runId: simulated })).run
    const note = await client.memory.remember({ type: 'note', content: 'Zebras are shy', projectId: 'zoo' })
    const text = await endRun(client, planOfZebras([zebras('real')]))
    expect(text).toContain(note.id)
    expect(text).not.toContain(buildLogId)
    expect(text).not.toContain('No real work was done')
  })

  it('are excluded from the recent events of a real run', async () => {
    const { client } = await bootTestApp()
    const simulated = await simulateZebras(client)
    const tasks = [zebras('real', { title: 'Look back', required_skills: ['reflection'] })]
    for (const project of [{ project_id: 'zoo' }, {}]) {
      const text = await endRun(client, { plan_id: 'p', ...project, tasks })
      expect(text).toContain('Recent activity')
      expect(text).not.toContain('simulated-agent')
      expect(text).not.toContain('Zebra plan')
      expect(text).not.toContain(simulated)
    }
  })

  it('are excluded from the search of a model agent, together with notes of the simulation', async () => {
    const { engine, store, settle, build } = createHarness()
    const plan = planOf([taskOf('zebras', { title: 'Paint the zebras' })], { projectId: 'zoo' })
    const built = await build(plan, undefined, true)
    if (!built.ok) throw new Error(built.error.message)
    await settle()
    const note = { type: 'note', tags: [], projectId: 'zoo', taskKey: null, agentId: 'me' }
    for (const [id, runId] of [['mem_sim', built.runId] as const, ['mem_real', null] as const]) {
      const entry = { ...note, runId, content: `Zebras of ${id}` }
      await engine.dispatch({ type: 'memory.remember', memoryId: id, entry })
    }
    const tool = createMemoryTool(createKnowledge(store), { projectId: 'zoo', policy: 'allow' })
    const found = JSON.stringify(
      await tool.run({ words: 'zebras' }, { signal: new AbortController().signal, elicited: [] }),
    )
    expect(found).toContain('mem_real')
    expect(found).not.toContain('mem_sim')
    expect(found).not.toContain('build_log')
  })

  it('are in the context of another simulation, marked, together with notes', async () => {
    const { app, register, call } = await serveRest()
    const simulated = await simulateZebras(app.client)
    const note = await app.client.memory.remember({ type: 'note', content: 'Zebras', runId: simulated })
    expect(note.tags).toEqual(['simulation'])
    await register(worker('pat', { kind: 'person', skills: ['signing'] }))
    const request = planOfZebras([zebras('sign', { required_skills: ['signing'] })])
    const { runId } = await app.client.runs.start({ request, simulate: true })
    const { body } = await call('GET', `/api/v1/work/agents/pat/tasks/${runId}%2Fsign/context`)
    expect(body.memory.map(({ type }: { type: string }) => type).sort()).toEqual(['build_log', 'note'])
    for (const { tags } of body.memory) expect(tags).toContain('simulation')
  })

  it('are excluded from the context of a worker', async () => {
    const { app, context } = await serveWorker([work('paint', { description: 'Paint the zebras' })])
    const simulated = await simulateZebras(app.client)
    const [log] = await app.client.log.listMemory({ query: 'zebras', runId: simulated })
    expect(log?.tags).toContain('simulation')
    const note = await app.client.memory.remember({ type: 'note', content: 'Zebras are shy' })
    const { body } = await context('paint')
    expect(body.memory.map(({ id }: { id: string }) => id)).toEqual([note.id])
  })
})

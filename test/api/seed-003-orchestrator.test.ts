import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { createTempDir } from '../support/engine.ts'
import { actions, complex, post } from './requests.ts'
import { serveRest } from './rest.ts'

/** A project folder with passages about laptops. */
function folderWithLaptops(): string {
  const folder = join(createTempDir(), 'shop')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'laptops.md'),
    '# Laptops\n\nThe Falcon 14 is the best of the laptops we tested.\n',
  )
  return folder
}

describe('POST /api/v1/tasks, the orchestrator', () => {
  it('creates a parent and two subtasks for the complex request of the specification', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, JSON.parse(complex))
    expect(body).toMatchObject({
      title: 'Research and Email',
      command: 'orchestrate',
      status: 'COMPLETED',
      depends_on: [],
      subtasks: [
        { id: `${body.id}.task-001`, title: 'Research best laptops', depends_on: [], status: 'COMPLETED' },
        {
          id: `${body.id}.task-002`,
          title: 'Draft email to john@example.com',
          depends_on: [`${body.id}.task-001`],
          status: 'COMPLETED',
        },
      ],
    })
  })

  it('puts the findings of the research into the draft, and aggregates both in the parent', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { ...JSON.parse(complex), project_folder: folderWithLaptops() })
    const [research, draft] = body.subtasks
    const found = research.result.data.research.findings[0].text
    expect(found).toContain('The Falcon 14 is the best of the laptops')
    expect(draft.result.data.communication).toMatchObject({ to: ['john@example.com'] })
    expect(draft.result.data.communication.body).toContain(found)
    expect(body.result.data.subtasks).toMatchObject([{ status: 'done' }, { status: 'done' }])
    expect(body.result.text).toContain('Falcon 14')
  })

  it('starts a subtask after its predecessors', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, {
      title: 'Compare',
      user_message: 'research laptops and compare prices',
    })
    const [research, compare] = body.subtasks
    // The task found no price, and a task without output is not done.
    expect(compare).toMatchObject({ agent: 'comparison', depends_on: [research.id], status: 'FAILED' })
    expect(Date.parse(compare.started_at)).toBeGreaterThanOrEqual(Date.parse(research.completed_at))
  })

  it('fails the parent and names the subtask when a subtask fails', async () => {
    const failure = { reason: 'agent_error', message: 'No library today.' } as const
    const broken: AgentAdapter = {
      kind: 'builtin',
      async *start() {
        yield { type: 'failure', failure }
      },
    }
    const rest = await serveRest({ adapters: [broken] })
    const { body } = await post(rest, JSON.parse(complex))
    expect(body).toMatchObject({
      status: 'FAILED',
      subtasks: [
        { status: 'FAILED', error: 'No library today.' },
        { status: 'COMPLETED', status_detail: 'skipped' },
      ],
    })
  })

  it('reserves an exact share of the cost for each subtask, and charges nothing for free agents', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, { ...JSON.parse(complex), cost: 0.05 })
    expect(body.transaction).toMatchObject({ amount: '0.00' })
    const { body: movements } = await rest.call('GET', '/api/v1/transactions')
    const reserved = movements.filter(({ kind }: { kind: string }) => kind === 'reserve')
    expect(reserved.map(({ amountMinor }: { amountMinor: number }) => amountMinor).toSorted()).toEqual([2, 3])
  })
})

describe('reading tasks', () => {
  it('returns a subtask by its own id, with its own audit', async () => {
    const rest = await serveRest()
    const { body } = await post(rest, JSON.parse(complex))
    const [, draft] = body.subtasks
    const { body: alone } = await rest.call('GET', `/api/v1/tasks/${draft.id}`)
    expect(alone).toEqual({ ...draft, subtasks: [] })
    expect(await actions(rest, draft.id)).toEqual([
      'task created',
      'agent assigned',
      'task started',
      'task completed',
      'transaction recorded',
    ])
  })

  it('lists only requests of this API, in pages, newest first', async () => {
    const rest = await serveRest()
    await rest.start([{ task_id: 'a', description: 'Reflect', required_skills: ['reflection'] }])
    const ids: string[] = []
    for (const n of [1, 2, 3]) ids.push((await post(rest, { title: `Research ${n}` })).body.id)
    const first = await rest.call('GET', '/api/v1/tasks?limit=2')
    expect(first.body.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]])
    const second = await rest.call('GET', `/api/v1/tasks?limit=2&before=${ids[1]}`)
    expect(second.body.map(({ id }: { id: string }) => id)).toEqual([ids[0]])
  })

  it.each(['', '/transactions', '/audit'])('returns not found for an unknown id (%s)', async (path) => {
    const { call } = await serveRest()
    const { status, body } = await call('GET', `/api/v1/tasks/run_nothing${path}`)
    expect(status).toBe(404)
    expect(body.error).toMatchObject({ code: 'E_NOT_FOUND', message: 'Task not found: run_nothing' })
  })
})

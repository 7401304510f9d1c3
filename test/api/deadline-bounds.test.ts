import { describe, expect, it } from 'vitest'
import { createHarness, planOf, taskOf } from '../support/engine.ts'
import { serveRest } from './rest.ts'

const dates = [
  ['before the year 0', '0000-01-01T00:00:00+23:59'],
  ['after the year 9999', '9999-12-31T23:59:59-23:59'],
] as const

describe('a deadline that its offset moves out of range', () => {
  it.each(dates)('is refused if it is %s', async (_what, due_at) => {
    const { call } = await serveRest()
    const tasks = [{ task_id: 'a', description: 'A', required_skills: [], due_at }]
    const { status, body } = await call('POST', '/api/modules/orchestrator/build', { plan_id: 'p', tasks })
    expect(status).toBe(400)
    expect(body.error.field).toBe('tasks[0].due_at')
    expect((await call('GET', '/api/v1/runs')).body).toEqual([])
  })

  it.each(dates)('is shown if a data folder already contains it, %s', async (_what, text) => {
    const harness = createHarness()
    const dueAt = Date.parse(text)
    const built = await harness.build(planOf([taskOf('a', { dueAt }), taskOf('b')]))
    if (!built.ok) throw new Error(built.error.message)
    await harness.close()
    const { call } = await serveRest({ dataDir: harness.dataDir })
    const run = await call('GET', `/api/v1/runs/${built.runId}`)
    expect(run.body.tasks.map(({ key }: { key: string }) => key)).toEqual(['a', 'b'])
    const task = await call('GET', `/api/v1/runs/${built.runId}/tasks/a`)
    expect([task.status, task.body.task.dueAt]).toEqual([200, dueAt])
  })
})

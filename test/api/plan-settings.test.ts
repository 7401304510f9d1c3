import { describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'

const plan = (more: object, task: object = {}) => ({
  plan_id: 'p',
  tasks: [{ task_id: 'a', description: 'Summarise the notes', required_skills: ['summarization'], ...task }],
  ...more,
})

describe('the settings of a plan file', () => {
  it('reach the engine: gates, retries, timeouts, budgets, conditions, groups', async () => {
    const { call } = await serveTestApp()
    const started = await call('POST', '/api/v1/runs', {
      request: plan(
        { budget: { amount_minor: 1000, currency: 'EUR' }, review_limit: 2, time_zone: 'Europe/Paris' },
        {
          parent: 'g',
          gate: { when: 'before', question: 'Now?', quorum: 2, expires_in_ms: 60_000 },
          retry: { max_attempts: 3 },
          timeouts: { wall_ms: 1000 },
          cost: { amount_minor: 5, currency: 'EUR' },
          estimate_ms: 1000,
        },
      ),
    })
    expect(started.status).toBe(422)
    const whole = plan({ budget: { amount_minor: 1000, currency: 'EUR' }, review_limit: 2 })
    const [first] = whole.tasks
    const tasks = [
      { task_id: 'g', description: 'All of it', required_skills: [], kind: 'group' },
      {
        ...first,
        parent: 'g',
        gate: { question: 'Now?', quorum: 2 },
        cost: { amount_minor: 5, currency: 'EUR' },
      },
      { ...first, task_id: 'b', depends_on: ['a'], condition: 'failure', parent: 'g' },
    ]
    const run = await call('POST', '/api/v1/runs', { request: { ...whole, tasks } })
    expect(run.status).toBe(200)
    const { body: gates } = await call('GET', '/api/v1/approvals')
    expect(gates).toMatchObject([{ question: 'Now?', quorum: 2, taskKey: 'a' }])
    for (const by of ['ann', 'bob']) {
      const [{ id, hash }] = gates
      const answered = await call('POST', `/api/v1/approvals/${id}/answer`, { hash, answer: 'approve', by })
      expect(answered.status).toBe(200)
    }
    const again = await call('POST', '/api/v1/runs', { againRunId: run.body.runId })
    expect(again.status).toBe(200)
  })

  it.each([
    ['a gate for several with one to answer', { gate: { quorum: 2, assignee: 'ann' } }, 'E_FORMAT'],
    ['a condition about a stranger', { condition: "status('x') == 'done'" }, 'E_FORMAT'],
    ['an unknown join', { join: 'all_done' }, 'E_TYPE'],
    ['a currency of two letters', { cost: { amount_minor: 1, currency: 'EU' } }, 'E_TYPE'],
    ['half a cent', { cost: { amount_minor: 0.5, currency: 'EUR' } }, 'E_TYPE'],
    ['an unknown word', { gate: { whn: 'before' } }, 'E_UNKNOWN_FIELD'],
  ])('are refused with their position: %s', async (_what, task, code) => {
    const { call } = await serveTestApp()
    const { body } = await call('POST', '/api/v1/runs', { request: plan({}, task) })
    expect(body.error.code).toBe(code)
  })
})

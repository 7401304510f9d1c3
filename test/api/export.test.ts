import { describe, expect, it } from 'vitest'
import { exportFormats } from '../../src-shared/contract/plans/plans.ts'
import { serveTestApp } from '../support/app.ts'

const plan = {
  plan_id: 'dinner',
  title: 'Dinner',
  tasks: [
    { task_id: 'buy', title: 'Buy food', description: 'Buy food', required_skills: [] },
    {
      task_id: 'cook',
      title: 'Cook "it"',
      description: 'Cook "it"',
      required_skills: [],
      depends_on: ['buy'],
      gate: { question: 'Hungry?' },
    },
  ],
}

async function keep() {
  const served = await serveTestApp()
  const { body } = await served.call('POST', '/api/v1/plans/import', {
    text: JSON.stringify(plan),
    fileName: 'dinner.json',
  })
  return { ...served, planId: String(body.plans[0].planId) }
}

describe('GET /v1/plans/{planId}/export', () => {
  it('returns the plan as a file of each format, which can be imported again', async () => {
    const { call, planId } = await keep()
    for (const format of exportFormats) {
      const { status, body } = await call('GET', `/api/v1/plans/${planId}/export?format=${format}`)
      expect(status).toBe(200)
      expect(body.fileName).toMatch(/^dinner\./)
      const back = await call('POST', '/api/v1/plans/import', {
        text: body.text,
        fileName: body.fileName,
        dryRun: true,
      })
      expect(back.body.plans).toMatchObject([{ tasks: 2, edges: 1 }])
      const isOwn = format === 'switchyard' || format === 'yaml'
      expect(body.losses.map(({ code }: { code: string }) => code)).toEqual(isOwn ? [] : ['gate_not_kept'])
    }
  })

  it('returns the plan file by default', async () => {
    const { call, planId } = await keep()
    const { body } = await call('GET', `/api/v1/plans/${planId}/export`)
    expect(body.format).toBe('switchyard')
    expect(JSON.parse(body.text)).toMatchObject({
      plan_id: 'dinner',
      tasks: [{ task_id: 'buy' }, { depends_on: ['buy'] }],
    })
  })

  it('refuses an unknown plan and an unknown format', async () => {
    const { call, planId } = await keep()
    expect((await call('GET', '/api/v1/plans/plan_none/export')).body.error.code).toBe('E_NOT_FOUND')
    const { body } = await call('GET', `/api/v1/plans/${planId}/export?format=mermade`)
    expect(body.error).toMatchObject({ code: 'E_TYPE', hint: 'Did you mean "mermaid"?' })
  })
})

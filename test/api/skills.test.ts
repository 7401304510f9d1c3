import { describe, expect, it } from 'vitest'
import { serveRest } from './rest.ts'

const aliases = '/api/v1/skills/aliases'
const task = (id: string, required_skills: string[]) => ({ task_id: id, description: id, required_skills })

describe('skill aliases', () => {
  it('are added, used by what is built after that, and removed', async () => {
    const { call } = await serveRest()
    const added = await call('POST', aliases, { alias: 'Condensing', skill: 'summarization' })
    expect(added).toEqual({ status: 200, body: [{ alias: 'condensing', skill: 'summarization' }] })
    expect((await call('GET', aliases)).body).toEqual(added.body)
    const request = { plan_id: 'p', tasks: [task('a', ['condensing'])] }
    const built = await call('POST', '/api/modules/orchestrator/build', request)
    expect(built.body.delegated_tasks).toMatchObject([{ assigned_agent: 'ash' }])
    expect((await call('DELETE', `${aliases}/condensing`)).body).toEqual([])
    const again = await call('POST', '/api/modules/orchestrator/build', request)
    expect(again.body.status).toBe('failed')
  })

  it('refuse a loop, a word that stands for something else, and a word that is not there', async () => {
    const { call } = await serveRest()
    await call('POST', aliases, { alias: 'a', skill: 'b' })
    const loop = await call('POST', aliases, { alias: 'b', skill: 'a' })
    expect(loop).toMatchObject({ status: 422, body: { error: { code: 'E_DEP_CYCLE' } } })
    const other = await call('POST', aliases, { alias: 'a', skill: 'c' })
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'E_DUPLICATE_ID' } } })
    const absent = await call('DELETE', `${aliases}/z`)
    expect(absent).toMatchObject({ status: 404, body: { error: { code: 'E_NOT_FOUND' } } })
  })
})

describe('skill gaps', () => {
  const request = { plan_id: 'p', tasks: [task('a', ['telepathy']), task('b', ['research'])] }

  it('of a plan that is handed in name the tasks nobody can do and what would help', async () => {
    const { call, app } = await serveRest()
    const { seq } = await app.client.system.info()
    const { status, body } = await call('POST', '/api/v1/skills/gaps', request)
    expect(status).toBe(200)
    expect(body.gaps).toMatchObject([{ missingSkills: ['telepathy'], taskKeys: ['a'] }])
    expect(body.smallest).not.toBeNull()
    expect(body.sentence).toContain('telepathy')
    expect((await app.client.system.info()).seq).toBe(seq)
  })

  it('of a kept plan are found by its id', async () => {
    const { call } = await serveRest()
    const text = JSON.stringify({ tasks: [{ id: 1, title: 'One' }] })
    const { body } = await call('POST', '/api/v1/plans/import', { text, fileName: 'tasks.json' })
    const report = await call('GET', `/api/v1/skills/gaps?planId=${body.plans[0].planId}`)
    expect(report.body).toMatchObject({ gaps: [], sentence: 'Every task has an agent with its skills.' })
    expect((await call('GET', '/api/v1/skills/gaps?planId=plan_x')).status).toBe(404)
  })
})

describe('who could do a task', () => {
  it('is answered best first, in the words of the engine, with what the others lack', async () => {
    const { call } = await serveRest()
    const { status, body } = await call('POST', '/api/v1/skills/match', { skills: ['Memory Search'] })
    expect(status).toBe(200)
    expect(body.chosen).toBe('ash')
    expect(body.candidates[0]).toMatchObject({ agentId: 'ash', verdict: { qualified: true } })
    expect(body.candidates[1].verdict.reason).toBe('Agent lacks required skills: memory_search.')
  })

  it('is nobody where a skill is in nobody', async () => {
    const { call } = await serveRest()
    const { body } = await call('POST', '/api/v1/skills/match', { skills: ['telepathy'] })
    expect(body.chosen).toBeNull()
    expect(body.counterfactual).toContain('telepathy')
  })
})

import { describe, expect, it } from 'vitest'
import { fixture, subAgent } from '../agents/rosters/roster.ts'
import { serveRest } from './rest.ts'

const path = '/api/v1/agents/import'

describe('POST /api/v1/agents/import', () => {
  it('registers the agents of a file and matches them in a second import', async () => {
    const { call } = await serveRest()
    const file = subAgent('tess', 'Use for tests.')
    const { status, body } = await call('POST', path, { text: file.text, fileName: 'tess.md' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      formats: ['subagents'],
      agents: [{ id: 'tess-2', kind: 'external', availability: 'offline', skills: ['testing'] }],
      replaced: [],
      derived: [{ agentId: 'tess-2', skill: 'testing', words: 'tests' }],
    })
    const { body: roster } = await call('GET', '/api/v1/agents')
    expect(roster).toContainEqual(expect.objectContaining({ id: 'tess-2' }))
    expect(roster).toContainEqual(expect.objectContaining({ id: 'tess', kind: 'scripted' }))
    const again = await call('POST', path, { files: [file], online: true })
    expect(again.body).toMatchObject({ replaced: ['tess-2'], agents: [{ availability: 'online' }] })
  })

  it('stores nothing in a dry run', async () => {
    const { call, app } = await serveRest()
    const { seq } = await app.client.system.info()
    const { body } = await call('POST', path, { files: [fixture('agents.yaml')], dryRun: true })
    expect(body.agents).toHaveLength(2)
    expect((await app.client.system.info()).seq).toBe(seq)
  })

  it('gives an agent no work until a person sets it online', async () => {
    const { call } = await serveRest()
    const file = subAgent('lamp', 'Use for blockchain.')
    const build = () =>
      call('POST', '/api/modules/orchestrator/build', {
        plan_id: 'p',
        tasks: [{ task_id: 'a', description: 'a', required_skills: ['blockchain'] }],
      })
    await call('POST', path, { files: [file] })
    expect((await build()).body.delegated_tasks).toEqual([])
    await call('POST', path, { files: [file], online: true })
    expect((await build()).body.delegated_tasks).toMatchObject([{ assigned_agent: 'lamp' }])
  })

  it('accepts larger bodies than other requests', async () => {
    const { call } = await serveRest()
    const files = Array.from({ length: 200 }, (_, index) => {
      const { path: name, text } = subAgent(`a${index}`, 'Use for tests.')
      return { path: name, text: text + 'word '.repeat(2000) }
    })
    const { status, body } = await call('POST', path, { files })
    expect([status, body.agents.length]).toEqual([200, 200])
  })

  it.each([
    ['nothing', {}, 400, 'E_REQUIRED'],
    ['a text without a name', { text: 'x' }, 400, 'E_REQUIRED'],
    ['both forms', { text: 'x', fileName: 'x', files: [{ path: 'x', text: 'x' }] }, 400, 'E_REQUIRED'],
    ['what is no agent', { text: '# Hi', fileName: 'x.md' }, 422, 'E_FORMAT'],
    ['a field it does not know', { text: 'x', fileName: 'x', run: true }, 400, 'E_UNKNOWN_FIELD'],
  ])('refuses %s', async (_what, body, status, code) => {
    const { call } = await serveRest()
    expect(await call('POST', path, body)).toMatchObject({ status, body: { error: { code } } })
  })
})

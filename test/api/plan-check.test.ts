import { describe, expect, it } from 'vitest'
import { serveRest } from './rest.ts'

const request = {
  plan_id: 'release',
  tasks: [
    {
      task_id: 'build',
      description: 'Build it. Done when it starts.',
      required_skills: ['memory_serch'],
      depends_on: ['deploy', 'deploy'],
    },
    {
      task_id: 'deploy',
      description: 'Deploy it. Done when it answers.',
      required_skills: [],
      depends_on: ['build', 'ghost'],
    },
  ],
}

const codesOf = (body: { findings: { code: string }[] }) => body.findings.map(({ code }) => code)

describe('POST /v1/plans/check', () => {
  it('finds problems in an invalid draft, and stores nothing', async () => {
    const { call } = await serveRest()
    const { status, body } = await call('POST', '/api/v1/plans/check', { request })
    expect(status).toBe(200)
    expect(codesOf(body).sort()).toEqual([
      'cycle',
      'dangling_dependency',
      'duplicate_dependency',
      'no_skill',
      'ungated_step',
      'unknown_skill',
    ])
    expect(body.findings[0]).toMatchObject({ severity: 'error', fixes: [{ isSafe: false }] })
    expect((await call('GET', '/api/v1/plans')).body).toEqual([])
    expect((await call('POST', '/api/modules/orchestrator/build', request)).status).toBe(422)
  })

  it('checks a plan against a given roster', async () => {
    const { call } = await serveRest()
    const roster = [{ id: 'ada', name: 'Ada', kind: 'external', skills: ['memory_serch'] }]
    const { body } = await call('POST', '/api/v1/plans/check', { request, roster })
    expect(codesOf(body)).not.toContain('unknown_skill')
  })

  it('knows the agents in the request', async () => {
    const { call } = await serveRest()
    const tasks = [{ task_id: 'a', description: 'Ask. Done when told.', required_skills: ['escalation'] }]
    const { body } = await call('POST', '/api/v1/plans/check', { request: { plan_id: 'p', tasks } })
    expect(codesOf(body)).toEqual([])
  })

  it('refuses an unknown plan, no plan and two plans', async () => {
    const { call } = await serveRest()
    const unknown = await call('POST', '/api/v1/plans/check', { planId: 'plan_no' })
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'E_NOT_FOUND' } } })
    for (const body of [{}, { planId: 'plan_no', request }]) {
      const refused = await call('POST', '/api/v1/plans/check', body)
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'E_TYPE', field: 'document' } } })
    }
  })
})

describe('POST /v1/plans/fix', () => {
  it('applies the named fixes, and returns the plan and the remaining problems', async () => {
    const { call } = await serveRest()
    const fixes = ['cycle:build:deploy/drop_dependency', 'unknown_skill:memory_serch/use_nearest']
    const { status, body } = await call('POST', '/api/v1/plans/fix', { request, fixes })
    expect(status).toBe(200)
    expect(body).toMatchObject({ applied: fixes, planId: null })
    expect(body.document.tasks[0]).toMatchObject({ requiredSkills: ['memory_search'], dependsOn: [] })
    expect(codesOf(body).sort()).toEqual(['dangling_dependency', 'no_skill', 'ungated_step'])
  })

  it('refuses an unknown fix and an empty request', async () => {
    const { call } = await serveRest()
    const unknown = await call('POST', '/api/v1/plans/fix', { request, fixes: ['cycle:a:b/drop'] })
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'E_NOT_FOUND', field: 'fixes' } } })
    const none = await call('POST', '/api/v1/plans/fix', { request })
    expect(none).toMatchObject({ status: 400, body: { error: { code: 'E_TYPE', field: 'fixes' } } })
  })

  it('creates the next version of a published plan on request only, and keeps the earlier version', async () => {
    const { call } = await serveRest()
    const text = JSON.stringify(request)
    const imported = await call('POST', '/api/v1/plans/import', { text, fileName: 'release.json' })
    const [{ planId }] = imported.body.plans
    const before = await call('GET', `/api/v1/plans/${planId}`)
    expect(before.body.runnable).toBe(false)
    const looked = await call('POST', '/api/v1/plans/fix', { planId, allSafe: true })
    expect(looked.body.planId).toBeNull()
    expect((await call('GET', '/api/v1/plans')).body).toHaveLength(1)
    const how = { allSafe: true, cycles: true, publish: true }
    const { body } = await call('POST', '/api/v1/plans/fix', { planId, ...how })
    expect(body.planId).not.toBe(planId)
    expect((await call('GET', `/api/v1/plans/${body.planId}`)).body).toMatchObject({ runnable: true })
    expect(await call('GET', `/api/v1/plans/${planId}`)).toEqual(before)
  })
})

describe('POST /v1/plans', () => {
  it('stores the drafts of a file, with or without fixes', async () => {
    const { call } = await serveRest()
    const text = JSON.stringify({ tasks: [{ id: 1, title: 'Deploy it', description: 'Out.' }] })
    const file = { text, fileName: 'tasks.json', dryRun: true, withDocuments: true }
    const { body } = await call('POST', '/api/v1/plans/import', file)
    const [{ document }] = body.plans
    const mended = await call('POST', '/api/v1/plans/fix', { document, allSafe: true })
    const published = await call('POST', '/api/v1/plans', {
      documents: [mended.body.document],
      warnings: body.warnings,
    })
    const [planId] = published.body.planIds
    const kept = await call('GET', `/api/v1/plans/${planId}`)
    expect(kept.body).toMatchObject({ source: 'taskmaster', runnable: true, warnings: body.warnings })
    expect(kept.body.document.tasks[0].requiresApproval).toBe(true)
  })

  it('stores a gate that no person can answer as a draft only, and removes duplicate dependencies', async () => {
    const { call } = await serveRest()
    const gate = { when: 'before', quorum: 2, assignee: 'Ada' }
    const tasks = [
      { task_id: 'a', description: 'x', required_skills: [], gate },
      { task_id: 'b', description: 'x', required_skills: [], depends_on: ['a', 'a'] },
    ]
    const fix = { request: { plan_id: 'p', tasks }, fixes: [] }
    const { body } = await call('POST', '/api/v1/plans/fix', fix)
    const published = await call('POST', '/api/v1/plans', { documents: [body.document] })
    const kept = await call('GET', `/api/v1/plans/${published.body.planIds[0]}`)
    expect(kept.body).toMatchObject({ runnable: false })
    expect(kept.body.document.tasks[0].gate).toMatchObject({ quorum: 2, assignee: 'Ada' })
    expect(kept.body.document.tasks[1].dependsOn).toEqual(['a'])
  })

  it('refuses a missing project folder', async () => {
    const { call } = await serveRest()
    const { body } = await call('POST', '/api/v1/plans/fix', { request, allSafe: true })
    const documents = [{ ...body.document, projectFolder: '/no/such/folder' }]
    const refused = await call('POST', '/api/v1/plans', { documents })
    expect(refused).toMatchObject({
      status: 404,
      body: { error: { code: 'E_FILE', field: 'projectFolder' } },
    })
  })
})

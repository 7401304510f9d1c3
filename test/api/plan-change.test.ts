import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { ok } from '#shared/result.ts'
import { blankTask } from '../../src-main/planning/change/list-additions.ts'
import { entryAt, key, openServer } from '../models/harness.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'
import { type Turn, turns } from '../support/fake-model-server.ts'

const document: PlanDraft = {
  ...{ key: 'book', title: 'A book', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  source: 'switchyard',
  tasks: [
    blankTask('a', 'Draft'),
    { ...blankTask('b', 'Review'), dependsOn: ['a'] },
    { ...blankTask('c', 'Publish'), dependsOn: ['b'] },
  ],
}
const linksOf = ({ tasks }: PlanDraft) => tasks.map(({ title, dependsOn }) => [title, dependsOn])

const told = (action: string, id: string, more: object = {}) => ({
  ...{ action, id, title: null, description: null, agent_types: null },
  ...{ depends_on: null, priority: null, needs_approval: null, ...more },
})

async function appWith(script: readonly Turn[]) {
  const server = await openServer(script)
  const entry = entryAt(server.baseURL)
  const settings = { entries: [entry], use: { planning: entry.name, deciding: null, working: null } }
  const app = await bootTestApp({ config: { models: ok(settings), readModelKey: async () => key } })
  return { ...app, asked: server.asked }
}

describe('a change by instruction', () => {
  it('is parsed from its sentences without a model, and is not stored', async () => {
    const { call } = await serveTestApp()
    const { status, body } = await call('POST', '/api/v1/plans/change', { document, change: 'Remove Review' })
    expect(status).toBe(200)
    expect(linksOf(body.document)).toEqual([
      ['Draft', []],
      ['Publish', ['a']],
    ])
    expect(body).toMatchObject({ model: null, notes: [], openQuestions: [] })
    expect((await call('GET', '/api/v1/plans')).body).toEqual([])
    expect((await call('POST', '/api/v1/plans/change', { document, change: ' ' })).status).toBe(400)
  })

  it('comes from the planning model, which gets the plan as material', async () => {
    const changes = [
      told('remove', 'b'),
      told('add', 'check', { title: 'Legal check', depends_on: ['a'], agent_types: ['Legal counsel'] }),
      told('change', 'c', { depends_on: ['check'], priority: 'high', needs_approval: true }),
    ]
    const { client, asked } = await appWith([turns.json({ changes, open_questions: ['Who pays?'] })])
    const changed = await client.plans.change({ document, change: 'A legal check in place of the review' })
    expect(changed).toMatchObject({ model: 'local/fake', notes: [], openQuestions: ['Who pays?'] })
    expect(linksOf(changed.document)).toEqual([
      ['Draft', []],
      ['Publish', ['task-004']],
      ['Legal check', ['a']],
    ])
    expect(changed.document.tasks[1]).toMatchObject({ priority: 'high', requiresApproval: true })
    expect(changed.document.tasks[2]).toMatchObject({ key: 'task-004', requiredSkills: ['legal_counsel'] })
    expect(JSON.stringify(asked[0]?.body.messages)).toContain('Publish')
  })

  it('drops changes of the model for unknown tasks and cycles, with a note', async () => {
    const changes = [told('remove', 'zzz'), told('change', 'a', { depends_on: ['c'], title: 'First draft' })]
    const { client } = await appWith([turns.json({ changes, open_questions: [] })])
    const changed = await client.plans.change({ document, change: 'Something odd' })
    expect(linksOf(changed.document)[0]).toEqual(['First draft', []])
    expect(changed.notes).toEqual([
      'The plan has no task zzz.',
      '“First draft” cannot depend on “Publish”: the dependencies would form a cycle.',
    ])
  })

  it('is parsed from its sentences if the model returns nothing, with a note', async () => {
    const { client } = await appWith([turns.fails(401, 'No')])
    const changed = await client.plans.change({ document, change: 'Remove Review' })
    expect(changed.model).toBeNull()
    expect(changed.notes).toHaveLength(1)
    expect(changed.document.tasks).toHaveLength(2)
  })
})

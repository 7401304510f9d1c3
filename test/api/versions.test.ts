import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { planOf, taskOf } from '../support/engine.ts'

const titled = (title: string) => planOf([taskOf('dig')], { key: 'garden', title })
const crew = [{ id: 'ann', name: 'Ann', kind: 'scripted' as const, skills: [] }]

async function garden() {
  const app = await bootTestApp()
  const { client } = app
  const publish = async (title: string, more: Partial<Parameters<typeof client.plans.publish>[0]> = {}) => {
    const { planIds } = await client.plans.publish({ documents: [titled(title)], ...more })
    return planIds[0] ?? ''
  }
  return { app, client, publish, first: await publish('Garden') }
}

describe('versions of a plan', () => {
  it('are numbered: a replacement is the next version of the same plan', async () => {
    const { client, publish, first } = await garden()
    const label = { name: 'With a pond', note: 'Frogs wanted it.' }
    const second = await publish('Pond', { replaces: first, label })
    const third = await publish('Meadow', { replaces: second })
    const versions = await client.plans.listVersions({ planId: first })
    expect(versions.map(({ id, version, title }) => [id, version, title])).toEqual([
      [third, 3, 'Meadow'],
      [second, 2, 'Pond'],
      [first, 1, 'Garden'],
    ])
    expect(versions.map((version) => version.label)).toEqual([null, { ...label, by: 'me' }, null])
    expect(await client.plans.listVersions({ planId: third })).toEqual(versions)
    expect((await client.plans.list()).map(({ id, version }) => [id, version])).toEqual([[third, 3]])
    expect(await client.plans.get({ planId: first })).toMatchObject({
      version: 1,
      document: titled('Garden'),
    })
  })

  it('continue with the first of several plans that are published together', async () => {
    const { client, first } = await garden()
    const documents = [titled('Pond'), titled('Shed')]
    const { planIds } = await client.plans.publish({ documents, replaces: first })
    const versions = await Promise.all(planIds.map((planId) => client.plans.get({ planId })))
    expect(versions.map(({ version, line }) => [version, line])).toEqual([
      [2, first],
      [1, planIds[1]],
    ])
  })

  it('belong to runs, and a repeated run uses the version of the first run', async () => {
    const { client, publish, first } = await garden()
    const { runId } = await client.runs.start({ planId: first, simulate: true, roster: crew })
    const second = await publish('Pond', { replaces: first })
    const again = await client.runs.start({ againRunId: runId })
    const { run } = await client.runs.get({ runId: again.runId })
    expect(run).toMatchObject({ planId: first, planVersion: 1, title: 'Garden' })
    const newest = await client.runs.start({ planId: second })
    expect((await client.runs.get({ runId: newest.runId })).run).toMatchObject({ planVersion: 2 })
    const versions = await client.plans.listVersions({ planId: second })
    expect(versions.map(({ runs }) => runs.map(({ id }) => id))).toEqual([
      [newest.runId],
      [again.runId, runId],
    ])
    expect((await client.plans.list())[0]?.lastRun).toMatchObject({ id: newest.runId })
  })

  it('do not include a plan that was submitted with a run', async () => {
    const { client } = await garden()
    const request = { plan_id: 'p', tasks: [{ task_id: 'a', description: 'A', required_skills: [] }] }
    const { runId } = await client.runs.start({ request, simulate: true, roster: crew })
    expect((await client.runs.get({ runId })).run).toMatchObject({ planId: null, planVersion: null })
  })

  it('are removed with the newest version, and restored when the removal is undone', async () => {
    const { client, publish, first } = await garden()
    const second = await publish('Pond', { replaces: first })
    await client.plans.remove({ planId: second })
    expect(await client.plans.list()).toEqual([])
    await expect(client.plans.restore({ planId: first })).rejects.toMatchObject({ code: 'E_STATE' })
    await client.plans.restore({ planId: second })
    expect((await client.plans.list()).map(({ id }) => id)).toEqual([second])
    await expect(client.plans.restore({ planId: 'plan_none' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    await expect(client.plans.listVersions({ planId: 'plan_none' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })

  it('stay the same in a replay of the log', async () => {
    const { app, publish, first } = await garden()
    const { client } = app
    const second = await publish('Pond', { replaces: first, label: { name: 'Two' } })
    await client.runs.start({ planId: second, simulate: true, roster: crew })
    await client.plans.remove({ planId: second })
    await client.plans.restore({ planId: second })
    expect(await client.audit.replay()).toMatchObject({ equal: true })
  })
})

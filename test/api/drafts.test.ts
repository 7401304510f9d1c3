import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { createTempDir, planOf, taskOf } from '../support/engine.ts'

const titled = (title: string) => planOf([taskOf('dig', { dependsOn: ['dig'] })], { key: 'garden', title })

async function begin(title = 'Garden') {
  const dataDir = createTempDir()
  const app = await bootTestApp({ dataDir })
  const { client } = app
  const draft = await client.drafts.create({ document: titled(title) })
  return { app, dataDir, client, draft, draftId: draft.id }
}

describe('a draft with an id of the client', () => {
  const draftId = 'draft_0193c2a8-aaaa-bbbb-cccc-000000000001'

  it('is created once, however often it is requested', async () => {
    const { client } = await bootTestApp()
    const first = await client.drafts.create({ draftId, document: titled('Garden') })
    expect(first.id).toBe(draftId)
    expect(await client.drafts.create({ draftId, document: titled('Garden') })).toEqual(first)
    expect(await client.drafts.list()).toHaveLength(1)
  })

  it('is not replaced by another draft with that id, or after a change', async () => {
    const { client } = await bootTestApp()
    await client.drafts.create({ draftId, document: titled('Garden') })
    const refused = { code: 'E_DUPLICATE_ID', data: { field: 'draftId' } }
    const create = (title: string) => client.drafts.create({ draftId, document: titled(title) })
    await expect(create('Pond')).rejects.toMatchObject(refused)
    await client.drafts.save({ draftId, revision: 1, document: titled('Garden') })
    await expect(create('Garden')).rejects.toMatchObject(refused)
    expect(await client.drafts.get({ draftId })).toMatchObject({ title: 'Garden', revision: 2 })
  })
})

describe('a draft', () => {
  it('may contain any problem, and holds the last saved version', async () => {
    const { client, draftId, draft } = await begin()
    expect(draft).toMatchObject({ revision: 1, planId: null, line: null, title: 'Garden', taskCount: 1 })
    const saved = await client.drafts.save({ draftId, document: titled('Pond'), revision: 1 })
    expect(saved).toMatchObject({ revision: 2, title: 'Pond' })
    expect(await client.drafts.get({ draftId })).toEqual({ ...saved, document: titled('Pond') })
    expect(await client.drafts.list()).toEqual([saved])
  })

  it('is not overwritten by a client with an outdated version', async () => {
    const { client, draftId } = await begin()
    await client.drafts.save({ draftId, document: titled('Here'), revision: 1 })
    const late = client.drafts.save({ draftId, document: titled('There'), revision: 1 })
    await expect(late).rejects.toMatchObject({ code: 'E_STALE' })
    expect(await client.drafts.get({ draftId })).toMatchObject({ title: 'Here', revision: 2 })
  })

  it('notifies watchers of each revision, starting with the newest', async () => {
    const { client, draftId } = await begin()
    await client.drafts.save({ draftId, document: titled('Pond'), revision: 1 })
    const stream = await client.drafts.watch({ draftId })
    expect((await stream.next()).value).toEqual({ draftId, revision: 2 })
    const next = stream.next()
    await client.drafts.save({ draftId, document: titled('Lake'), revision: 2 })
    expect((await next).value).toEqual({ draftId, revision: 3 })
    await stream.return()
    await expect(client.drafts.watch({ draftId: 'draft_none' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })

  it('survives a restart', async () => {
    const { app, dataDir, draftId } = await begin()
    await app.close()
    const { client } = await bootTestApp({ dataDir })
    expect(await client.drafts.get({ draftId })).toMatchObject({ title: 'Garden' })
  })

  it('copies a published version, and can be based on another version', async () => {
    const { client } = await begin()
    const first = (await client.plans.publish({ documents: [titled('Club')] })).planIds[0] ?? ''
    const draft = await client.drafts.create({ planId: first })
    expect(draft).toMatchObject({ planId: first, line: first, title: 'Club' })
    const replacing = { documents: [titled('Choir')], replaces: first }
    const second = (await client.plans.publish(replacing)).planIds[0] ?? ''
    const document = titled('Club, but better')
    const save = { draftId: draft.id, document, revision: 1 }
    expect(await client.drafts.save({ ...save, planId: second })).toMatchObject({
      planId: second,
      line: first,
    })
    const old = await client.plans.get({ planId: first })
    const restored = await client.drafts.create({ planId: second, document: old.document })
    expect(restored).toMatchObject({ planId: second, title: 'Club' })
  })

  it('is deleted without its published plan', async () => {
    const { client, draftId } = await begin()
    await client.drafts.remove({ draftId })
    expect(await client.drafts.list()).toEqual([])
    for (const gone of [client.drafts.get({ draftId }), client.drafts.remove({ draftId })]) {
      await expect(gone).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
    }
    await expect(client.drafts.create({})).rejects.toMatchObject({ code: 'E_REQUIRED' })
  })

  it('adds nothing to the log, and does not affect a replay', async () => {
    const { client, draftId } = await begin()
    const { seq } = await client.system.info()
    await client.drafts.save({ draftId, document: titled('Pond'), revision: 1 })
    expect((await client.system.info()).seq).toBe(seq)
    expect(await client.audit.replay()).toMatchObject({ equal: true })
  })

  it('of more than 20 MB is refused with its size, and keeps its earlier content', async () => {
    const { client, draftId } = await begin()
    const tasks = Array.from({ length: 230 }, (_, at) =>
      taskOf(`t${at}`, { description: 'x'.repeat(95_000) }),
    )
    const save = client.drafts.save({ draftId, document: planOf(tasks), revision: 1 })
    await expect(save).rejects.toMatchObject({ code: 'E_TOO_LARGE' })
    expect(await client.drafts.get({ draftId })).toMatchObject({ title: 'Garden', revision: 1 })
  })
})

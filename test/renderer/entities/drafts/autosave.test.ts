import { ORPCError } from '@orpc/client'
import { describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createDraftKeeper, type KeeperOptions } from '../../../../src-renderer/entities/drafts/autosave.ts'
import type { LocalCopies, LocalCopy } from '../../../../src-renderer/entities/drafts/local-copy.ts'
import type { Draft } from '../../../../src-shared/contract/plans/drafts.ts'
import type { PlanDraft } from '../../../../src-shared/model/plan-finding.ts'
import { planOf } from '../../../support/engine.ts'
import { patient } from '../../../support/patient.ts'

const titled = (title: string): PlanDraft => planOf([], { title })

/** A server of drafts with the responses of the real server. Tests can switch the server off. */
function createServer() {
  const drafts = new Map<string, Draft>()
  const calls: string[] = []
  const server = { isUp: true, losesAnswer: false, drafts, calls }
  const take = (id: string, document: PlanDraft, before: Draft | undefined): Draft => {
    const facts = { planId: before?.planId ?? null, line: null, createdAt: 0, updatedAt: 0, taskCount: 0 }
    const { title, projectId } = document
    const draft = { ...facts, id, title, projectId, revision: (before?.revision ?? 0) + 1, document }
    drafts.set(id, draft)
    return draft
  }
  const ask = async (call: string) => {
    calls.push(call)
    if (!server.isUp) throw new Error('The wire broke')
  }
  const api: KeeperOptions['api'] = {
    create: async ({ draftId, document }) => {
      await ask(`create ${document.title}`)
      const before = drafts.get(draftId)
      if (before !== undefined && before.title !== document.title) throw new ORPCError('E_DUPLICATE_ID')
      const made = before ?? take(draftId, document, undefined)
      if (server.losesAnswer) {
        server.losesAnswer = false
        throw new Error('The wire broke')
      }
      return made
    },
    save: async ({ draftId, document, revision }) => {
      await ask(`save ${document.title}`)
      const before = drafts.get(draftId)
      if (before === undefined) throw new ORPCError('E_NOT_FOUND')
      if (before.revision !== revision) throw new ORPCError('E_STALE')
      return take(draftId, document, before)
    },
    get: async ({ draftId }) => {
      const draft = drafts.get(draftId)
      if (draft === undefined) throw new ORPCError('E_NOT_FOUND')
      return draft
    },
  }
  return { server, api, take }
}

function createCopies() {
  const kept = new Map<string, LocalCopy>()
  const copies: LocalCopies = {
    read: async (address) => kept.get(address) ?? null,
    write: async (address, copy) => void kept.set(address, copy),
    drop: async (address) => void kept.delete(address),
  }
  return { kept, copies }
}

function open(over: Partial<KeeperOptions> = {}) {
  const { server, api, take } = createServer()
  const { kept, copies } = createCopies()
  const sent = over.sent ?? titled('Garden')
  const plan = createStore(() => sent)
  let made = 0
  const keeper = createDraftKeeper({
    address: 'plan_1',
    readDocument: plan.getState,
    subscribe: plan.subscribe,
    api,
    copies,
    isOnline: () => server.isUp,
    base: { draft: null, planId: 'plan_1' },
    sent,
    delayMs: 0,
    newId: () => `draft_${++made}`,
    ...over,
  })
  const type = (title: string) => plan.setState(titled(title), true)
  return { server, take, kept, plan, keeper, type, save: () => keeper.state.getState().save.kind }
}

describe('an edit of a draft', () => {
  it('creates the draft with the first change, and is saved there from then on', async () => {
    const { server, keeper, type, save } = open()
    await keeper.flush()
    expect(server.calls).toEqual([])
    type('Pond')
    expect(save()).toBe('waiting')
    expect(await keeper.flush()).toBe(true)
    type('Meadow')
    await keeper.flush()
    expect(server.calls).toEqual(['create Pond', 'save Meadow'])
    expect(keeper.state.getState()).toMatchObject({
      draft: { id: 'draft_1', revision: 2 },
      save: { kind: 'saved' },
    })
  })

  it('creates one draft if the response to its creation was lost', async () => {
    const { server, type, keeper, save } = open()
    server.losesAnswer = true
    type('Pond')
    await keeper.flush()
    expect([...server.drafts.values()].map(({ title }) => title)).toEqual(['Pond'])
    expect([save(), server.calls]).toEqual(['saved', ['create Pond', 'create Pond']])
  })

  it('creates one draft if it changed after the lost response', async () => {
    const { server, type, keeper } = open()
    server.losesAnswer = true
    type('Pond')
    const saved = keeper.flush()
    await vi.waitFor(() => expect(server.drafts.size).toBe(1), patient)
    type('Meadow')
    await saved
    expect([...server.drafts.values()].map(({ id, title }) => [id, title])).toEqual([['draft_1', 'Meadow']])
  })

  it('keeps its id after a reload', async () => {
    const { copies } = createCopies()
    const first = open({ copies })
    first.server.isUp = false
    first.type('Pond')
    void first.keeper.flush()
    await vi.waitFor(async () => expect((await copies.read('plan_1'))?.newDraftId).toBe('draft_1'), patient)
    const second = open({ copies, newId: () => 'draft_other' })
    second.type('Pond')
    await second.keeper.flush()
    expect([...second.server.drafts.keys()]).toEqual(['draft_1'])
    first.server.isUp = true
  })

  it('is sent in its newest version, for any number of changes during a request', async () => {
    const { server, keeper, type } = open()
    type('a')
    const sending = keeper.flush()
    type('b')
    type('c')
    expect(await sending).toBe(true)
    expect(server.calls).toEqual(['create a', 'save c'])
  })

  it('is stored in the browser while the server is away', async () => {
    const { server, kept, keeper, type, save } = open()
    server.isUp = false
    type('Pond')
    keeper.onConnection()
    expect(save()).toBe('offline')
    expect(kept.get('plan_1')?.document.title).toBe('Pond')
    server.isUp = true
    await keeper.flush()
    expect(save()).toBe('saved')
    expect(kept.size).toBe(0)
    expect(server.drafts.get('draft_1')?.title).toBe('Pond')
  })

  it('is sent again without a conflict if only the response was lost', async () => {
    const { server, take, keeper, type, save } = open()
    type('Pond')
    await keeper.flush()
    type('Meadow')
    take('draft_1', titled('Meadow'), server.drafts.get('draft_1'))
    await keeper.flush()
    expect(save()).toBe('saved')
    expect(keeper.state.getState().draft?.revision).toBe(2)
  })

  it('does not overwrite a change of another window', async () => {
    const { server, take, plan, keeper, type, save } = open()
    type('Pond')
    await keeper.flush()
    take('draft_1', titled('Theirs'), server.drafts.get('draft_1'))
    type('Mine')
    expect(await keeper.flush()).toBe(false)
    expect(save()).toBe('conflict')
    type('Mine, too')
    expect(await keeper.flush()).toBe(false)
    expect(server.drafts.get('draft_1')?.title).toBe('Theirs')
    const theirs = keeper.takeTheirs()
    if (theirs !== null) plan.setState(theirs, true)
    expect(await keeper.flush()).toBe(true)
    type('Agreed')
    await keeper.flush()
    expect(server.drafts.get('draft_1')?.title).toBe('Agreed')
  })

  it('can become a separate draft if another window was faster', async () => {
    const { server, take, keeper, type } = open()
    type('Pond')
    await keeper.flush()
    take('draft_1', titled('Theirs'), server.drafts.get('draft_1'))
    type('Mine')
    await keeper.flush()
    await keeper.keepMine()
    expect([...server.drafts.values()].map(({ title }) => title)).toEqual(['Theirs', 'Mine'])
    expect(keeper.state.getState()).toMatchObject({ draft: { id: 'draft_2' }, save: { kind: 'saved' } })
  })

  it('becomes a draft again if the draft was deleted meanwhile', async () => {
    const { server, keeper, type } = open()
    type('Pond')
    await keeper.flush()
    server.drafts.clear()
    type('Meadow')
    await keeper.flush()
    expect([...server.drafts.values()].map(({ title }) => title)).toEqual(['Meadow'])
  })

  it('becomes a copy of the published version', async () => {
    const { server, plan, keeper, type, save } = open()
    type('Pond')
    await keeper.flush()
    keeper.rebase('plan_2', plan.getState())
    expect(keeper.state.getState()).toMatchObject({ draft: null, planId: 'plan_2' })
    expect(save()).toBe('saved')
    type('Meadow')
    await keeper.flush()
    expect(server.calls.at(-1)).toBe('create Meadow')
  })

  it('is replaced by a change of another window while nothing changed here', async () => {
    const { server, take, plan, keeper, type } = open()
    type('Pond')
    await keeper.flush()
    expect(await keeper.findNews()).toBeNull()
    take('draft_1', titled('Theirs'), server.drafts.get('draft_1'))
    const news = await keeper.findNews()
    expect(news?.title).toBe('Theirs')
    if (news !== null) plan.setState(news, true)
    type('On top')
    expect(await keeper.flush()).toBe(true)
  })
})

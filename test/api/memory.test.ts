import { describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'

describe('an entry of a person or a worker', () => {
  it('is found by its words, run, task, project and tag, and names its event', async () => {
    const { app, call } = await serveTestApp()
    const request = {
      plan_id: 'p',
      project_id: 'atlas',
      tasks: [{ task_id: 'a', description: 'A', required_skills: ['nobody'] }],
    }
    const { runId } = await app.client.runs.start({ request })
    const given = {
      type: 'note',
      content: { text: 'Apples keep in the cellar' },
      tags: ['fruit'],
      runId,
      taskKey: 'a',
    }
    const { status, body } = await call('POST', '/api/v1/memory', given)
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { ...given, agentId: 'me', projectId: 'atlas', eventSeq: expect.any(Number) },
    })
    const events = await app.client.log.listEvents({ limit: 1000 })
    expect(events.find(({ seq }) => seq === body.eventSeq)).toMatchObject({ type: 'memory.remembered' })

    const ids = async (query: string) =>
      (await call('GET', `/api/v1/memory?${query}`)).body.map(({ id }: { id: string }) => id)
    for (const query of [
      'query=cellar',
      'tag=fruit',
      `runId=${runId}&type=note`,
      'projectId=atlas&type=note',
    ]) {
      expect(await ids(query)).toEqual([body.id])
    }
    for (const query of ['query=cellar&tag=fru', 'query=cellar&runId=run_x', 'tag=fruit&projectId=other']) {
      expect(await ids(query)).toEqual([])
    }
  })

  it('is pinned and tagged, found and counted by its tags, and keeps its text', async () => {
    const { app } = await serveTestApp()
    const { memory } = app.client
    const kept = await memory.remember({ type: 'note', content: 'Apples keep', tags: ['fruit', 'cellar'] })
    await memory.remember({ type: 'note', content: 'Pears do not', tags: ['fruit'] })
    const tagged = await memory.tag({ memoryId: kept.id, tags: ['fruit', 'pinned', 'winter store'] })
    expect(tagged).toEqual({ ...kept, tags: ['fruit', 'pinned', 'winter store'] })
    const idsOf = async (tag: string) => (await memory.find({ filter: { tag: [tag] } })).map(({ id }) => id)
    expect(await idsOf('pinned')).toEqual([kept.id])
    expect(await idsOf('cellar')).toEqual([])
    expect((await memory.find({ filter: { text: 'winter' } })).map(({ id }) => id)).toEqual([kept.id])
    expect((await memory.find({ filter: { text: 'cellar' } })).length).toBe(0)
    expect((await memory.count({})).facets.tag).toEqual([
      { value: 'fruit', count: 2 },
      { value: 'pinned', count: 1 },
      { value: 'winter store', count: 1 },
    ])
    // The audit entry of a change contains the previous tags.
    await memory.tag({ memoryId: kept.id, tags: ['fruit'] })
    const [newest] = (await app.client.audit.listOlder({ filter: { type: ['memory.tagged'] } })).entries
    expect((await app.client.audit.getEntry({ seq: newest?.seq ?? 0 })).change).toMatchObject({
      before: ['fruit', 'pinned', 'winter store'],
      after: ['fruit'],
    })
    expect((await app.client.audit.replay()).equal).toBe(true)
    await expect(memory.tag({ memoryId: 'mem_none', tags: [] })).rejects.toThrow('mem_none')
  })

  it('is stored once, however often the request is repeated', async () => {
    const { call } = await serveTestApp()
    const keep = (content: string) =>
      call('POST', '/api/v1/memory', { type: 'note', content }, { 'idempotency-key': 'k' })
    const first = await keep('once')
    expect(await keep('once')).toEqual(first)
    expect((await keep('other')).body.error).toMatchObject({ code: 'E_IDEMPOTENCY_MISMATCH' })
    expect((await call('GET', '/api/v1/memory')).body).toHaveLength(1)
  })

  it.each([
    [{ type: 'build_log', content: '' }, 'E_TYPE'],
    [{ type: 'note', content: '', taskKey: 'a' }, 'E_REQUIRED'],
    [{ type: 'note', content: '', runId: 'run_none' }, 'E_NOT_FOUND'],
    [{ type: 'note', content: '', titel: 'x' }, 'E_UNKNOWN_FIELD'],
  ])('refuses %j', async (body, code) => {
    const { app, call } = await serveTestApp()
    expect((await call('POST', '/api/v1/memory', body)).body.error.code).toMatch(code)
    expect(await app.client.log.listMemory({})).toEqual([])
  })

  it('appears once in pages by offset', async () => {
    const { app } = await serveTestApp()
    const { memory, log } = app.client
    for (let at = 0; at < 7; at += 1) await memory.remember({ type: 'note', content: `word number ${at}` })
    const pages = await Promise.all(
      [0, 3, 6, 9].map((offset) => log.listMemory({ query: 'word', limit: 3, offset })),
    )
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1, 0])
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(7)
    await expect(log.listMemory({ offset: 3 })).rejects.toMatchObject({ code: 'E_PAGE' })
  })
})

describe('the figures of a run', () => {
  it('are served over REST with the run’s explanation', async () => {
    const { app, call } = await serveTestApp()
    const request = { plan_id: 'p', tasks: [{ task_id: 'a', description: 'A', required_skills: ['nobody'] }] }
    const { runId } = await app.client.runs.start({ request })
    const { body } = await call('GET', `/api/v1/runs/${runId}/explain?taskKey=a`)
    expect(body).toMatchObject({
      ...{ isStuck: true, running: 0, waiting: 1, path: [{ taskKey: 'a', reason: { code: 'no_agent' } }] },
      roots: [{ kind: 'no_agent', subject: 'nobody', count: 1 }],
      actions: [{ kind: 'add_agent', skills: ['nobody'] }],
    })
    expect(body.headline).toBe(
      'Nothing is running. No agent has these skills: nobody. Add an agent with nobody: unblocks 1 task.',
    )
    const stats = await call('GET', '/api/v1/stats?start=2020-01-01&end=2100-01-01T00:00:00Z')
    expect(stats).toMatchObject({ status: 200, body: { counts: { todo: 1, done: 0 }, successRate: null } })
    expect((await call('GET', '/api/v1/runs/run_none/explain')).status).toBe(404)
  })
})

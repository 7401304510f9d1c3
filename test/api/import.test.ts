import { describe, expect, it } from 'vitest'
import { serveRest } from './rest.ts'

const path = '/api/v1/plans/import'
const task = (id: string, more = '') =>
  `---\nid: ${id}\ntitle: ${id}\nstatus: To Do\ndependencies: [${more}]\n---\n`

describe('the import of a folder', () => {
  const files = [
    { path: 'tasks/task-1 - A.md', text: task('task-1') },
    { path: 'tasks/task-2 - B.md', text: task('task-2', 'task-1') },
  ]

  it('stores its plan, named after the folder', async () => {
    const { call } = await serveRest()
    const { status, body } = await call('POST', path, { files, fileName: 'backlog' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ format: 'backlog', plans: [{ key: 'backlog', tasks: 2, edges: 1 }] })
    const kept = await call('GET', `/api/v1/plans/${body.plans[0].planId}`)
    expect(kept.body).toMatchObject({ source: 'backlog', runnable: true, taskCount: 2 })
  })

  it('imports one of several plans by its key', async () => {
    const { call } = await serveRest()
    const lists = ['a', 'b'].map((name) => ({ path: `specs/${name}/tasks.md`, text: '- [ ] T001 x\n' }))
    const { body } = await call('POST', path, { files: lists, fileName: 'specs', only: 'b', dryRun: true })
    expect(body.plans).toMatchObject([{ key: 'b', planId: null }])
  })

  it('accepts a text or files, and reports a missing or an additional one', async () => {
    const { call } = await serveRest()
    const none = await call('POST', path, { fileName: 'x' })
    expect(none).toMatchObject({
      status: 400,
      body: { error: { code: 'E_REQUIRED', message: 'text is missing.' } },
    })
    const both = await call('POST', path, { files, text: 'x', fileName: 'x' })
    expect(both).toMatchObject({ status: 400, body: { error: { code: 'E_TYPE', field: 'files' } } })
    const empty = await call('POST', path, { files: [], fileName: 'x' })
    expect(empty).toMatchObject({ status: 400, body: { error: { code: 'E_REQUIRED', field: 'files' } } })
    const long = { path: 'a.md', text: 'x'.repeat(1024 * 1024 + 1) }
    const large = await call('POST', path, { files: [long], fileName: 'x' })
    expect(large).toMatchObject({ status: 400, body: { error: { code: 'E_RANGE', limit: 1024 * 1024 } } })
    const much = Array.from({ length: 21 }, () => ({ path: 'a.md', text: 'x'.repeat(1024 * 1024) }))
    const total = await call('POST', path, { files: much, fileName: 'x' })
    expect(total).toMatchObject({ status: 400, body: { error: { code: 'E_TYPE', field: 'files' } } })
    const other = await call('POST', path, { files: [{ path: 'a.md', text: '# x' }], fileName: 'x' })
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'E_FORMAT' } } })
  })
})

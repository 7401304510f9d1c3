import { describe, expect, it } from 'vitest'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import { bootTestApp, serveTestApp } from '../support/app.ts'

/** Creates two files. Each task creates one of them again. */
const maker: AgentAdapter = {
  kind: 'model',
  async *start({ title }) {
    const artifacts = [
      { name: 'notes.md', text: `# ${title} é`, mediaType: 'text/markdown' },
      { name: `${title}.txt`, text: title },
    ]
    yield { type: 'result', result: { text: 'Made two.', data: { artifacts } } }
  },
}

const task = (id: string, more: object = {}) => ({
  ...{ task_id: id, title: id, description: `Do ${id}`, required_skills: [], ...more },
})

async function runTwo({ client }: Awaited<ReturnType<typeof bootTestApp>>) {
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [task('one'), task('two', { depends_on: ['one'] })] },
    roster: [{ id: 'ann', name: 'Ann', kind: 'model', skills: [] }],
  })
  for await (const { run } of await client.runs.watch({ runId })) if (isRunOver(run.status)) break
  return runId
}

describe('the files of a run', () => {
  it('are listed by name, each in the version of the last task that wrote it', async () => {
    const app = await bootTestApp({ adapters: [maker] })
    const files = await app.client.runs.listArtifacts({ runId: await runTwo(app) })
    expect(files).toEqual([
      { name: 'one.txt', mediaType: 'text/plain', taskKey: 'one', agentId: 'ann', size: 3 },
      { name: 'notes.md', mediaType: 'text/markdown', taskKey: 'two', agentId: 'ann', size: 8 },
      { name: 'two.txt', mediaType: 'text/plain', taskKey: 'two', agentId: 'ann', size: 3 },
    ])
  })

  it('are limited to one task on request, and are read one by one', async () => {
    const app = await bootTestApp({ adapters: [maker] })
    const runId = await runTwo(app)
    const files = await app.client.runs.listArtifacts({ runId, taskKey: 'one' })
    expect(files.map(({ name }) => name)).toEqual(['notes.md', 'one.txt'])
    const file = await app.client.runs.getArtifact({ runId, taskKey: 'one', name: 'notes.md' })
    expect(file).toMatchObject({ text: '# one é', taskKey: 'one' })
  })

  it('report missing files', async () => {
    const { app, call } = await serveTestApp({ adapters: [maker] })
    const runId = await runTwo({ ...app, dataDir: '' })
    const path = `/api/v1/runs/${runId}/tasks/one/artifact?name=`
    expect(await call('GET', `${path}notes.md`)).toMatchObject({ status: 200, body: { text: '# one é' } })
    expect(await call('GET', `${path}gone.md`)).toMatchObject({
      status: 404,
      body: { error: { code: 'E_NOT_FOUND', message: 'File gone.md of task one does not exist.' } },
    })
    await expect(app.client.runs.listArtifacts({ runId: 'run_none' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })
})

import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { serveTestApp } from '../support/app.ts'
import { root, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

/** A host process that started `switchyard mcp`. */
async function openHost(dataDir: string, args: readonly string[] = []) {
  const client = new Client({ name: 'host', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  const cli = join(root, 'src-main/hosts/cli/switchyard.mjs')
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'mcp', ...args],
    env: { ...env(), SWITCHYARD_DATA_DIR: dataDir },
    stderr: 'ignore',
  })
  await client.connect(transport)
  onTestFinished(() => client.close())
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    const { content, isError = false } = await client.callTool({ name, arguments: input })
    const [part] = z.array(z.object({ text: z.string() })).parse(content)
    return { isError, text: part?.text ?? '' }
  }
  const json = async (name: string, input?: Record<string, unknown>) =>
    JSON.parse((await call(name, input)).text)
  return { client, call, json }
}

const env = () => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' })
const plan = {
  plan_id: 'p',
  tasks: [{ task_id: 'a', description: 'Do a', required_skills: [], requires_approval: true }],
}
const agent = {
  ...{ id: 'x', name: 'X', kind: 'scripted' as const, skills: [] },
  config: { default: { steps: [] } },
}

async function serveGated() {
  const { app } = await serveTestApp()
  const { runId } = await app.client.runs.start({ request: plan, simulate: true, roster: [agent] })
  const [gate] = await app.client.runs.listApprovals()
  if (gate === undefined) throw new Error('no gate')
  return { app, runId, gate }
}

describe('switchyard mcp', () => {
  it('shows runs, tasks and gates of the running app to a host', async () => {
    const { app, runId, gate } = await serveGated()
    const host = await openHost(app.dataDir)
    expect(await host.json('list_runs')).toMatchObject([{ id: runId }])
    expect(await host.json('list_approvals')).toMatchObject([
      { id: gate.id, hash: gate.hash, isSimulated: true },
    ])
    expect(await host.json('read_task', { run_id: runId, task_key: 'a' })).toMatchObject({
      task: { status: 'awaiting_approval' },
    })
    expect(await host.call('read_task', { run_id: 'run_none', task_key: 'a' })).toMatchObject({
      isError: true,
    })
  })

  it('stores notes of a host with their source, and finds them without a running app', async () => {
    const host = await openHost(createTempDir())
    expect(await host.json('add_memory', { text: 'The wall is red.', project_id: 'p1' })).toMatchObject({
      agentId: 'mcp',
    })
    expect(await host.json('search_memory', { words: 'wall', project_id: 'p1' })).toMatchObject([
      { content: 'The wall is red.' },
    ])
    expect(await host.json('search_memory', { words: 'wall', project_id: 'p2' })).toEqual([])
  })

  it('lets no host answer approvals by default', async () => {
    const { app, gate } = await serveGated()
    const host = await openHost(app.dataDir)
    const { tools } = await host.client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'list_runs',
      'list_approvals',
      'read_task',
      'search_memory',
      'add_memory',
    ])
    const input = { approval_id: gate.id, hash: gate.hash, answer: 'approve' }
    await expect(host.call('answer_approval', input)).rejects.toThrow()
    expect(await app.client.runs.listApprovals()).toHaveLength(1)
  })

  it('lets a person who enabled it answer approvals, with the shown content', async () => {
    const { app, gate } = await serveGated()
    const host = await openHost(app.dataDir, ['--decide'])
    const input = { approval_id: gate.id, answer: 'approve' }
    expect(await host.call('answer_approval', { ...input, hash: 'another' })).toMatchObject({ isError: true })
    expect(await host.json('answer_approval', { ...input, hash: gate.hash })).toMatchObject({
      answer: 'approve',
    })
  })

  it('cannot be enabled by an agent during its task', async () => {
    const before = process.env.SWITCHYARD_ATTEMPT
    process.env.SWITCHYARD_ATTEMPT = 'some/attempt'
    onTestFinished(() => {
      if (before === undefined) delete process.env.SWITCHYARD_ATTEMPT
      else process.env.SWITCHYARD_ATTEMPT = before
    })
    const { code, stdout, stderr } = await switchyard(['mcp', '--decide'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('agents cannot answer approvals')
  })
})

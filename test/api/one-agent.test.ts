import { chmodSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Agent, AgentKind } from '../../src-shared/model/agents/agent.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { ok } from '../../src-shared/result.ts'
import { openRemoteAgent } from '../agents/a2a/remote-agent.ts'
import { fakeAgent } from '../agents/acp/coders.ts'
import { settingsAt } from '../agents/model/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { openFakeModelServer, turns } from '../support/fake-model-server.ts'
import { listWorkingIn } from '../support/survivors.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const agent = (kind: AgentKind, config: Json = {}, more: Partial<Agent> = {}) => ({
  ...{ id: 'x', name: 'Xenia', kind, skills: ['writing'], config },
  ...more,
})

async function check(app: App, one: ReturnType<typeof agent>) {
  await app.client.agents.register({ agents: [one] })
  return app.client.agents.check({ id: one.id })
}

/** A folder on `PATH` with a program, a link to the program and a file that is not executable. */
function createPath() {
  const folder = realpathSync(createTempDir())
  const file = join(folder, 'greeter')
  writeFileSync(file, '#!/bin/sh\necho "hello $1"\n')
  chmodSync(file, 0o755)
  symlinkSync(file, join(folder, 'hi'))
  writeFileSync(join(folder, 'notes'), 'no program', { mode: 0o644 })
  const PATH = `${folder}:/usr/bin:/bin`
  const readVariables = (names: readonly string[]) =>
    Object.fromEntries(Object.entries({ PATH }).filter(([name]) => names.includes(name)))
  return { folder, file, config: { readVariables } }
}

async function ended({ client }: App, runId: string) {
  for (const end = systemClock.now() + 15_000; ; ) {
    const detail = await client.runs.getTask({ runId, taskKey: 'trial' })
    if (['done', 'failed'].includes(detail.task.status)) return detail
    if (systemClock.now() > end) throw new Error(`It is ${detail.task.status}`)
    await systemClock.sleep(20)
  }
}

describe('the health check of a program', () => {
  it('finds its real path, and starts nothing', async () => {
    const { config, file } = createPath()
    const app = await bootTestApp({ config })
    const found = await check(app, agent('command', { command: ['hi'], passEnv: ['API_KEY'] }))
    expect(found).toEqual({
      ok: true,
      message: 'Program hi is installed and can be started.',
      details: [
        { name: 'Program', value: file },
        { name: 'Not set here', value: 'API_KEY' },
        // The value names the limit mechanism of this machine.
        { name: 'Process limit', value: expect.any(String) },
      ],
      tookMs: expect.any(Number),
    })
  })

  it('reports a missing program and a missing execute permission', async () => {
    const { config, folder } = createPath()
    const app = await bootTestApp({ config })
    expect(await check(app, agent('command', { command: ['nobody'] }))).toMatchObject({
      ok: false,
      message: 'Program "nobody" not found. Install it, or enter its full path.',
    })
    const notes = join(folder, 'notes')
    expect(await check(app, agent('command', { command: [notes] }))).toMatchObject({
      ok: false,
      message: `You may not execute the program ${notes}.`,
    })
  })
})

describe('the health check of a coding agent', () => {
  const coder = (scenario: string, diary: string) =>
    agent('acp', { command: [process.execPath, fakeAgent, scenario, diary] })

  it('reads its first message, starts no session and leaves nothing behind', async () => {
    const app = await bootTestApp()
    const diary = join(createTempDir(), 'diary')
    writeFileSync(diary, '')
    const found = await check(app, coder('works', diary))
    expect(found).toMatchObject({
      ok: true,
      message: 'The agent started and supports the Agent Client Protocol.',
    })
    expect(found.details).toContainEqual({ name: 'Reported name', value: expect.stringContaining('1.2.3') })
    expect(readFileSync(diary, 'utf8')).not.toContain('new:')
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('reports another protocol version, an immediate exit and a missing program', async () => {
    const app = await bootTestApp()
    const diary = join(createTempDir(), 'diary')
    writeFileSync(diary, '')
    expect(await check(app, coder('speaksTheNext', diary))).toMatchObject({
      ok: false,
      message: expect.stringContaining(
        'The agent uses version 99 of the protocol, and Switchyard version 1.',
      ),
    })
    const silent = agent('acp', { command: [process.execPath, '-e', ''] })
    expect(await check(app, silent)).toMatchObject({ ok: false })
    expect(await check(app, agent('acp', { command: ['nobody-acp'] }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('not found'),
    })
  })
})

describe('the health check of a model', () => {
  const tools = join(import.meta.dirname, '../agents/model/tool-server.ts')

  async function bootWithModel() {
    const script = [turns.keepsToSchema({ colour: 'blue', code: 'sy-7' })]
    const server = await openFakeModelServer(script, { repeatsLast: true })
    onTestFinished(() => server.close())
    const models = ok(settingsAt(server.baseURL))
    return bootTestApp({ config: { models, readModelKey: async () => null } })
  }

  it('asks the model for working, and lists the tools of its servers', async () => {
    const log = join(createTempDir(), 'log')
    writeFileSync(log, '')
    const app = await bootWithModel()
    const mcp = [{ name: 'wall', command: [process.execPath, tools, 'good', log] }]
    const found = await check(app, agent('model', { mcp }))
    expect(found).toMatchObject({ ok: true, message: 'The model answers correctly.' })
    expect(found.details[0]).toEqual({ name: 'Model', value: 'local (compatible/fake)' })
    expect(found.details[1]).toEqual({ name: 'Server wall', value: expect.stringContaining('wall__paint') })
    expect(readFileSync(log, 'utf8')).toBe('')
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('reports the part that cannot be used', async () => {
    const app = await bootWithModel()
    expect(await check(app, agent('model', { model: 'other' }))).toMatchObject({
      ok: false,
      message: 'Model "other" does not exist. Available models: local.',
    })
    const mcp = [{ name: 'wall', command: ['no-such-server'] }]
    expect(await check(app, agent('model', { mcp }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('MCP server wall is not available'),
    })
    expect(await check(await bootTestApp(), agent('model'))).toMatchObject({
      ok: false,
      message: 'No model is set for work. Available models: none.',
    })
  })
})

describe('the health check of a remote agent', () => {
  it('reads its card and sends no task', async () => {
    const remote = await openRemoteAgent()
    const found = await check(await bootTestApp(), agent('a2a', { url: remote.url }))
    expect(found).toMatchObject({
      ok: true,
      details: [
        { name: 'Reported name', value: 'Route Café' },
        { name: 'Skills on the card', value: 'route-planner' },
      ],
    })
    expect(remote.methods()).toEqual([])
  })

  it('reports a missing server, and a card without the requested skill', async () => {
    const remote = await openRemoteAgent()
    const app = await bootTestApp()
    const gone = await check(app, agent('a2a', { url: 'http://127.0.0.1:9/' }))
    expect(gone).toMatchObject({ ok: false, message: expect.stringContaining('Cannot reach') })
    const other = await check(app, agent('a2a', { url: remote.url, skill: 'cooking' }))
    expect(other).toMatchObject({ ok: false, message: 'The agent card does not list the skill "cooking".' })
  })
})

describe('the health check of an agent that cannot be called', () => {
  it.each([
    ['person', {}, true, 'Tasks of this person go to the inbox.'],
    ['builtin', {}, true, 'This agent is built in, so there is nothing to connect to.'],
    ['scripted', {}, true, 'This agent is simulated, so there is nothing to connect to.'],
    ['external', {}, false, 'No worker has claimed a task for this agent yet.'],
  ] as const)('reports kind %s', async (kind, config, isWell, message) => {
    expect(await check(await bootTestApp(), agent(kind, config))).toMatchObject({ ok: isWell, message })
  })

  it('reports the last contact of an external worker', async () => {
    const app = await bootTestApp()
    const task = { task_id: 'a', description: 'Do a', required_skills: ['writing'] }
    const { runId } = await app.client.runs.start({
      request: { plan_id: 'p', tasks: [task] },
      roster: [agent('external')],
    })
    await app.client.work.executeTask({ agentId: 'x', taskId: `${runId}/a` })
    const { ok: isWell, details } = await app.client.agents.check({ id: 'x' })
    expect(isWell).toBe(true)
    expect(details).toEqual([{ name: 'Last seen', value: expect.stringMatching(/^2\d\d\d-/) }])
  })
})

describe('a trial of an agent', () => {
  it('is a run of one task by this agent only, with its cost', async () => {
    const { config } = createPath()
    const app = await bootTestApp({ config })
    const price = { amountMinor: 5, currency: 'EUR' }
    const greeter = agent('command', { command: ['greeter', '{task.description}'] }, { price })
    await app.client.agents.register({ agents: [greeter] })
    const { runId } = await app.client.agents.trial({ id: 'x', text: 'you' })
    const { task, attempts } = await ended(app, runId)
    expect(task).toMatchObject({ title: 'Trial of Xenia', agentId: 'x', status: 'done' })
    expect(attempts[0]?.result?.text).toContain('hello you')
    expect(attempts[0]?.spent).toEqual(price)
    expect((await app.client.runs.get({ runId })).run).toMatchObject({ title: 'Trial of Xenia' })
    // The outcome of a trial does not count for the agent's record.
    expect((await app.client.agents.get({ id: 'x' })).record).toEqual([])
  })

  it('gives a built-in agent a task of its skill, and a repeated request returns the same run', async () => {
    const app = await bootTestApp()
    const request = { id: 'hal', text: 'Cats sleep. Dogs bark.', commandId: 'once' }
    const { runId } = await app.client.agents.trial(request)
    expect(await app.client.agents.trial(request)).toEqual({ runId })
    expect((await ended(app, runId)).task.requiredSkills).toHaveLength(1)
  })

  it('is refused for offline and unknown agents', async () => {
    const { client } = await bootTestApp()
    await client.agents.register({ agents: [agent('external', {}, { availability: 'offline' })] })
    await expect(client.agents.trial({ id: 'x' })).rejects.toMatchObject({ code: 'E_STATE' })
    await expect(client.agents.trial({ id: 'nobody' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })
})

describe('an agent', () => {
  it('is disabled and enabled without other changes', async () => {
    const { client } = await bootTestApp()
    await client.agents.register({ agents: [agent('external', { note: 1 }, { capacity: 3 })] })
    const before = (await client.agents.get({ id: 'x' })).agent
    expect((await client.agents.disable({ id: 'x' })).agent).toEqual({ ...before, availability: 'offline' })
    const { seq } = await client.system.info()
    await client.agents.disable({ id: 'x' })
    expect((await client.system.info()).seq).toBe(seq)
    expect((await client.agents.enable({ id: 'x' })).agent).toEqual(before)
    await expect(client.agents.enable({ id: 'nobody' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })

  it('does waiting tasks when it is enabled', async () => {
    const { config } = createPath()
    const app = await bootTestApp({ config })
    const greeter = agent('command', { command: ['greeter'] }, { availability: 'offline' })
    const task = { task_id: 'trial', description: 'Greet', required_skills: ['writing'] }
    const { runId } = await app.client.runs.start({
      request: { plan_id: 'p', tasks: [task] },
      roster: [greeter],
    })
    expect((await app.client.runs.getTask({ runId, taskKey: 'trial' })).task.status).toBe('todo')
    await app.client.agents.enable({ id: 'x' })
    expect((await ended(app, runId)).task.status).toBe('done')
  })

  it('is listed with its record by skill', async () => {
    const app = await bootTestApp()
    const task = {
      task_id: 'trial',
      description: 'Cats sleep. Dogs bark. Birds sing.',
      required_skills: ['summarization'],
    }
    const { runId } = await app.client.runs.start({ request: { plan_id: 'p', tasks: [task] } })
    const { task: done } = await ended(app, runId)
    const { record } = await app.client.agents.get({ id: done.agentId ?? '' })
    expect(record).toMatchObject([{ skill: 'summarization', successes: 1, failures: 0 }])
  })

  it('is neither checked nor tried by a read-only token', async () => {
    const { client } = await bootTestApp({ isPassive: true })
    await client.agents.register({ agents: [agent('person')] })
    const refused = { code: 'E_STATE', message: expect.stringContaining('data can only be read') }
    await expect(client.agents.check({ id: 'x' })).rejects.toMatchObject(refused)
    await expect(client.agents.trial({ id: 'x' })).rejects.toMatchObject(refused)
    await expect(client.agents.readCard({ url: 'http://127.0.0.1:9/' })).rejects.toMatchObject(refused)
  })
})

describe('the preview of a card at an address', () => {
  it('describes the remote agent and its skills, and stores nothing', async () => {
    const remote = await openRemoteAgent()
    const { client } = await bootTestApp()
    const { agent: read } = await client.agents.readCard({ url: remote.url })
    expect(read).toMatchObject({
      id: 'route-cafe',
      name: 'Route Café',
      kind: 'a2a',
      skills: ['routing', 'route_planner'],
      config: { url: remote.url },
    })
    await expect(client.agents.get({ id: 'route-cafe' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' })
  })

  it('is refused at the address field if the address has no card', async () => {
    const { client } = await bootTestApp()
    await expect(client.agents.readCard({ url: 'http://127.0.0.1:9/' })).rejects.toMatchObject({
      code: 'E_FORMAT',
      data: { field: 'url' },
    })
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import type { Agent } from '../../../src-shared/model/agents/agent.ts'
import { artifactsOf } from '../../../src-shared/model/artifact.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { ok } from '../../../src-shared/result.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { openFakeModelServer, type Turn, turns } from '../../support/fake-model-server.ts'
import { calls } from '../../support/tool-calls.ts'
import { entryAt, settingsAt } from './harness.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const write = calls({ name: 'write_file', input: { path: 'a.txt', text: 'hello' } })
const mo = (config: Json, more: Partial<Agent> = {}) => ({
  ...{ id: 'mo', name: 'Mo', kind: 'model' as const, skills: [], config },
  ...more,
})
const task = (more: object = {}) => ({ task_id: 'a', description: 'Do a', required_skills: [], ...more })

/** A scripted model server, and apps that share a data folder and use the server. */
async function openHouse(script: readonly Turn[]) {
  const server = await openFakeModelServer(script)
  onTestFinished(() => server.close())
  const dataDir = createTempDir()
  const models = ok(settingsAt(server.baseURL))
  const boot = () => bootTestApp({ dataDir, config: { models, readModelKey: async () => null } })
  return { server, boot, dataDir }
}

async function start({ client }: App, agent: ReturnType<typeof mo>, plan: object = {}): Promise<string> {
  const request = { plan_id: 'p', tasks: [task()], ...plan }
  const { runId } = await client.runs.start({ request, roster: [agent] })
  return runId
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = systemClock.now() + 15_000; ; ) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(20)
  }
}

const statusIs = ({ client }: App, runId: string, wanted: string) =>
  until(async () => {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    return detail.task.status === wanted ? detail : undefined
  })

const gateOf = ({ client }: App) => until(async () => (await client.runs.listApprovals())[0])

async function answer(app: App, word: 'approve' | 'reject', note?: string) {
  const { id: approvalId, hash } = await gateOf(app)
  await app.client.runs.answerApproval({
    approvalId,
    hash,
    answer: word,
    ...(note !== undefined && { note }),
  })
}

describe('an agent of kind model', () => {
  it('is refused at registration if its config is invalid, with the field', async () => {
    const { client } = await bootTestApp()
    const configs: [Json, string][] = [
      [{ tools: { write_file: 'maybe' } }, 'agents[0].config.tools.write_file'],
      [{ tools: { run: 'allow' } }, 'agents[0].config.tools.run'],
      [{ maxTurns: 0 }, 'agents[0].config.maxTurns'],
      [{ mcp: [{ name: 'x' }] }, 'agents[0].config.mcp[0]'],
      [{ mcp: [{ name: 'x__y', url: 'https://example.com' }] }, 'agents[0].config.mcp[0].name'],
      [{ mcp: [{ name: 'x', url: 'http://example.com' }] }, 'agents[0].config.mcp[0].url'],
      [{ mcp: [{ name: 'x', url: 'https://me:secret@example.com' }] }, 'agents[0].config.mcp[0].url'],
      [{ mcp: [{ name: 'x', command: ['./x'] }] }, 'agents[0].config.mcp[0].command[0]'],
    ]
    for (const [config, field] of configs) {
      await expect(client.agents.register({ agents: [mo(config)] }), field).rejects.toMatchObject({
        data: { field },
      })
    }
  })

  it('completes a task in the workspace of its run', async () => {
    const { boot, dataDir } = await openHouse([write, turns.says('Done.')])
    const app = await boot()
    const runId = await start(app, mo({}))
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts[0]?.result).toMatchObject({
      text: 'Done.',
      data: { artifacts: [{ name: 'a.txt', text: 'hello' }, { name: 'changes.diff' }] },
    })
    expect(readFileSync(join(dataDir, 'workspaces', runId, 'a.txt'), 'utf8')).toBe('hello')
  })

  it.each([
    ['approve', ['a.txt', 'changes.diff']],
    ['reject', []],
  ] as const)(
    'asks before a tool call, keeps its state over a restart, and continues with %s',
    async (word, files) => {
      const { boot, server } = await openHouse([write, turns.says('Done.')])
      const first = await boot()
      const runId = await start(first, mo({ tools: { write_file: 'ask' } }))
      await statusIs(first, runId, 'awaiting_input')
      await first.close()
      const second = await boot()
      const gate = await gateOf(second)
      expect(gate).toMatchObject({
        kind: 'permission',
        subject: { tool: 'write_file', server: null, arguments: { path: 'a.txt', text: 'hello' } },
      })
      await answer(second, word, 'as I say')
      const { attempts } = await statusIs(second, runId, 'done')
      const handed = artifactsOf(attempts.at(-1)?.result ?? { data: null })
      expect(handed.map(({ name }) => name)).toEqual(files)
      expect(server.asked).toHaveLength(2)
    },
  )

  it('is not repeated without a question after an interruption', async () => {
    const { boot, server } = await openHouse([write, turns.silent(), turns.says('Done.')])
    const first = await boot()
    const runId = await start(first, mo({}))
    await server.untilAsked(2)
    await first.close()
    const second = await boot()
    expect(await gateOf(second)).toMatchObject({ kind: 'uncertain_outcome' })
    expect(server.asked).toHaveLength(2)
    await second.close()
    const third = await boot()
    expect((await third.client.runs.getTask({ runId, taskKey: 'a' })).task.status).not.toBe('done')
  })

  it('is repeated if it is repeatable', async () => {
    const { boot, server } = await openHouse([write, turns.silent(), write, turns.says('Done.')])
    const first = await boot()
    const runId = await start(first, mo({}, { effectClass: 'repeatable' }))
    await server.untilAsked(2)
    await first.close()
    await statusIs(await boot(), runId, 'done')
    expect(server.asked).toHaveLength(4)
  })

  it('shows its tools at the gate of a task, and the approved tools stay in use', async () => {
    const { boot } = await openHouse([turns.says('Done.')])
    const app = await boot()
    const config = {
      tools: { write_file: 'deny' },
      mcp: [
        { name: 'wall', url: 'https://example.com/mcp', tools: { paint: 'allow' }, env: { KEY: 'hidden' } },
      ],
    }
    await start(app, mo(config), { tasks: [task({ requires_approval: true })] })
    const { subject, hash } = await gateOf(app)
    expect(subject).toMatchObject({
      model: {
        agent: 'mo',
        tools: { write_file: 'deny', read_file: 'allow' },
        servers: [{ name: 'wall', url: 'https://example.com/mcp', tools: { paint: 'allow' }, env: ['KEY'] }],
      },
    })
    expect(JSON.stringify(subject)).not.toContain('hidden')
    await app.client.agents.register({ agents: [mo({ ...config, instructions: 'Be quick.' })] })
    expect((await gateOf(app)).hash).not.toBe(hash)
  })

  it('reports its cost if the price is known', async () => {
    const { server, dataDir } = await openHouse([write, turns.says('Done.')])
    // A model of a known provider. The local server answers its requests.
    const entry = { ...entryAt('https://api.openai.com/v1'), model: 'gpt-4o-mini' }
    const settings = { entries: [entry], use: { planning: null, deciding: null, working: entry.name } }
    const outside = globalThis.fetch
    onTestFinished(() => {
      globalThis.fetch = outside
    })
    globalThis.fetch = (input, init) =>
      outside(String(input).replace('https://api.openai.com/v1', server.baseURL), init)
    const app = await bootTestApp({
      dataDir,
      config: { models: ok(settings), readModelKey: async () => null },
    })
    const runId = await start(app, mo({}, { price: { amountMinor: 500, currency: 'USD' } }))
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts[0]?.spent).toEqual({ amountMinor: 1, currency: 'USD' })
    expect(attempts[0]?.result?.data).toMatchObject({ costMicros: expect.any(Number) })
  })
})

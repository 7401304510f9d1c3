import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { rosterSchema } from '../../../src-shared/contract/agents.ts'
import { buildRequestSchema } from '../../../src-shared/contract/compat/seed.ts'
import type { Agent, EffectClass } from '../../../src-shared/model/agents/agent.ts'
import { storedArtifactsOf } from '../../../src-shared/model/artifact.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { listWorkingIn } from '../../support/survivors.ts'
import { longLived } from './programs.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const tool = (config: Json, more: Partial<Agent> = {}) => ({
  id: 'tool',
  name: 'Tool',
  kind: 'command' as const,
  skills: [],
  config,
  ...more,
})
const task = (id: string, more: object = {}) => ({
  task_id: id,
  description: `Do ${id}`,
  required_skills: [],
  ...more,
})

/** A program in its own file, outside the data folder. */
function script(text: string): string[] {
  const folder = createTempDir()
  const file = join(folder, 'program.mjs')
  writeFileSync(file, text)
  return [process.execPath, file]
}

async function start({ client }: App, config: Json, { agent = {}, plan = {} as object } = {}) {
  const { runId } = await client.runs.start({
    request: { plan_id: 'p', tasks: [task('a')], ...plan },
    roster: [tool(config, agent)],
  })
  return runId
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = systemClock.now() + 15_000; ; ) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(20)
  }
}

const detailOf = ({ client }: App, runId: string) => client.runs.getTask({ runId, taskKey: 'a' })

const statusIs = (app: App, runId: string, wanted: string) =>
  until(async () => {
    const detail = await detailOf(app, runId)
    return detail.task.status === wanted ? detail : undefined
  })

describe('an agent of kind command', () => {
  it('is refused at registration if its config is invalid, with the field', async () => {
    const { client } = await bootTestApp()
    const configs: [Json, string][] = [
      [{}, 'agents[0].config.command'],
      [{ command: 'node --version' }, 'agents[0].config.command'],
      [{ command: ['./tool'] }, 'agents[0].config.command[0]'],
      [{ command: ['node'], shell: true }, 'agents[0].config.shell'],
      [{ command: ['node'], cwd: '../elsewhere' }, 'agents[0].config.cwd'],
      [{ command: ['node'], passEnv: ['SWITCHYARD_MODEL_KEY'] }, 'agents[0].config.passEnv[0]'],
      [{ command: ['node'], env: { SWITCHYARD_ATTEMPT: 'mine' } }, 'agents[0].config.env.SWITCHYARD_ATTEMPT'],
      [{ command: ['node'], timeoutMs: 0 }, 'agents[0].config.timeoutMs'],
    ]
    for (const [config, field] of configs) {
      await expect(client.agents.register({ agents: [tool(config)] }), field).rejects.toMatchObject({
        data: { field },
      })
    }
    expect((await client.agents.list()).map(({ id }) => id)).not.toContain('tool')
  })

  it('is not repeatable by default', async () => {
    const { client } = await bootTestApp()
    const config = { command: ['node'] }
    const agents = [tool(config), tool(config, { id: 'other', effectClass: 'repeatable' })]
    const listed = await client.agents.register({ agents })
    const classOf = (id: string) => listed.find((each) => each.id === id)?.effectClass
    expect([classOf('tool'), classOf('other')]).toEqual(['once', 'repeatable'])
  })

  it('does a task', async () => {
    const app = await bootTestApp()
    const runId = await start(app, { command: script(`console.log('hello')`) })
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts[0]?.result).toEqual({ text: 'hello\n', data: { exitCode: 0 } })
  })

  it('runs the shipped sample', async () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(join(appRoot, 'resources/samples/programs', name), 'utf8'))
    const readVariables = () => ({ PATH: dirname(process.execPath) })
    const { client } = await bootTestApp({ config: { readVariables } })
    const { runId } = await client.runs.start({
      request: buildRequestSchema.parse(read('versions.plan.json')),
      roster: rosterSchema.parse(read('programs.agents.json')).agents,
    })
    const { attempts } = await until(async () => {
      const detail = await client.runs.getTask({ runId, taskKey: 'note' })
      return detail.task.endedAt === null ? undefined : detail
    })
    const line = `- Read the Node version: ${process.version}`
    expect(attempts.at(-1)?.result).toEqual({
      text: line,
      data: {
        exitCode: 0,
        output: { lines: 1 },
        artifacts: [
          { name: 'versions.md', text: `# Record the tool versions\n\n${line}\n`, mediaType: 'text/plain' },
        ],
      },
    })
  })

  it('fails immediately and without a retry if its program is missing', async () => {
    const app = await bootTestApp()
    const retry = { max_attempts: 5, first_ms: 1 }
    const runId = await start(
      app,
      { command: ['no-such-program'] },
      { plan: { tasks: [task('a', { retry })] } },
    )
    const { attempts } = await statusIs(app, runId, 'failed')
    expect(attempts).toHaveLength(1)
    expect(attempts[0]?.failure?.reason).toBe('agent_missing')
  })

  it('asks a person, and continues with the answer', async () => {
    const app = await bootTestApp()
    const text = `
      let input = ''
      for await (const part of process.stdin) input += part
      const [answer] = JSON.parse(input).answers
      const said = answer === undefined
        ? { type: 'question', text: 'Which colour?' }
        : { type: 'result', text: 'painted it ' + answer.text }
      console.log(JSON.stringify(said))`
    const runId = await start(app, { command: script(text), output: 'jsonl' })
    const { approval } = await statusIs(app, runId, 'awaiting_input')
    expect(approval).toMatchObject({ kind: 'agent_question', question: 'Which colour?' })
    const { id: approvalId = '', hash = '' } = approval ?? {}
    await app.client.runs.answerApproval({ approvalId, hash, answer: 'respond', note: 'blue' })
    const { attempts } = await statusIs(app, runId, 'done')
    expect(attempts.at(-1)?.result?.text).toBe('painted it blue')
  })

  it('is stopped with all its processes when it reaches its cost limit', async () => {
    const app = await bootTestApp()
    const usage = (amountMinor: number) => JSON.stringify({ type: 'usage', amountMinor, currency: 'EUR' })
    const text = `console.log('${usage(50)}'); setTimeout(() => console.log('${usage(500)}'), 100); ${longLived}`
    const runId = await start(
      app,
      { command: script(text), output: 'jsonl' },
      {
        agent: { price: { amountMinor: 60, currency: 'EUR' } },
        plan: { budget: { amount_minor: 100, currency: 'EUR' } },
      },
    )
    const { approval, attempts } = await statusIs(app, runId, 'awaiting_approval')
    expect(approval?.kind).toBe('budget_top_up')
    expect(attempts[0]).toMatchObject({ spent: { amountMinor: 500 }, failure: { reason: 'over_budget' } })
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })

  it('is stopped when its run is cancelled', async () => {
    const app = await bootTestApp()
    const runId = await start(app, { command: script(longLived) })
    await until(() => (listWorkingIn(app.dataDir).length > 0 ? true : undefined))
    await app.client.runs.cancel({ runId })
    const { attempts } = await statusIs(app, runId, 'cancelled')
    expect(attempts[0]?.status).toBe('cancelled')
    expect(listWorkingIn(app.dataDir)).toEqual([])
  })
})

describe('a restart during a command', () => {
  /** Counts its starts. The first start runs for a long time. */
  function counting() {
    const starts = join(createTempDir(), 'starts')
    const text = `
      import { appendFileSync, readFileSync } from 'node:fs'
      appendFileSync(${JSON.stringify(starts)}, 'x')
      if (readFileSync(${JSON.stringify(starts)}, 'utf8') === 'x') ${longLived}
      else console.log('again')`
    const count = () => (existsSync(starts) ? readFileSync(starts, 'utf8').length : 0)
    return { command: script(text), count }
  }

  const ends: Record<Exclude<EffectClass, 'resumable'>, [status: string, starts: number]> = {
    once: ['awaiting_approval', 1],
    repeatable: ['done', 2],
  }
  for (const [effectClass, [status, starts]] of Object.entries(ends)) {
    it(`ends as ${effectClass} requires when Switchyard was closed`, async () => {
      const { command, count } = counting()
      const first = await bootTestApp()
      const agent = effectClass === 'once' ? {} : { effectClass: 'repeatable' as const }
      const runId = await start(first, { command }, { agent })
      await until(() => (count() === 1 ? true : undefined))
      await first.close()
      expect(listWorkingIn(first.dataDir)).toEqual([])
      const second = await bootTestApp({ dataDir: first.dataDir })
      await statusIs(second, runId, status)
      expect(count()).toBe(starts)
    })
  }

  it.runIf(process.platform === 'linux')(
    'stops the leftovers of a killed Switchyard before new work starts',
    async () => {
      const dataDir = createTempDir()
      const diary = join(createTempDir(), 'diary')
      appendFileSync(diary, '')
      // Two instances must never run at the same time. Each instance logs the other processes in its folder at its
      // start.
      const text = `
        import { spawn } from 'node:child_process'
        import { appendFileSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
        const diary = ${JSON.stringify(diary)}
        const others = readdirSync('/proc').filter((pid) => {
          if (!Number(pid) || Number(pid) === process.pid) return false
          try { return readlinkSync('/proc/' + pid + '/cwd') === process.cwd() } catch { return false }
        })
        appendFileSync(diary, 'start beside ' + others.length + '\\n')
        if (readFileSync(diary, 'utf8').split('start').length === 2) {
          spawn('setsid', ['sleep', '60'], { detached: true, stdio: 'ignore' }).unref()
          ${longLived}
        }`
      const roster = JSON.stringify(tool({ command: script(text) }, { effectClass: 'repeatable' }))
      const victim = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), dataDir, roster], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const runId = await new Promise<string>((resolve) =>
        victim.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())),
      )
      await until(() => (listWorkingIn(dataDir).length >= 2 ? true : undefined))
      victim.kill('SIGKILL')
      await new Promise((resolve) => victim.once('close', resolve))
      expect(listWorkingIn(dataDir).length).toBeGreaterThanOrEqual(2)

      const app = await bootTestApp({ dataDir })
      await statusIs(app, runId, 'done')
      expect(readFileSync(diary, 'utf8')).toBe('start beside 0\nstart beside 0\n')
      expect(listWorkingIn(dataDir)).toEqual([])
    },
  )
})

describe('a binary file', () => {
  it('is stored once by its hash, and is returned unchanged', async () => {
    const { client, ...app } = await bootTestApp()
    const say = (name: string) =>
      `console.log('${JSON.stringify({ type: 'artifact', name, path: 'x.bin' })}')`
    const text = `
      import { writeFileSync } from 'node:fs'
      writeFileSync('x.bin', new Uint8Array([0, 255, 254, 1]))
      ${say('one.png')}
      ${say('two.png')}`
    const runId = await start({ client, ...app }, { command: script(text), output: 'jsonl' })
    const { attempts } = await statusIs({ client, ...app }, runId, 'done')
    const files = storedArtifactsOf(attempts[0]?.result ?? { data: null })
    expect(files.map(({ name, bytes, mediaType }) => [name, bytes, mediaType])).toEqual([
      ['one.png', 4, 'application/octet-stream'],
      ['two.png', 4, 'application/octet-stream'],
    ])
    const sha256 = files[0]?.sha256 ?? ''
    expect(files[1]?.sha256).toBe(sha256)
    // The second artifact is the input of the program.
    const kept = readdirSync(join(app.dataDir, 'artifacts'))
    expect(kept).toHaveLength(2)
    expect(kept).toContain(sha256)
    const { base64 } = await client.workspaces.readArtifact({ sha256 })
    expect([...Buffer.from(base64, 'base64')]).toEqual([0, 255, 254, 1])
    await expect(client.workspaces.readArtifact({ sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    })
  })
})

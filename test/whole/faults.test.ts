import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { ok } from '../../src-shared/result.ts'
import { openRemoteAgent } from '../agents/a2a/remote-agent.ts'
import { fakeAgent } from '../agents/acp/coders.ts'
import { settingsAt } from '../agents/model/harness.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { openFakeModelServer, type Turn, turns } from '../support/fake-model-server.ts'
import { listWorkingIn } from '../support/survivors.ts'
import { calls } from '../support/tool-calls.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

/** An agent, and the script of its model for kind `model`. */
interface Faulty {
  readonly kind: 'command' | 'acp' | 'a2a' | 'model'
  readonly config: (outside: string) => Json | Promise<Json>
  readonly turns?: readonly Turn[]
}

function program(text: string, more: Record<string, Json> = {}): Faulty {
  const file = join(createTempDir(), 'program.mjs')
  writeFileSync(file, text)
  return { kind: 'command', config: (outside) => ({ command: [process.execPath, file, outside], ...more }) }
}

const coder = (scenario: string): Faulty => ({
  kind: 'acp',
  config: () => ({ command: [process.execPath, fakeAgent, scenario] }),
})

const model = (...said: readonly Turn[]): Faulty => ({ kind: 'model', config: () => ({}), turns: said })

/** A run with one task for this agent. `outside` is a folder with a secret that must stay unread and unchanged. */
async function start({ kind, config, turns: said = [] }: Faulty) {
  const server = await openFakeModelServer(said)
  onTestFinished(() => server.close())
  const outside = createTempDir()
  writeFileSync(join(outside, 'secret.txt'), 'the secret')
  const models = ok(settingsAt(server.baseURL))
  const app = await bootTestApp({ config: { models, readModelKey: async () => null } })
  const agent = { id: 'faulty', name: 'Faulty', kind, skills: [], config: await config(outside) }
  const task = { task_id: 'a', description: `Do it, outside=${outside}`, required_skills: [] }
  const { runId } = await app.client.runs.start({
    request: { plan_id: 'p', tasks: [task] },
    roster: [agent],
  })
  const detail = () => app.client.runs.getTask({ runId, taskKey: 'a' })
  return { app, runId, outside, server, detail }
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const end = systemClock.now() + 20_000; ; await systemClock.sleep(20)) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.now() > end) throw new Error('It did not come')
  }
}

/** Checks that no process remains, the outside folder is unchanged, and the app still works. */
async function requireUnharmed(app: App, outside: string): Promise<void> {
  expect(listWorkingIn(app.dataDir)).toEqual([])
  expect([readdirSync(outside), readFileSync(join(outside, 'secret.txt'), 'utf8')]).toEqual([
    ['secret.txt'],
    'the secret',
  ])
  expect(existsSync(join(dirname(app.dataDir), 'x'))).toBe(false)
  expect(await app.client.audit.replay()).toMatchObject({ equal: true })
}

const detached = `import { spawn } from 'node:child_process'
  spawn('setsid', ['sleep', '60'], { detached: true, stdio: 'ignore' }).unref()`
const flood = (end: string) => `
  const pour = () => { while (process.stdout.write('x'.repeat(65536))); }
  process.stdout.on('drain', pour)
  pour()
  ${end}`
const artifact = (fields: object) =>
  `console.log(JSON.stringify({ type: 'artifact', ...${JSON.stringify(fields)} }))`

const faults: [what: string, agent: () => Faulty, reason: string, message: RegExp][] = [
  [
    'a program that detaches and crashes',
    () => program(`${detached}\nprocess.abort()`),
    'agent_error',
    /SIGABRT/,
  ],
  [
    'a program that floods and never ends',
    () => program(flood(''), { timeoutMs: 1000 }),
    'wall_timeout',
    /1000 ms/,
  ],
  [
    'a program that hands over what a link leads to',
    () =>
      program(
        `import { symlinkSync } from 'node:fs'
        symlinkSync(process.argv[2], 'out')
        ${artifact({ name: 'a', path: 'out/secret.txt' })}`,
        { output: 'jsonl' },
      ),
    'bad_output',
    /is outside the workspace/,
  ],
  [
    'a program that hands over what lies above its workspace',
    () => program(artifact({ name: 'a', path: '../../token' }), { output: 'jsonl' }),
    'bad_output',
    /must be inside the workspace/,
  ],
  [
    'a coding agent that detaches and crashes',
    () => coder('detachesAndCrashes'),
    'agent_error',
    /exit code 3/,
  ],
  ['a coding agent that floods', () => coder('floods'), 'bad_output', /message of more than 8000000 bytes/],
  [
    'a model that crashes',
    () =>
      model(
        (response) => void response.destroy(),
        (response) => void response.destroy(),
        (response) => void response.destroy(),
      ),
    'unavailable',
    /./,
  ],
  [
    'a model that floods',
    () => model(turns.endless(), turns.endless(), turns.endless()),
    'agent_error',
    /longer than 4 MiB/,
  ],
]

describe('a fault of an agent', () => {
  for (const [what, agent, reason, message] of faults) {
    it(`is a failure with ${reason}, and no more: ${what}`, async () => {
      const { app, outside, detail } = await start(agent())
      const failure = await until(async () => (await detail()).attempts[0]?.failure ?? undefined)
      expect(failure).toEqual({ reason, message: expect.stringMatching(message) })
      expect(JSON.stringify(await detail())).not.toContain('the secret')
      await requireUnharmed(app, outside)
    })
  }

  const harmless: [what: string, agent: () => Faulty, names: string[]][] = [
    [
      'a program with a file called ../../x',
      () => program(artifact({ name: '../../x', text: 'mine' }), { output: 'jsonl' }),
      ['../../x'],
    ],
    [
      'a coding agent that writes through a link',
      () => coder('linksOut'),
      ['out/secret.txt', '../../x', 'changes.diff'],
    ],
    [
      'a model that writes to ../../x and a thousand times',
      () =>
        model(
          calls(
            Array.from({ length: 1000 }, () => ({
              name: 'write_file',
              input: { path: '../../x', text: 'y' },
            })),
          ),
          turns.says('Done.'),
        ),
      [],
    ],
  ]
  for (const [what, agent, names] of harmless) {
    it(`leads nowhere: ${what}`, async () => {
      const { app, outside, detail } = await start(agent())
      const { attempts } = await until(async () => {
        const found = await detail()
        return found.task.endedAt === null ? undefined : found
      })
      const text = JSON.stringify(attempts)
      expect(text).not.toContain('the secret')
      for (const name of names) expect(text).toContain(name)
      await requireUnharmed(app, outside)
    })
  }
})

describe.runIf(process.platform === 'linux')('a result after a cancellation', () => {
  const late: [kind: string, () => Promise<Faulty>, isAtWork: (app: App, asked: number) => boolean][] = [
    [
      'a program',
      async () =>
        program(
          `process.on('SIGTERM', () => { console.log(JSON.stringify({ type: 'result', text: 'late' })); process.exit(0) })
          console.log(JSON.stringify({ type: 'progress', percent: 1 })); setInterval(() => {}, 1000)`,
          { output: 'jsonl' },
        ),
      ({ dataDir }) => listWorkingIn(dataDir).length > 0,
    ],
    ['a coding agent', async () => coder('answersLate'), ({ dataDir }) => listWorkingIn(dataDir).length > 0],
    [
      'a model',
      async () => model((response, asked) => void setTimeout(() => turns.says('late')(response, asked), 400)),
      (_, asked) => asked > 0,
    ],
    [
      'a remote agent',
      async () => {
        const { url } = await openRemoteAgent({
          async act({ begin, say, canceled }) {
            begin()
            await canceled
            say(TaskState.TASK_STATE_COMPLETED, 'late')
          },
        })
        return { kind: 'a2a', config: () => ({ url }) }
      },
      () => true,
    ],
  ]
  it.each(late)('is ignored: %s', async (_, agent, isAtWork) => {
    const { app, runId, outside, server, detail } = await start(await agent())
    await until(
      async () =>
        ((await detail()).attempts[0]?.startedAt !== undefined && isAtWork(app, server.asked.length)) ||
        undefined,
    )
    await systemClock.sleep(300)
    await app.client.runs.cancel({ runId })
    const { task, attempts } = await until(async () => {
      const found = await detail()
      return found.task.endedAt === null || found.attempts[0]?.endedAt === null ? undefined : found
    })
    expect([task.status, attempts[0]?.status, attempts[0]?.result]).toEqual(['cancelled', 'cancelled', null])
    await systemClock.sleep(300)
    expect((await detail()).task.status).toBe('cancelled')
    await requireUnharmed(app, outside)
  })
})

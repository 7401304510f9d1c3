import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunChange } from '#shared/contract/runs/runs.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { type Access, createAccess } from '../../src-main/api/wire/access.ts'
import { procedures } from '../../src-main/api/wire/procedure.ts'
import { type Clock, systemClock } from '../../src-main/base/clock.ts'
import { createLog, type Log } from '../../src-main/base/log.ts'
import { createSecrets } from '../../src-main/base/secrets.ts'
import { type HttpServer, openHttpServer } from '../../src-main/http/server.ts'
import { parseJsonText } from '../../src-main/planning/text/json-text.ts'
import { createTokenStore } from '../../src-main/store/tables/tokens.ts'
import { bringDatabase, openMigrated } from '../support/made-database.ts'

export const token = 'a-token-of-256-bits-as-far-as-this-test-goes'
export const bearer = { Authorization: `Bearer ${token}` }

/** Requests that reached the handlers, and the number of open streams. */
export interface Witness {
  readonly calls: string[]
  openStreams: number
  /** Resolves when the last open stream has ended. */
  streamsEnded(): Promise<void>
}

const noTasks = {
  blocked: 0,
  todo: 0,
  awaiting_approval: 0,
  in_progress: 0,
  awaiting_input: 0,
  done: 0,
  failed: 0,
  skipped: 0,
  cancelled: 0,
}

const change = (seq: number, title = 'a run'): RunChange => ({
  seq,
  run: {
    id: 'run_1',
    planKey: 'p',
    planId: null,
    planVersion: null,
    title,
    projectId: null,
    isSimulated: false,
    status: 'running',
    taskCount: 0,
    groupCounts: noTasks,
    outcome: null,
    gapCount: null,
    isRejected: false,
    workspace: 'folder',
    counts: noTasks,
    reviewLimit: null,
    parallelLimit: 1,
    goal: null,
    buildLogId: null,
    createdAt: 0,
    endedAt: null,
    changedSeq: seq,
  },
  tasks: [],
})

export function createWitness(): Witness {
  let onEnd = () => {}
  let openStreams = 0
  return {
    calls: [],
    get openStreams() {
      return openStreams
    },
    set openStreams(count: number) {
      openStreams = count
      if (count === 0) onEnd()
    },
    streamsEnded: () =>
      openStreams === 0 ? Promise.resolve() : new Promise((resolve) => (onEnd = () => resolve())),
  }
}

/** A subset of the real contract's procedures. */
export function createTestRouter(witness: Witness) {
  const { runs, system, plans, agents, log, seed } = procedures
  async function* watch(after: number, signal: AbortSignal | undefined) {
    witness.openStreams += 1
    try {
      yield change(after + 1)
      yield change(after + 2)
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    } finally {
      witness.openStreams -= 1
    }
  }
  return {
    system: {
      info: system.info.handler(() => {
        witness.calls.push('info')
        return { version: '1', host: 'server' as const, dataDir: 'here', seq: 7, damage: [] }
      }),
      createLaunchLink: system.createLaunchLink.handler(({ context }) => ({
        url: `key:${context.idempotencyKey}`,
      })),
    },
    runs: {
      get: runs.get.handler(({ input }) => {
        if (input.runId === 'bug') throw new TypeError('a secret at /home/someone/file.ts')
        if (input.runId === 'big') return change(1, 'x'.repeat(3 * 1024 * 1024))
        throw new RefusalError(refusal('E_NOT_FOUND', 'not_found', { what: `Run ${input.runId}` }))
      }),
      watch: runs.watch.handler(({ input, signal }) => watch(input.after, signal)),
    },
    plans: {
      import: plans.import.handler(({ input }) => ({
        format: `${input.text?.length} characters`,
        plans: [],
        warnings: [],
      })),
    },
    agents: { register: agents.register.handler(() => []) },
    seed: {
      verifyTask: seed.verifyTask.handler(({ input }) => ({
        qualified: true,
        missing_skills: input.required_skills,
        available: true,
        reason: '',
      })),
    },
    log: {
      watchEvents: log.watchEvents.handler(async function* () {
        yield* []
        throw new TypeError('a secret of the stream')
      }),
    },
  }
}

export interface TestServer extends HttpServer, AsyncDisposable {
  readonly access: Access
  readonly witness: Witness
  readonly url: string
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export async function openTestServer(
  options: { clock?: Clock; rendererDir?: string | null; port?: number; log?: Log; dataDir?: string } = {},
): Promise<TestServer> {
  const witness = createWitness()
  const { clock = systemClock } = options
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'switchyard-http-'))
  bringDatabase(dataDir)
  const database = openMigrated(dataDir)
  const access = createAccess({ tokens: createTokenStore(database.db), clock, newId: randomUUID })
  const end = async () => {
    database.close()
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  }
  access.openApp(token)
  const opened = await openHttpServer({
    router: createTestRouter(witness),
    access,
    port: options.port ?? 0,
    rendererDir: options.rendererDir ?? null,
    log: options.log ?? createLog('silent', createSecrets()),
    clock,
    parseJson: parseJsonText,
  })
  if (!opened.ok) {
    await end()
    throw new Error(opened.error.message)
  }
  const server = opened.value
  const close = () => server.close().then(end)
  const url = `http://127.0.0.1:${server.port}`
  return {
    ...server,
    close,
    access,
    witness,
    url,
    fetch: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { ...bearer, ...init.headers } }),
    [Symbol.asyncDispose]: close,
  }
}

/** Sends raw bytes and returns all received bytes until the connection ends. */
export function sendRaw(port: number, bytes: string | Buffer, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host)
    let answer = ''
    socket.setEncoding('latin1')
    socket.on('data', (text) => {
      answer += text
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(bytes)
  })
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

export const jsonOf = (answer: string): { error: Record<string, unknown> } =>
  JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))

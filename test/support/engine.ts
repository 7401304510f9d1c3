import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createVerify } from '../../src-main/agents/verification/verify.ts'
import { createWorkspaces } from '../../src-main/agents/workspace.ts'
import { createBlobs } from '../../src-main/base/blobs.ts'
import { createManualClock } from '../../src-main/base/clock.ts'
import { createEngine } from '../../src-main/engine/engine.ts'
import { createExecutor } from '../../src-main/engine/execution/executor.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../src-main/engine/ports.ts'
import { createTimers } from '../../src-main/engine/timers.ts'
import { createStore } from '../../src-main/store/store.ts'
import { runIdSchema } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { bringDatabase, openMigrated } from './made-database.ts'
import { hideNothing } from './no-checks.ts'

/** A folder that the test's cleanup deletes. */
export function createTempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function openTestStore(dataDir: string) {
  bringDatabase(dataDir)
  return openUnprepared(dataDir)
}

/** Opens a data folder like the app, and creates the database if it is missing. */
export function openUnprepared(dataDir: string) {
  const { db, close } = openMigrated(dataDir)
  return { ...createStore(db), db, close }
}

/** A logger with readable entries. */
export function createTestLog() {
  const logged: { level: number; msg: string; err?: { message: string }; repeats?: number }[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  return { log, logged }
}

export const taskOf = (key: string, overrides: Partial<TaskDefinition> = {}): TaskDefinition => ({
  key,
  kind: 'task',
  title: `Task ${key}`,
  description: `Do ${key}`,
  requiredSkills: [],
  dependsOn: [],
  parent: null,
  priority: 'medium',
  dueAt: null,
  tags: [],
  requiresApproval: false,
  ...overrides,
})

export const planOf = (tasks: TaskDefinition[], overrides: Partial<PlanDocument> = {}): PlanDocument => ({
  key: 'plan-1',
  title: 'Plan',
  projectId: null,
  projectFolder: null,
  parallelLimit: 16,
  crew: null,
  source: 'switchyard',
  tasks,
  ...overrides,
})

export const agentOf = (id: string, overrides: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  description: '',
  kind: 'builtin',
  skills: [],
  availability: 'online',
  capacity: 4,
  effectClass: 'repeatable',
  config: {},
  ...overrides,
})

/** An agent whose attempts the test ends, at the engine's agent port. */
export function createHandAgent() {
  const waiting = new Map<string, (said: AttemptSignal) => void>()
  const started: string[] = []
  const contexts = new Map<string, AttemptContext>()
  const aborted: string[] = []
  const adapter: AgentAdapter = {
    kind: 'scripted',
    async *start(context, signal) {
      started.push(context.taskKey)
      contexts.set(context.taskKey, context)
      const said = await new Promise<AttemptSignal>((resolve, reject) => {
        waiting.set(context.taskKey, resolve)
        signal.addEventListener('abort', () => {
          aborted.push(context.taskKey)
          reject(signal.reason)
        })
      })
      yield said
    },
  }
  const say = (key: string, said: AttemptSignal) => {
    const resolve = waiting.get(key)
    if (resolve === undefined) throw new Error(`No attempt at ${key} waits`)
    waiting.delete(key)
    resolve(said)
  }
  return {
    adapter,
    started,
    contexts,
    aborted,
    /** Keys of running attempts, in order of their start. */
    pending: () => [...waiting.keys()],
    finish: (key: string, text = `did ${key}`) => say(key, { type: 'result', result: { text, data: null } }),
    fail: (key: string, message = 'broke') =>
      say(key, { type: 'failure', failure: { reason: 'agent_error', message } }),
  }
}

/** An agent that finishes immediately. */
export const instantAdapter: AgentAdapter = {
  kind: 'scripted',
  async *start(context) {
    yield { type: 'result', result: { text: `did ${context.taskKey}`, data: null } }
  },
}

export interface HarnessOptions {
  readonly dataDir?: string
  readonly adapter?: AgentAdapter
  readonly globalLimit?: number
  readonly accountOf?: (agent: Agent) => string | null
  readonly hideIn?: <T>(value: T) => T
  /** Absent: stores in the data folder. */
  readonly keep?: (bytes: Uint8Array) => Promise<string>
}

/** A complete engine with a real database in its own folder, and a manual clock. */
export function createHarness(options: HarnessOptions = {}) {
  const dataDir = options.dataDir ?? createTempDir()
  const store = openTestStore(dataDir)
  const clock = createManualClock()
  const { log, logged } = createTestLog()
  let ids = 0
  const newId = () => {
    ids += 1
    return `${store.events.lastSeq()}-${ids}`
  }
  const { accountOf } = options
  const limits = { global: options.globalLimit ?? 32, ...(accountOf !== undefined && { accountOf }) }
  const engine = createEngine({ store, clock, log, limits })
  const timers = createTimers({ engine, clock, log })
  const { adapter = instantAdapter } = options
  const verify = createVerify({
    workspaces: createWorkspaces({ dataDir }),
    findAgent: (id) => engine.state.agents.get(id)?.agent ?? null,
    findAdapter: () => adapter,
  })
  const executor = createExecutor({
    engine,
    store,
    clock,
    log,
    findAdapter: () => adapter,
    verify,
    hideIn: options.hideIn ?? hideNothing,
    keep: options.keep ?? createBlobs(join(dataDir, 'artifacts')).put,
  })
  let isClosed = false
  async function close() {
    if (isClosed) return
    isClosed = true
    timers.close()
    await executor.close()
    await engine.close()
    store.close()
  }
  onTestFinished(close)

  return {
    dataDir,
    store,
    clock,
    logged,
    engine,
    executor,
    limits,
    close,
    async register(...agents: Agent[]) {
      await engine.dispatch({ type: 'agents.register', agents })
    },
    async build(plan: PlanDocument, id?: string, isSimulated = false) {
      const runId = runIdSchema.parse(`run_${newId()}`)
      const command = { type: 'run.build', runId, memoryId: `mem_${newId()}`, plan, isSimulated } as const
      const outcome = await engine.dispatch(command, id === undefined ? {} : { id })
      if (!outcome.ok) return outcome
      return { ...outcome, runId: runIdSchema.parse(outcome.value.runId) }
    },
    /** Runs everything that is possible without advancing the clock. */
    async settle() {
      for (let quiet = 0, seq = store.events.lastSeq(); quiet < 3; quiet += 1) {
        await clock.advance(0)
        if (store.events.lastSeq() !== seq) quiet = 0
        seq = store.events.lastSeq()
      }
    },
    statuses(runId: string): Record<string, string> {
      return Object.fromEntries(
        store.tasks.listOfRun(runId).map((task) => [task.definition.key, task.status]),
      )
    },
  }
}

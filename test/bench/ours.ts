import pino from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { systemClock } from '../../src-main/base/clock.ts'
import { createEngine } from '../../src-main/engine/engine.ts'
import { createExecutor } from '../../src-main/engine/execution/executor.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'
import { createStore, type Store } from '../../src-main/store/store.ts'
import type { EventType } from '../../src-shared/events.ts'
import type { MemoryId, RunId } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import type { TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { hideNothing, keepNothing, noChecks } from '../support/no-checks.ts'
import { describe, type Graph, keyOf } from './graphs.ts'
import type { Step } from './order.ts'
import { doWork, type Work, type Workload } from './workloads.ts'

const migrations = readMigrations(`${import.meta.dirname}/../../src-main/store/migrations`)

const agent: Agent = {
  id: 'ann',
  name: 'Ann',
  description: '',
  kind: 'builtin',
  skills: [],
  availability: 'online',
  capacity: 1000,
  effectClass: 'repeatable',
  config: {},
}

const taskOf = (index: number, dependsOn: readonly number[]): TaskDefinition => ({
  key: keyOf(index),
  kind: 'task',
  title: `Task ${keyOf(index)}`,
  description: describe(index),
  requiredSkills: [],
  dependsOn: dependsOn.map(keyOf),
  parent: null,
  priority: 'medium',
  dueAt: null,
  tags: [],
  requiresApproval: false,
})

export const planOf = (graph: Graph, parallelLimit: number): PlanDocument => ({
  key: 'bench',
  title: 'Bench',
  projectId: null,
  projectFolder: null,
  parallelLimit,
  crew: null,
  source: 'switchyard',
  tasks: graph.map((dependsOn, index) => taskOf(index, dependsOn)),
})

const adapterOf = (work: Work): AgentAdapter => ({
  kind: 'builtin',
  async *start() {
    yield { type: 'result', result: { text: doWork(work), data: null } }
  },
})

export interface OursOptions {
  readonly dataDir: string
  readonly work: Work
  /** True: the run starts paused. */
  readonly isPaused?: boolean
}

export function openOurStore(dataDir: string) {
  const opened = openStore(dataDir, migrations)
  if (!opened.ok) throw new Error(opened.error.message)
  return { ...createStore(opened.value.db), db: opened.value.db, close: opened.value.close }
}

const log = pino({ level: 'error' })

export const createOurEngine = (store: Store, { isPaused }: { isPaused: boolean }) =>
  createEngine({ store, clock: systemClock, log, limits: { global: 1000 }, isPaused })

/** The engine with the app's wiring, and an agent that finishes immediately. */
export function openOurs({ dataDir, work, isPaused = false }: OursOptions) {
  const store = openOurStore(dataDir)
  const engine = createOurEngine(store, { isPaused })
  const adapter = adapterOf(work)
  const executor = createExecutor({
    engine,
    store,
    clock: systemClock,
    log,
    findAdapter: () => adapter,
    verify: noChecks,
    hideIn: hideNothing,
    keep: keepNothing,
  })
  // Like in the app, the caller creates the id before the engine gets the plan.
  const runId: RunId = `run_${uuidv7()}`
  const memoryId: MemoryId = `mem_${uuidv7()}`
  return {
    store,
    engine,
    async register() {
      await engine.dispatch({ type: 'agents.register', agents: [agent] })
    },
    async build({ graph, concurrency }: Workload): Promise<RunId> {
      const plan = planOf(graph, concurrency)
      const outcome = await engine.dispatch({ type: 'run.build', runId, memoryId, plan })
      if (!outcome.ok) throw new Error(outcome.error.message)
      return runId
    },
    /** Resolves with the status of the first run that ends. */
    settled: () =>
      new Promise<string>((resolve) => {
        engine.subscribe((events) => {
          for (const { body } of events) {
            if (body.type === 'run.settled' && isRunOver(body.status)) resolve(body.status)
          }
        })
      }),
    async close() {
      await executor.close()
      await engine.close()
      store.close()
    },
  }
}

const pageSize = 10_000
const indexOf = (key: string): number => Number.parseInt(key.slice('task-'.length), 10) - 1

const stepTypes: Partial<Record<EventType, Step['type']>> = {
  'attempt.started': 'started',
  'attempt.finished': 'ended',
  'attempt.interrupted': 'stopped',
}

/** The order of a run according to the app's log. */
export function readSteps(store: Store): { steps: Step[]; events: number } {
  const steps: Step[] = []
  let after = 0
  for (;;) {
    const events = store.events.listAfter(after, pageSize)
    if (events.length === 0) return { steps, events: after }
    for (const { body } of events) {
      const type = stepTypes[body.type]
      if (type !== undefined && 'taskKey' in body) steps.push({ type, index: indexOf(body.taskKey) })
    }
    after = events.at(-1)?.seq ?? after
  }
}

import type { RouterClient } from '@orpc/server'
import { createRouterClient } from '@orpc/server'
import { v7 as uuidv7 } from 'uuid'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { createBuiltinAdapter } from './agents/builtin/adapter.ts'
import { createAgentRegistry } from './agents/registry.ts'
import { createScriptedAdapter } from './agents/scripted/adapter.ts'
import { type ApiRouter, createRouter } from './api/router.ts'
import { type Clock, systemClock } from './base/clock.ts'
import { createLog, type Log } from './base/log.ts'
import { createNotifier } from './base/notifier.ts'
import { Scope } from './base/scope.ts'
import type { Config } from './config.ts'
import { createEngine } from './engine/engine.ts'
import { createExecutor } from './engine/executor.ts'
import type { AgentAdapter } from './engine/ports.ts'
import { createKnowledge } from './knowledge.ts'
import { readSampleRoster, readSamples } from './samples.ts'
import { readMigrations } from './store/migrate.ts'
import { openStore } from './store/open.ts'
import { createStore } from './store/store.ts'

export type HostName = 'electron' | 'server' | 'cli'

export interface BootOptions {
  readonly host: HostName
  readonly clock?: Clock
  readonly newId?: () => string
  readonly log?: Log
  /** In place of the adapters that ship. */
  readonly adapters?: readonly AgentAdapter[]
}

export interface App {
  readonly router: ApiRouter
  /** The same procedures, called in this process. */
  readonly client: RouterClient<ApiRouter>
  readonly log: Log
  readonly clock: Clock
  /** Tells the app how a link that opens its interface is made, once a server runs. */
  offerLaunchLinks(createUrl: () => string): void
  /** Resolves when no attempt runs. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** The composition root: configuration in, a running app out, everything wired by hand. Recovery is done on return. */
export async function boot(config: Config, options: BootOptions): Promise<Result<App, Refusal>> {
  const opened = openStore(config.dataDir, readMigrations(config.migrationsDir))
  if (!opened.ok) return err(opened.error)
  const { clock = systemClock, newId = uuidv7, log = createLog(config.logLevel) } = options
  const scope = new Scope()
  scope.add(() => opened.value.close())

  const store = createStore(opened.value.db)
  const limits = { global: config.globalLimit }
  const engine = createEngine({ store, clock, log, limits, newId })
  scope.add(() => engine.close())

  const news = createNotifier()
  scope.add(engine.subscribe(() => news.notify()))

  const knowledge = createKnowledge(store)
  const registry = createAgentRegistry(
    options.adapters ?? [createBuiltinAdapter({ knowledge, clock }), createScriptedAdapter({ clock })],
  )
  const executor = createExecutor({ engine, store, clock, log, findAdapter: (kind) => registry.find(kind) })
  scope.add(() => executor.close())

  if (engine.state.agents.size === 0) {
    await engine.dispatch({ type: 'agents.register', agents: readSampleRoster(config.samplesDir) })
  }
  await engine.dispatch({ type: 'engine.recover' })

  let createLaunchUrl: (() => string) | null = null
  const router = createRouter({
    engine,
    store,
    news,
    limits,
    newId,
    samples: readSamples(config.samplesDir),
    info: { version: config.version, host: options.host, dataDir: config.dataDir },
    createLaunchUrl: () => createLaunchUrl?.() ?? null,
  })
  return ok({
    router,
    client: createRouterClient(router, { context: { idempotencyKey: null } }),
    log,
    clock,
    offerLaunchLinks(createUrl) {
      createLaunchUrl = createUrl
    },
    idle: () => executor.idle(),
    close: () => scope.close(),
  })
}

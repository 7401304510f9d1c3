import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { v7 as uuidv7 } from 'uuid'
import type { CommandContext } from '#shared/contract/repeating-link.ts'
import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { once } from '#shared/once.ts'
import type { Refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { accountOf } from '../agents/account-of.ts'
import { reapLeftovers } from '../agents/process/leftovers.ts'
import { createAgentRegistry } from '../agents/registry.ts'
import { createVerify } from '../agents/verification/verify.ts'
import { createRouter } from '../api/router.ts'
import { createAccess, ownCaller } from '../api/wire/access.ts'
import { createAgentService } from '../app/agents/agent-checks.ts'
import { createApplication } from '../app/application.ts'
import { createBackups } from '../app/backups/backups.ts'
import { applyRestore } from '../app/backups/restore.ts'
import { createModelDecider } from '../app/models/decider.ts'
import { createModelService } from '../app/models/model-settings.ts'
import { createPlanChanger } from '../app/models/plan-changer.ts'
import { createPlanner, listTypes } from '../app/models/planner.ts'
import { createSettingsService } from '../app/settings/app-settings.ts'
import { createMailPlace } from '../app/settings/mail-settings.ts'
import { openSettingsFile } from '../app/settings/settings-file.ts'
import { createBlobs } from '../base/blobs.ts'
import { type Clock, systemClock } from '../base/clock.ts'
import { artifactsFolder } from '../base/data-files.ts'
import { createLog, type Log } from '../base/log.ts'
import { createNotifier } from '../base/notifier.ts'
import { Scope } from '../base/scope.ts'
import { askRules } from '../decisions/deciders/ask-rules.ts'
import { createAuditor } from '../engine/auditor.ts'
import { createBuildLogs } from '../engine/build-log.ts'
import { createEngine } from '../engine/engine.ts'
import { createExecutor } from '../engine/execution/executor.ts'
import { createDecider } from '../engine/goals/decider.ts'
import type { AgentAdapter } from '../engine/ports.ts'
import { createTimers } from '../engine/timers.ts'
import { createMailer } from '../mail/mailer.ts'
import { type Migration, readMigrations } from '../store/db/migrate.ts'
import { openStore } from '../store/db/open.ts'
import { inspectLog } from '../store/log/check-at-start.ts'
import { createHeadKeeper } from '../store/log/head-keeper.ts'
import type { Finding } from '../store/log/verify-log.ts'
import { createStore, type Store } from '../store/store.ts'
import { parseAllowList } from '../webhooks/target.ts'
import { createWebhooks } from '../webhooks/webhooks.ts'
import { createAgentParts } from './boot-agents.ts'
import { accountOfModel, createModelParts, mergedModels } from './boot-models.ts'
import type { Config } from './config.ts'
import { readRoles, readSampleRoster, readSamples } from './samples.ts'

export type HostName = 'electron' | 'server' | 'cli'

export interface BootOptions {
  readonly host: HostName
  /** True: only read. Nothing is recovered, claimed or started. */
  readonly isPassive?: boolean
  readonly clock?: Clock
  readonly newId?: () => string
  readonly log?: Log
  /** Replaces the built-in adapters of the same kinds. */
  readonly adapters?: readonly AgentAdapter[]
}

/**
 * The composition root: wires a running app from the configuration. When it returns, the sample roster is registered.
 * Unless passive, attempts interrupted by a crash are recovered and work continues.
 */
export async function boot(config: Config, options: BootOptions): Promise<Result<App, Refusal>> {
  const roster = readSampleRoster(config.samplesDir)
  const roles = readRoles(config.rolesDir)
  const migrations = readMigrations(config.migrationsDir)
  applyRestore(config.dataDir, (options.clock ?? systemClock).now())
  const opened = openStore(config.dataDir, migrations)
  if (!opened.ok) return err(opened.error)
  const scope = new Scope()
  scope.add(() => opened.value.close())
  // If a later step fails, close everything that is open and rethrow to the host.
  try {
    const store = createStore(opened.value.db)
    const inspected = inspectLog(store.audit)
    if (!inspected.ok) {
      await scope.close()
      return inspected
    }
    const findings = inspected.value
    const { modeWarning } = opened.value
    return ok(await wire(config, options, { store, scope, migrations, modeWarning, findings, roster, roles }))
  } catch (error) {
    await scope.close()
    throw error
  }
}

interface Foundation {
  readonly store: Store
  readonly scope: Scope
  readonly migrations: readonly Migration[]
  /** Warning that other users can open the data folder; null if they cannot. */
  readonly modeWarning: string | null
  /** Problems of the log that do not prevent the start. */
  readonly findings: readonly Finding[]
  readonly roster: Agent[]
  readonly roles: Agent[]
}

async function wire(config: Config, options: BootOptions, foundation: Foundation) {
  const {
    clock = systemClock,
    newId = uuidv7,
    log = createLog(config.logLevel, config.secrets),
    isPassive = false,
  } = options
  const { store, scope, migrations, modeWarning, findings, roster, roles } = foundation
  const { dataDir } = config
  if (modeWarning !== null) log.warn(modeWarning)
  for (const finding of findings) log.warn(finding, 'the event log is damaged; run: switchyard audit verify')
  // Closed after the engine, because it records the engine's last turn.
  const heads = createHeadKeeper({ audit: store.audit, dataDir, clock, log })
  scope.add(() => heads.close())
  const settingsFile = openSettingsFile(dataDir)
  if (settingsFile.problem !== null) log.warn({ problem: settingsFile.problem }, 'cannot read the settings')
  const { level } = settingsFile.current().log
  if (level !== null && !config.isLogLevelFixed) log.level = level
  // Getters, because limits are read at each claim: a changed limit applies from the next claim.
  const limits = {
    get global() {
      return settingsFile.current().limits.global ?? config.globalLimit
    },
    accountOf: (agent: Agent) =>
      accountOf(agent, (name) => accountOfModel(mergedModels(config, settingsFile), name)),
  }
  const engine = createEngine({ store, clock, log, limits, isPaused: true })
  scope.add(() => engine.close())

  const news = createNotifier()
  scope.add(engine.subscribe(() => news.notify()))
  scope.add(engine.subscribe(heads.wake))

  const blobs = createBlobs(join(dataDir, artifactsFolder))
  const auditor = createAuditor({ store, dataDir, migrations, clock, blobs })
  scope.add(() => auditor.close())

  const allow = parseAllowList(config.webhookAllow)
  const webhooks = createWebhooks({ store, clock, log, newId, allow, isPassive })
  scope.add(() => webhooks.close())
  scope.add(engine.subscribe(webhooks.nudge))

  const parts = createModelParts({ config, file: settingsFile, engine, clock, log })
  const { settings, environment, models, askDecider, readTariff } = parts
  if (!config.mailServer.ok)
    log.warn({ refusal: config.mailServer.error }, 'mail settings are invalid; mail is disabled')
  const place = createMailPlace({
    ...{ environment: config.mailServer, readVariable: config.readMailPassword },
    ...{ file: settingsFile, keystore: config.keystore, secrets: config.secrets },
  })
  const mailer = createMailer(() => {
    const found = place.find()
    return found.ok ? found.value : null
  }, place.readPassword)
  const typesOf = () => listTypes(engine.state.agents.values(), roles)

  const { adapters, workspaces, workspaceService, programs } = createAgentParts({
    ...{ config, store, clock, parts, mailer, typesOf, blobs },
  })
  const { adapters: own = [] } = options
  const isReplaced = ({ kind }: AgentAdapter) => own.some((each) => each.kind === kind)
  const registry = createAgentRegistry([...adapters.filter((each) => !isReplaced(each)), ...own])
  const findAgent = (id: string) => engine.state.agents.get(id)?.agent ?? null
  const { hideIn } = config.secrets
  config.secrets.onShort((name) =>
    log.warn({ name }, 'the secret has fewer than 8 characters and is not hidden in texts'),
  )
  const verify = createVerify({ workspaces, findAgent, findAdapter: registry.find })
  const executor = createExecutor({
    engine,
    store,
    clock,
    log,
    findAdapter: registry.find,
    verify,
    hideIn,
    keep: blobs.put,
  })
  scope.add(() => executor.close())
  // Added last, so it runs first on close. An attempt claimed now would never start and would still be in flight at
  // the next start.
  scope.add(() => engine.pause())

  store.receipts.prune(clock.now())
  // The first start registers the complete roster. Later starts only add missing built-in agents.
  const isNew = engine.state.agents.size === 0
  // In earlier versions, a simulated agent could have the id of a shipped agent, so it counts as missing.
  const isThere = (id: string) => {
    const known = engine.state.agents.get(id)?.agent
    return known !== undefined && !isSimulatedAgent(known)
  }
  const missing = roster.filter(({ id, kind }) => isNew || (kind === 'builtin' && !isThere(id)))
  if (missing.length > 0 && (isNew || !isPassive)) {
    await engine.dispatch({ type: 'agents.register', agents: missing })
  }
  if (!isPassive) {
    // Processes left over from a killed Switchyard must not run beside the restarted attempts.
    await reapLeftovers({ dataDir, clock, log })
    engine.resume()
    await engine.dispatch({ type: 'engine.recover' })
    const timers = createTimers({ engine, clock, log })
    scope.add(() => timers.close())
    const deciders = { rules: askRules, model: createModelDecider(models) }
    const askShadow = askDecider
    const decider = createDecider({ engine, store, clock, log, deciders, askShadow, readTariff })
    scope.add(() => decider.close())
    const buildLogs = createBuildLogs({ engine, store, log })
    scope.add(() => buildLogs.close())
  }

  const modelService = createModelService({
    ...{ settings, environment, fixed: config.fixedPurposes, file: settingsFile, clock },
    keystore: config.keystore,
    readKey: config.readModelKey,
  })
  const agentService = createAgentService({
    ...programs,
    models: modelService,
    readSecret: config.readAgentSecret,
    findLastHeard: store.agentStats.findLastHeard,
  })
  let createLaunchUrl: (() => string) | null = null
  let restart: (() => void) | null = null
  const access = createAccess({ tokens: store.tokens, clock, newId })
  const application = createApplication({
    engine,
    store,
    auditor,
    news,
    limits,
    isPassive,
    clock,
    newId,
    tokens: access,
    webhooks,
    workspaceService,
    blobs,
    samples: once(() => readSamples(config.samplesDir)),
    templates: once(() => readSamples(config.templatesDir)),
    roles,
    models: modelService,
    settings: createSettingsService({
      ...{ config, place, log, file: settingsFile, limits, mailer },
      countInFlight: () => engine.state.live,
    }),
    backups: createBackups({
      ...{ dataDir, version: config.version, store, clock },
      schemaVersion: migrations.length,
    }),
    agentService,
    scope: createPlanner({ models, newId, typesOf }),
    changePlan: createPlanChanger({ models, typesOf }),
    discoverAgents: async (signal) => {
      const { discoverAgents } = await import('../agents/acp/discover.ts')
      return discoverAgents(programs, signal)
    },
    askDecider,
    verify,
    hideIn,
    readTariff,
    info: {
      version: config.version,
      host: options.host,
      dataDir: config.dataDir,
      damage: findings.map(({ problem }) => problem),
    },
    createLaunchUrl: () => createLaunchUrl?.() ?? null,
    findRestart: () => restart,
  })
  const router = createRouter({ store, clock }, application)
  return {
    router,
    /** In-process client for the same procedures. */
    client: createRouterClient(router, {
      context: ({ commandId }: CommandContext) => ({ idempotencyKey: commandId ?? null, caller: ownCaller }),
    }),
    log,
    clock,
    access,
    /** Sets how to create a link that opens the interface. Called once a server runs. */
    offerLaunchLinks(createUrl: () => string): void {
      createLaunchUrl = createUrl
    },
    /** Sets how to restart the app, if its host supports that. */
    offerRestart(offered: () => void): void {
      restart = () => {
        // Runs in a detached timer after the restore has been answered, so no caller would catch an error.
        try {
          offered()
        } catch (error) {
          log.error({ err: error }, 'cannot restart Switchyard')
        }
      }
    },
    /** Resolves when no attempt is running. */
    idle: () => executor.idle(),
    close: () => scope.close(),
  }
}
export type App = Awaited<ReturnType<typeof wire>>

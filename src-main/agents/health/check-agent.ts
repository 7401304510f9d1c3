import { rm } from 'node:fs/promises'
import type { AgentCheck } from '#shared/contract/agents.ts'
import type { ModelTest, ModelView } from '#shared/contract/models.ts'
import { a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import { acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { commandConfigSchema } from '#shared/model/agents/command-agent.ts'
import { type McpServer, type ModelConfig, modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import { words } from '#shared/words/words.ts'
import { hoursOf, isIn, nextIn } from '#shared/working-hours.ts'
import { startLimit } from '../../base/limit.ts'
import { listShort } from '../../base/secrets.ts'
import { makeTempFolder } from '../../base/temp-folder.ts'
import { faultOf } from '../a2a/protocol.ts'
import { type LookOptions, lookAtRemote } from '../a2a/read-card.ts'
import type { GreetOptions } from '../acp/initialize.ts'
import type { Servers } from '../model/mcp/servers.ts'
import type { ProgramOptions } from '../process/environment.ts'
import { findProgram } from '../process/find-program.ts'
import { describeEnforcement, findEnforcement, type GroupFiles } from '../process/groups.ts'
import { readConfig } from '../read-config.ts'

export interface HealthOptions extends GreetOptions, ModelCheckOptions, LookOptions {
  /** Time of the last claim or report of a pulling worker, in milliseconds since 1970; null: never. */
  readonly findLastHeard: (agentId: string) => number | null
}

const patienceMs = 90_000

/** Checks whether an agent can take work now. All started processes end with the check, and the agent gets no task. */
export async function checkAgent(
  agent: Agent,
  options: HealthOptions,
  signal?: AbortSignal,
): Promise<AgentCheck> {
  const { clock } = options
  const begun = clock.now()
  const limit = startLimit(clock, patienceMs, { signal })
  // Errors of external programs and servers are results of the check, unless the check was cancelled.
  try {
    const found = await look(agent, options, limit.signal)
    return { ...found, tookMs: clock.now() - begun }
  } catch (error) {
    signal?.throwIfAborted()
    if (!limit.isLate()) throw error
    return { ...problem(words.agentChecks.timeout(patienceMs / 1000)), tookMs: clock.now() - begun }
  } finally {
    void limit.end()
  }
}

function look(agent: Agent, options: HealthOptions, stop: AbortSignal): Promise<Found> | Found {
  switch (agent.kind) {
    case 'command':
      return checkCommand(agent, options.readVariables)
    case 'acp':
      return checkCodingAgent(agent, options, stop)
    case 'model':
      return checkModel(agent, options, stop)
    case 'a2a':
      return checkRemote(agent, options, stop)
    case 'person':
      return describePerson(agent, options.clock.now())
    case 'external':
      return describeWorker(agent, options)
    case 'builtin':
      return fine(words.agentChecks.builtIn)
    case 'scripted':
      return fine(words.agentChecks.simulated)
  }
}

function describePerson(agent: Agent, now: number): Found {
  const config = readConfig(personConfigSchema, agent)
  if (!config.ok) return problem(config.error.message)
  const hours = hoursOf(agent)
  if (isIn(hours, now)) return fine(words.agentChecks.person)
  const next = nextIn(hours, now)
  const details =
    next === null ? [] : [{ name: words.agentChecks.backAt, value: new Date(next).toISOString() }]
  return fine(words.agentChecks.personAway, details)
}

function describeWorker({ id }: Agent, { findLastHeard }: HealthOptions): Found {
  const at = findLastHeard(id)
  if (at === null) return problem(words.agentChecks.noWorker)
  const details = [{ name: words.agentChecks.lastSeen, value: new Date(at).toISOString() }]
  return fine(words.agentChecks.workerSeen, details)
}

/** Fetches the card of a remote agent. The agent itself gets no request. */
async function checkRemote(agent: Agent, options: LookOptions, signal: AbortSignal): Promise<Found> {
  const config = readConfig(a2aConfigSchema, agent)
  if (!config.ok) return problem(config.error.message)
  // Errors of the remote server are results of the check.
  try {
    const { name, skills } = await lookAtRemote(config.value, options, signal)
    const { skill } = config.value
    const details = [
      { name: words.agentChecks.reportedName, value: name.slice(0, 200) },
      {
        name: words.agentChecks.cardSkills,
        value: skills.slice(0, 20).join(', ') || words.agentChecks.noSkills,
      },
    ]
    if (skill === undefined || skills.includes(skill)) return fine(words.agentChecks.cardFound, details)
    return problem(words.agentChecks.cardWithoutSkill(JSON.stringify(skill)), details)
  } catch (error) {
    signal.throwIfAborted()
    return problem(faultOf(error).message)
  }
}

/** Initializes the coding agent's protocol without a session. */
async function checkCodingAgent(agent: Agent, options: GreetOptions, signal: AbortSignal): Promise<Found> {
  const config = readConfig(acpConfigSchema, agent)
  if (!config.ok) return problem(config.error.message)
  const program = await checkProgram(config.value, options.readVariables)
  if (!program.ok) return program
  // Imported on first use, because the protocol library slows down startup.
  const { greet } = await import('../acp/initialize.ts')
  const { command, env, passEnv, sandbox } = config.value
  const said = await greet({ command, env, passEnv, sandbox, mark: `check/${agent.id}` }, options, signal)
  signal.throwIfAborted()
  const who = [said.name, said.version].filter((each) => each !== null).join(' ')
  const details = [
    ...program.details,
    ...(who === '' ? [] : [{ name: words.agentChecks.reportedName, value: who }]),
    ...(said.signIns.length > 0 ? [{ name: words.agentChecks.signIns, value: said.signIns.join(', ') }] : []),
  ]
  if (said.fault !== null) return problem(words.agentChecks.startedUnusable(said.fault), details)
  return fine(words.agentChecks.started, details)
}

interface ModelCheckOptions extends Pick<ProgramOptions, 'dataDir' | 'clock' | 'readVariables'> {
  readonly models: {
    readonly list: () => readonly ModelView[]
    readonly test: (name: string, signal?: AbortSignal) => Promise<ModelTest | null>
  }
}

/** Asks the model a few short questions, and starts its MCP servers to list their tools. */
async function checkModel(agent: Agent, options: ModelCheckOptions, signal: AbortSignal): Promise<Found> {
  const config = readConfig(modelConfigSchema, agent)
  if (!config.ok) return problem(config.error.message)
  const servers = await checkServers(agent, config.value, options, signal)
  const model = await checkEntry(config.value, options, signal)
  const broken = [model, servers].find(({ ok }) => !ok)
  const details = [...model.details, ...servers.details]
  return broken === undefined ? fine(model.message, details) : problem(broken.message, details)
}

async function checkEntry(
  { model }: ModelConfig,
  { models }: ModelCheckOptions,
  signal: AbortSignal,
): Promise<Found> {
  const entries = models.list()
  const entry = entries.find(({ name, usedFor }) =>
    model === undefined ? usedFor.includes('working') : name === model,
  )
  if (entry === undefined) {
    const known = entries.map(({ name }) => name).join(', ') || words.agentChecks.noModels
    if (model === undefined) return problem(words.agentChecks.noModel(known))
    return problem(words.agentChecks.modelMissing(JSON.stringify(model), known))
  }
  const test = await models.test(entry.name, signal)
  signal.throwIfAborted()
  const details = [{ name: words.agentChecks.model, value: `${entry.name} (${entry.kind}/${entry.model})` }]
  if (test?.isWorking !== true) return problem(words.agentChecks.modelFailed(test?.failure), details)
  return fine(words.agentChecks.modelWorks, details)
}

async function checkServers(
  { id }: Agent,
  { mcp }: ModelConfig,
  { dataDir, clock, readVariables }: ModelCheckOptions,
  signal: AbortSignal,
): Promise<Found> {
  if (mcp.length === 0) return fine(words.agentChecks.noToolServers)
  const { connectServers } = await import('../model/mcp/servers.ts')
  const folder = makeTempFolder(dataDir)
  try {
    const servers = await connectServers(mcp, {
      ...{ clock, folder, home: folder, projectFolder: null, signal, readVariables, dataDir },
      workId: `check/${id}`,
    })
    await servers.close()
    const details = mcp.map((server) => offerOf(server, servers))
    return servers.failure === null ? fine('', details) : problem(servers.failure.message, details)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const maxNamed = 20

function offerOf({ name }: McpServer, { tools }: Servers): Found['details'][number] {
  const own = tools.filter(({ server }) => server === name).map(({ told }) => told.name)
  const named = own.slice(0, maxNamed)
  const value = words.agentChecks.tools(named.join(', '), own.length - named.length)
  return { name: words.agentChecks.server(name), value }
}

type ReadVariables = ProgramOptions['readVariables']

interface Started {
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly passEnv: readonly string[]
}

/** Checks that the agent's program exists and is executable, without starting it. */
async function checkProgram(
  { command: [program], env, passEnv }: Started,
  readVariables: ReadVariables,
): Promise<Found> {
  const found = await findProgram(program, { ...readVariables(['PATH', 'PATHEXT']), ...env })
  if (found.type === 'absent') {
    const hint = words.agentChecks.installProgram
    return problem(words.agentChecks.programMissing(JSON.stringify(program), hint))
  }
  if (found.type === 'not_executable') return problem(words.agentChecks.programNotExecutable(found.file))
  const unset = passEnv.filter((name) => !(name in readVariables([name])))
  const short = listShort(readVariables(passEnv))
  const details = [
    { name: words.agentChecks.program, value: found.real },
    ...(short.length > 0 ? [{ name: words.agentChecks.tooShortToHide, value: short.join(', ') }] : []),
    ...(unset.length > 0 ? [{ name: words.agentChecks.notSet, value: unset.join(', ') }] : []),
  ]
  return fine(words.agentChecks.programFound(program), details)
}

export async function checkCommand(
  agent: Agent,
  readVariables: ReadVariables,
  readGroupFiles?: () => GroupFiles,
): Promise<Found> {
  const config = readConfig(commandConfigSchema, agent)
  if (!config.ok) return problem(config.error.message)
  const found = await checkProgram(config.value, readVariables)
  const limit = `${config.value.maxProcesses}, ${describeEnforcement(findEnforcement(readGroupFiles))}`
  return { ...found, details: [...found.details, { name: words.agentChecks.processLimit, value: limit }] }
}

/** The result of a health check without its duration. */
type Found = Omit<AgentCheck, 'tookMs'>

const fine = (message: string, details: Found['details'] = []): Found => ({
  ok: true,
  message,
  details,
})
const problem = (message: string, details: Found['details'] = []): Found => ({
  ok: false,
  message,
  details,
})

import { realpathSync } from 'node:fs'
import { access, constants, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { FoundAgent } from '#shared/contract/agents.ts'
import { type Clock, comesWithin } from '../../base/clock.ts'
import { alwaysPassed, environmentOf } from '../process/environment.ts'
import { houseOf, markerOf } from '../process/marked.ts'
import { startAgentProcess } from './agent-process.ts'
import { type Connection, protocolVersion } from './connection.ts'
import { homeVariables, type KnownAgent, knownAgents } from './known-agents.ts'

export interface DiscoveryOptions {
  readonly dataDir: string
  readonly clock: Clock
  readonly version: string
  readonly readVariables: (names: readonly string[]) => Record<string, string>
  /** Absent: those that ship. */
  readonly known?: readonly KnownAgent[]
}

/** For the first word; some read a lot before it. */
const patienceMs = 20_000

/**
 * The coding agents that are on the PATH. Each is started and asked for its first word, in an empty folder that goes away
 * again; no session begins and nothing is asked of a model. One after another: they are large.
 */
export async function discoverAgents(options: DiscoveryOptions, signal?: AbortSignal): Promise<FoundAgent[]> {
  const found: FoundAgent[] = []
  for (const agent of options.known ?? knownAgents) {
    if (signal?.aborted) break
    if (await isOnPath(agent.command[0], options)) found.push(await greet(agent, options))
  }
  return found
}

async function isOnPath(name: string, { readVariables }: DiscoveryOptions): Promise<boolean> {
  const { PATH = '', PATHEXT = '' } = readVariables(['PATH', 'PATHEXT'])
  const endings = process.platform === 'win32' ? PATHEXT.split(';') : ['']
  const files = PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
  const looks = await Promise.all(files.map(isExecutable))
  return looks.includes(true)
}

async function isExecutable(file: string): Promise<boolean> {
  // Not there, or not for us.
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}

async function greet(agent: KnownAgent, options: DiscoveryOptions): Promise<FoundAgent> {
  const { clock, dataDir, version, readVariables } = options
  const [file, ...args] = agent.command
  const passEnv = [...homeVariables, ...agent.passEnv]
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-'))
  const inherited = readVariables([...alwaysPassed, ...passEnv])
  const agentProcess = startAgentProcess({
    clock,
    program: {
      ...{ file, args, cwd: folder, input: null },
      env: environmentOf({ home: folder, inherited, projectFolder: null, env: {} }),
      marker: markerOf(houseOf(realpathSync(dataDir)), `discovery/${agent.id}`),
    },
    onUpdate: () => {},
    onPermission: async () => null,
    onLine: () => {},
    onTooLong: () => {},
  })
  try {
    const greeting = agentProcess.connection.initialize(version)
    const isHere = await comesWithin(clock, patienceMs, greeting)
    const said = isHere ? saidOf(await greeting) : { version: null, fault: 'It said nothing.' }
    const { id, name, command } = agent
    // Only what is set: the rest would be names that say nothing.
    return { id, name, command: [...command], passEnv: passEnv.filter((each) => each in inherited), ...said }
  } finally {
    agentProcess.stop()
    await agentProcess.ended
    await rm(folder, { recursive: true, force: true })
  }
}

function saidOf(
  greeting: Awaited<ReturnType<Connection['initialize']>>,
): Pick<FoundAgent, 'version' | 'fault'> {
  if (!greeting.ok) return { version: null, fault: greeting.error.message.slice(0, 500) }
  const { protocolVersion: theirs, agentInfo } = greeting.value
  const version = agentInfo?.version.slice(0, 100) ?? null
  if (theirs === protocolVersion) return { version, fault: null }
  return { version, fault: `It speaks version ${theirs} of the protocol, Switchyard ${protocolVersion}.` }
}

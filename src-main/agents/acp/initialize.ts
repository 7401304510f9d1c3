import { realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { SandboxConfig } from '#shared/model/agents/command-agent.ts'
import { words } from '#shared/words/words.ts'
import { comesWithin } from '../../base/clock.ts'
import { networkVariables } from '../../base/network-variables.ts'
import { makeTempFolder } from '../../base/temp-folder.ts'
import { environmentOf, type ProgramOptions } from '../process/environment.ts'
import { failureOfStart } from '../process/not-started.ts'
import { markerIn } from '../process/process-marker.ts'
import { findWrapped, type Wrapped } from '../process/sandbox.ts'
import { startAgentProcess } from './agent-process.ts'
import { type Connection, protocolVersion } from './connection.ts'

export interface GreetOptions
  extends Pick<ProgramOptions, 'dataDir' | 'clock' | 'readVariables' | 'hideEnv'> {
  readonly version: string
}

export interface Greeted {
  readonly command: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
  readonly passEnv: readonly string[]
  readonly sandbox?: SandboxConfig | undefined
  /** Marker of the agent's processes, stored beside the data folder. */
  readonly mark: string
}

/** Response of a coding agent to `initialize`. */
export interface Greeting {
  readonly name: string | null
  readonly version: string | null
  /** Names of the offered sign-in methods. */
  readonly signIns: readonly string[]
  /** Reason why the agent is unusable; null if it is usable. */
  readonly fault: string | null
}

/** Milliseconds until the first response; some agents load a lot first. */
const patienceMs = 20_000

/**
 * Starts a coding agent in a temporary folder and initializes the protocol. No session starts and no model is called.
 */
export async function greet(
  { command: [file, ...args], env = {}, passEnv, sandbox, mark }: Greeted,
  { clock, dataDir, version, readVariables, hideEnv }: GreetOptions,
  signal?: AbortSignal,
): Promise<Greeting> {
  const folder = makeTempFolder(dataDir)
  hideEnv?.(env)
  const hidden = realpathSync(dataDir)
  const program = {
    ...{ file, args, cwd: folder, input: null },
    env: environmentOf({
      ...{ home: folder, readVariables, projectFolder: null, env },
      passEnv: [...networkVariables, ...passEnv],
    }),
    marker: markerIn(dataDir, mark),
  }
  const bounds = { writable: [folder], hidden: [hidden], guarded: [] }
  const bounded = sandbox === undefined ? { program } : await findWrapped({ program, sandbox, bounds })
  if (!('program' in bounded)) {
    await rm(folder, { recursive: true, force: true })
    return { ...silent, fault: faultOf(file, bounded) }
  }
  const agentProcess = startAgentProcess({
    clock,
    program: bounded.program,
    onUpdate: () => {},
    onPermission: async () => null,
    onLine: () => {},
    onUnreadable: () => {},
  })
  signal?.addEventListener('abort', agentProcess.stop, { once: true })
  if (signal?.aborted) agentProcess.stop()
  try {
    const greeting = agentProcess.connection.initialize(version)
    const isHere = await comesWithin(clock, patienceMs, greeting)
    return isHere ? greetingOf(await greeting) : { ...silent, fault: words.agentFailures.silent }
  } finally {
    signal?.removeEventListener('abort', agentProcess.stop)
    agentProcess.stop()
    await agentProcess.ended
    await rm(folder, { recursive: true, force: true })
  }
}

const faultOf = (file: string, bounded: Exclude<Wrapped, { program: unknown }>): string =>
  'why' in bounded
    ? words.agentFailures.sandboxMissing(bounded.why)
    : failureOfStart(file, { type: 'not_started', code: bounded.missing, message: '' }).message

const silent = { name: null, version: null, signIns: [] }

function greetingOf(said: Awaited<ReturnType<Connection['initialize']>>): Greeting {
  if (!said.ok) return { ...silent, fault: said.error.message.slice(0, 500) }
  const { protocolVersion: theirs, agentInfo, authMethods } = said.value
  const fault = words.agentFailures.protocolVersions(theirs, protocolVersion)
  return {
    name: agentInfo?.name.slice(0, 100) ?? null,
    version: agentInfo?.version.slice(0, 100) ?? null,
    signIns: (authMethods ?? []).slice(0, 10).map(({ name }) => name.slice(0, 100)),
    fault: theirs === protocolVersion ? null : fault,
  }
}

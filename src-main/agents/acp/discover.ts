import type { FoundAgent } from '#shared/contract/agents.ts'
import { findProgram, foldersOf } from '../process/find-program.ts'
import { type GreetOptions, greet } from './initialize.ts'
import { homeVariables, type KnownAgent, knownAgents } from './known-agents.ts'

export interface DiscoveryOptions extends GreetOptions {
  /** Default: the shipped list. */
  readonly known?: readonly KnownAgent[]
}

/** The coding agents on PATH, each with its initialization. Large programs: only one runs at a time. */
export async function discoverAgents(options: DiscoveryOptions, signal?: AbortSignal) {
  const path = options.readVariables(['PATH', 'PATHEXT'])
  const known = options.known ?? knownAgents
  const searched = { names: known.map(({ command: [name] }) => name), folders: foldersOf(path) }
  const found: FoundAgent[] = []
  for (const agent of known) {
    if (signal?.aborted) break
    const program = await findProgram(agent.command[0], path)
    if (program.type === 'found') found.push(await describe(agent, options, signal))
  }
  return { found, searched }
}

async function describe(
  agent: KnownAgent,
  options: DiscoveryOptions,
  signal: AbortSignal | undefined,
): Promise<FoundAgent> {
  const { id, name, command } = agent
  const passEnv = [...homeVariables, ...agent.passEnv]
  const { version, fault } = await greet({ command, passEnv, mark: `discovery/${id}` }, options, signal)
  // Unset variables are omitted.
  const set = Object.keys(options.readVariables(passEnv))
  return {
    ...{ id, name, command: [...command], version, fault },
    passEnv: passEnv.filter((each) => set.includes(each)),
  }
}

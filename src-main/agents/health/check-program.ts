import type { Agent } from '#shared/model/agents/agent.ts'
import { commandConfigSchema } from '#shared/model/agents/command-agent.ts'
import { parseInput } from '../../base/parse-input.ts'
import { listShort } from '../../base/secrets.ts'
import { findProgram } from '../process/find-program.ts'
import { describeEnforcement, findEnforcement, type GroupFiles } from '../process/groups.ts'
import { amiss, type Found, fine, misfit } from './found.ts'

type ReadVariables = (names: readonly string[]) => Record<string, string>

interface Started {
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  readonly passEnv: readonly string[]
}

/** Whether the program of an agent is there and may be executed; it is not started. */
export async function checkProgram(
  { command: [program], env, passEnv }: Started,
  readVariables: ReadVariables,
): Promise<Found> {
  const found = await findProgram(program, { ...readVariables(['PATH', 'PATHEXT']), ...env })
  if (found.type === 'absent') {
    const hint = 'Install it, or give its whole path.'
    return amiss(`The program ${JSON.stringify(program)} was not found. ${hint}`)
  }
  if (found.type === 'not_executable') return amiss(`The program ${found.file} may not be executed.`)
  const unset = passEnv.filter((name) => !(name in readVariables([name])))
  const short = listShort(readVariables(passEnv))
  const details = [
    { name: 'Program', value: found.real },
    ...(short.length > 0 ? [{ name: 'Too short to hide', value: short.join(', ') }] : []),
    ...(unset.length > 0 ? [{ name: 'Not set here', value: unset.join(', ') }] : []),
  ]
  return fine(`The program ${program} is here and can be started.`, details)
}

export async function checkCommand(
  agent: Agent,
  readVariables: ReadVariables,
  readGroupFiles?: () => GroupFiles,
): Promise<Found> {
  const config = parseInput(commandConfigSchema, agent.config)
  if (!config.ok) return misfit(agent, config.error)
  const found = await checkProgram(config.value, readVariables)
  const limit = `${config.value.maxProcesses}, ${describeEnforcement(findEnforcement(readGroupFiles))}`
  return { ...found, details: [...found.details, { name: 'Process limit', value: limit }] }
}

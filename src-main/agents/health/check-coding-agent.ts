import { acpConfigSchema } from '#shared/model/agents/acp-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { GreetOptions } from '../acp/greet.ts'
import { checkProgram } from './check-program.ts'
import { amiss, type Found, fine, misfit } from './found.ts'

/** Starts the coding agent for its first word; no session begins. */
export async function checkCodingAgent(
  agent: Agent,
  options: GreetOptions,
  signal: AbortSignal,
): Promise<Found> {
  const config = parseInput(acpConfigSchema, agent.config)
  if (!config.ok) return misfit(agent, config.error)
  const program = await checkProgram(config.value, options.readVariables)
  if (!program.ok) return program
  // Loaded by the first of them, with the protocol's library: a start of the app is not to read it.
  const { greet } = await import('../acp/greet.ts')
  const { command, env, passEnv, sandbox } = config.value
  const said = await greet({ command, env, passEnv, sandbox, mark: `check/${agent.id}` }, options, signal)
  signal.throwIfAborted()
  const who = [said.name, said.version].filter((each) => each !== null).join(' ')
  const details = [
    ...program.details,
    ...(who === '' ? [] : [{ name: 'Says it is', value: who }]),
    ...(said.signIns.length > 0 ? [{ name: 'Signs in by', value: said.signIns.join(', ') }] : []),
  ]
  if (said.fault !== null) return amiss(`It started and cannot be used: ${said.fault}`, details)
  return fine('It started and speaks the Agent Client Protocol.', details)
}

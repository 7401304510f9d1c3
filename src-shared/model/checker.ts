import { type Agent, isSimulatedAgent } from './agents/agent.ts'
import type { Check } from './check.ts'

export type AgentCheck = Extract<Check, { readonly agent: string }>

/** Why the agent that a check names cannot make it, whatever the task is; null: it can. */
export function findCheckerFault(
  { kind, agent: id }: AgentCheck,
  agent: Pick<Agent, 'kind'> | null,
): string | null {
  if (agent === null) return `there is no agent ${id}`
  if (kind === 'command') return agent.kind === 'command' ? null : `${id} is no program`
  if (isSimulatedAgent(agent)) return `${id} is a simulated agent and checks nothing`
  // It would wait for somebody who is not asked.
  const isAskable = agent.kind !== 'person' && agent.kind !== 'external'
  return isAskable ? null : `${id} cannot be asked in between; use a gate`
}

import { words } from '../words/words.ts'
import { type Agent, isSimulatedAgent } from './agents/agent.ts'
import type { Check } from './check.ts'

export type AgentCheck = Extract<Check, { readonly agent: string }>

/** Reason why the agent named by a check cannot perform it for any task; null if it can. */
export function findCheckerFault(
  { kind, agent: id }: AgentCheck,
  agent: Pick<Agent, 'kind'> | null,
): string | null {
  if (agent === null) return words.checkers.missing(id)
  if (kind === 'command') return agent.kind === 'command' ? null : words.checkers.notAProgram(id)
  if (isSimulatedAgent(agent)) return words.checkers.simulated(id)
  // The check would wait for an agent that Switchyard cannot ask itself.
  const isAskable = agent.kind !== 'person' && agent.kind !== 'external'
  return isAskable ? null : words.checkers.notAskable(id)
}

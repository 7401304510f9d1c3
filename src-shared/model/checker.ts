import { words } from '../words/words.ts'
import { type Agent, isSimulatedAgent } from './agents/agent.ts'
import type { Check } from './check.ts'

export type AgentCheck = Extract<Check, { readonly agent: string }>

/** Why the agent that a check names cannot make it, whatever the task is; null: it can. */
export function findCheckerFault(
  { kind, agent: id }: AgentCheck,
  agent: Pick<Agent, 'kind'> | null,
): string | null {
  if (agent === null) return words.checkers.missing(id)
  if (kind === 'command') return agent.kind === 'command' ? null : words.checkers.notAProgram(id)
  if (isSimulatedAgent(agent)) return words.checkers.simulated(id)
  // It would wait for somebody who is not asked.
  const isAskable = agent.kind !== 'person' && agent.kind !== 'external'
  return isAskable ? null : words.checkers.notAskable(id)
}

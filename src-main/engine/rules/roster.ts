import { type Agent, maxAgents } from '#shared/model/agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import type { EngineState } from '../state.ts'

/** Null when there is room for these agents. */
export function findRosterFault({ agents: known }: EngineState, agents: readonly Agent[]): Refusal | null {
  const count = known.size + agents.filter(({ id }) => !known.has(id)).length
  if (count <= maxAgents) return null
  const message = `The roster would have ${count} agents; the limit is ${maxAgents}.`
  return refusal('E_RANGE', message, 'Register fewer agents.', { field: 'agents', limit: maxAgents })
}

import type { Agent } from '#shared/model/agents/agent.ts'
import { isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'

/**
 * True if an agent works in a run (ADR 0037). Simulated agents work only in simulations. In a simulation, only
 * simulated agents and people work, so nothing is sent or bought.
 */
export const takesPart = (agent: Pick<Agent, 'kind'>, isSimulated: boolean): boolean =>
  isSimulated ? isSimulatedAgent(agent) || agent.kind === 'person' : !isSimulatedAgent(agent)

/** The agent for tasks of a simulation that no other simulated agent and no person can take. */
export const standIn: Agent = {
  id: 'simulated-agent',
  name: words.matching.simulatedAgent.name,
  description: words.matching.simulatedAgent.description,
  kind: 'scripted',
  skills: [],
  availability: 'online',
  capacity: 100,
  effectClass: 'repeatable',
  config: {
    durationMs: { min: 900, max: 2000 },
    steps: 3,
    output: words.matching.simulatedAgent.output,
  },
}

export const isStandIn = ({ id, kind }: Pick<Agent, 'id' | 'kind'>): boolean =>
  id === standIn.id && kind === standIn.kind

import type { AgentCheck } from '#shared/contract/agents.ts'
import type { A2aConfig } from '#shared/model/agents/a2a-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { readCardAt } from '../../agents/a2a/look.ts'
import { faultOf } from '../../agents/a2a/protocol.ts'
import type { HealthOptions } from '../../agents/health/check-agent.ts'

/** What can be seen and tried of agents without giving them work. */
export interface AgentDesk {
  readonly check: (agent: Agent, signal?: AbortSignal) => Promise<AgentCheck>
  /** The card of a remote agent as it stands at its address, or why there is none. */
  readonly readCard: (
    place: Pick<A2aConfig, 'url' | 'headers'>,
    signal?: AbortSignal,
  ) => Promise<Result<unknown, string>>
}

export const createAgentDesk = (options: HealthOptions): AgentDesk => ({
  async check(agent, signal) {
    // Loaded when it is asked for: a start of the app is not to read it.
    const { checkAgent } = await import('../../agents/health/check-agent.ts')
    return checkAgent(agent, options, signal)
  },
  async readCard(place, signal = new AbortController().signal) {
    // The edge to somebody else's world: whatever is thrown there is why there is no card.
    try {
      return ok(await readCardAt(place, options, signal))
    } catch (error) {
      signal.throwIfAborted()
      return err(faultOf(error).message)
    }
  },
})

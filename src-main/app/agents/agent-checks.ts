import type { AgentCheck } from '#shared/contract/agents.ts'
import type { A2aConfig } from '#shared/model/agents/a2a-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { faultOf } from '../../agents/a2a/protocol.ts'
import { readCardAt } from '../../agents/a2a/read-card.ts'
import type { HealthOptions } from '../../agents/health/check-agent.ts'

/** Checks and trials of agents. */
export const createAgentService = (options: HealthOptions) => ({
  // Loaded when it is asked for: a start of the app is not to read it.
  async check(agent: Agent, signal?: AbortSignal): Promise<AgentCheck> {
    const { checkAgent } = await import('../../agents/health/check-agent.ts')
    return checkAgent(agent, options, signal)
  },
  /** The card of a remote agent as it stands at its address, or why there is none. */
  async readCard(
    place: Pick<A2aConfig, 'url' | 'headers'>,
    signal = new AbortController().signal,
  ): Promise<Result<unknown, string>> {
    // The edge to somebody else's world: whatever is thrown there is why there is no card.
    try {
      return ok(await readCardAt(place, options, signal))
    } catch (error) {
      signal.throwIfAborted()
      return err(faultOf(error).message)
    }
  },
})
export type AgentService = ReturnType<typeof createAgentService>

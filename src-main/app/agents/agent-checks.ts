import type { AgentCheck } from '#shared/contract/agents.ts'
import type { A2aConfig } from '#shared/model/agents/a2a-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { faultOf } from '../../agents/a2a/protocol.ts'
import { readCardAt } from '../../agents/a2a/read-card.ts'
import type { HealthOptions } from '../../agents/health/check-agent.ts'

/** Checks agents and reads the cards of remote agents. */
export const createAgentService = (options: HealthOptions) => ({
  // Loaded on first use, to keep the app's startup fast.
  async check(agent: Agent, signal?: AbortSignal): Promise<AgentCheck> {
    const { checkAgent } = await import('../../agents/health/check-agent.ts')
    return checkAgent(agent, options, signal)
  },
  /** The current card of a remote agent, or the reason why it cannot be read. */
  async readCard(
    place: Pick<A2aConfig, 'url' | 'headers'>,
    signal = new AbortController().signal,
  ): Promise<Result<unknown, string>> {
    // Remote servers are untrusted: any error becomes the reason for the missing card.
    try {
      return ok(await readCardAt(place, options, signal))
    } catch (error) {
      signal.throwIfAborted()
      return err(faultOf(error).message)
    }
  },
})
export type AgentService = ReturnType<typeof createAgentService>

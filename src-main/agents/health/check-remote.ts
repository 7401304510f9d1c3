import { a2aConfigSchema } from '#shared/model/agents/a2a-agent.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { parseInput } from '../../base/parse-input.ts'
import type { LookOptions } from '../a2a/look.ts'
import { amiss, type Found, fine, misfit } from './found.ts'

/** Fetches the card of a remote agent; nothing is asked of the agent itself. */
export async function checkRemote(agent: Agent, options: LookOptions, signal: AbortSignal): Promise<Found> {
  const config = parseInput(a2aConfigSchema, agent.config)
  if (!config.ok) return misfit(agent, config.error)
  const { lookAtRemote } = await import('../a2a/look.ts')
  const { faultOf } = await import('../a2a/protocol.ts')
  // The edge to somebody else's world: whatever is thrown there is what was found.
  try {
    const { name, skills } = await lookAtRemote(config.value, options, signal)
    const { skill } = config.value
    const details = [
      { name: 'Says it is', value: name.slice(0, 200) },
      { name: 'Skills of its card', value: skills.slice(0, 20).join(', ') || 'none' },
    ]
    if (skill === undefined || skills.includes(skill)) return fine('Its card can be read.', details)
    return amiss(`Its card names no skill ${JSON.stringify(skill)}.`, details)
  } catch (error) {
    signal.throwIfAborted()
    return amiss(faultOf(error).message)
  }
}

import type { Agent } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { nameAgent } from './names.ts'
import type { Limits } from './rules/rule.ts'
import type { EngineState } from './state.ts'

/** Records until when the account of an agent is limited, and sets a timer for the scheduler. */
export function noteReset(state: EngineState, agentId: string, resetAt: number): void {
  if ((state.resets.get(agentId) ?? 0) >= resetAt) return
  state.resets.set(agentId, resetAt)
  state.timers.add({ at: resetAt, ref: { kind: 'reset' } })
}

/**
 * Instant from which the account of an agent can be used again; null: now. Agents with the same account share the
 * limit.
 */
export function findReset(
  { resets, agents }: EngineState,
  { accountOf = () => null }: Limits,
  { agent, at }: { readonly agent: Agent; readonly at: number },
): number | null {
  const later = [...resets].filter(([, resetAt]) => resetAt > at)
  if (later.length === 0) return null
  const account = accountOf(agent)
  const own = later.filter(([id]) => {
    const other = agents.get(id)?.agent
    return id === agent.id || (account !== null && other !== undefined && accountOf(other) === account)
  })
  return own.length === 0 ? null : Math.max(...own.map(([, resetAt]) => resetAt))
}

/** Sentence about an account that cannot be used yet; null if it can. */
export function describeReset(state: EngineState, limits: Limits, agentId: string): string | null {
  const agent = state.agents.get(agentId)?.agent
  const resetAt = agent === undefined ? null : findReset(state, limits, { agent, at: 0 })
  if (resetAt === null) return null
  return words.modelFailures.accountLimit(nameAgent(state, agentId), new Date(resetAt).toISOString())
}

/** Removes resets in the past, which block no agent. The removal needs no event, like the timer that fired. */
export function dropResets({ resets }: EngineState, at: number): void {
  for (const [agentId, resetAt] of resets) if (resetAt <= at) resets.delete(agentId)
}

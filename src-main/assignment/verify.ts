import type { Agent, Verdict } from '#shared/model/agent.ts'
import type { Competence } from './competence.ts'

/** An agent, what it is doing and what was learned of it: all that matching looks at. */
export interface Candidacy {
  readonly agent: Agent
  readonly running: number
  readonly promised: number
  /** Null, or the lookup absent: nothing was learned yet. */
  readonly competence?: (skill: string) => Competence | null
}

/**
 * May this agent do a task with these skills (document 000)? `busy` never disqualifies; `offline` does. `available`
 * also says whether a slot is free now: capacity is enforced when a task starts, not when it is promised (ADR 0006).
 */
export function verify({ agent, running }: Candidacy, requiredSkills: readonly string[]): Verdict {
  const missingSkills = requiredSkills.filter((skill) => !agent.skills.includes(skill))
  const available = agent.availability !== 'offline' && running < agent.capacity
  const verdict = { missingSkills, available }
  if (missingSkills.length > 0) {
    return {
      ...verdict,
      qualified: false,
      reason: `Agent lacks required skills: ${missingSkills.join(', ')}.`,
    }
  }
  if (agent.availability === 'offline') {
    return { ...verdict, qualified: false, reason: `Agent is offline: ${agent.id}.` }
  }
  if (running >= agent.capacity) {
    return {
      ...verdict,
      qualified: true,
      reason: `Agent has the required skills; ${running} of ${agent.capacity} slots are taken.`,
    }
  }
  return { ...verdict, qualified: true, reason: 'Agent has the required skills.' }
}

export const verdictOnUnknownAgent = (agentId: string, requiredSkills: readonly string[]): Verdict => ({
  qualified: false,
  missingSkills: [...requiredSkills],
  available: false,
  reason: `Agent not found: ${agentId}.`,
})

import type { Agent, Verdict } from '#shared/model/agent.ts'
import type { Competence } from './competence.ts'
import type { HeldSkills } from './held-skills.ts'

/** An agent, what it is doing and what was learned of it: all that matching looks at. */
export interface Candidacy {
  readonly agent: Agent
  /** Absent: the skills of the agent as they are written. */
  readonly held?: HeldSkills
  readonly running: number
  readonly promised: number
  /** Of a person, what stands in the inbox; absent: nothing. */
  readonly inbox?: ReadonlySet<string>
  /** Null, or the lookup absent: nothing was learned yet. */
  readonly competence?: (skill: string) => Competence | null
}

/** Attempts in flight and, of a person, questions that stand open: what its capacity bounds. */
export const slotsTaken = ({ running, inbox }: Pick<Candidacy, 'running' | 'inbox'>): number =>
  running + (inbox?.size ?? 0)

export const hasSkill = ({ agent, held }: Pick<Candidacy, 'agent' | 'held'>, skill: string): boolean =>
  held === undefined ? agent.skills.includes(skill) : held.has(skill)

/**
 * May this agent do a task with these skills (document 000)? `busy` never disqualifies; `offline` does. `available`
 * also says whether a slot is free now: capacity is enforced when a task starts, not when it is promised (ADR 0006).
 */
export function verify(candidacy: Candidacy, requiredSkills: readonly string[]): Verdict {
  const { agent } = candidacy
  const taken = slotsTaken(candidacy)
  const missingSkills = requiredSkills.filter((skill) => !hasSkill(candidacy, skill))
  const available = agent.availability !== 'offline' && taken < agent.capacity
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
  if (taken >= agent.capacity) {
    return {
      ...verdict,
      qualified: true,
      reason: `Agent has the required skills; ${taken} of ${agent.capacity} slots are taken.`,
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

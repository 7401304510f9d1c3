import type { Agent, Verdict } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { takesUnskilled } from './any-work.ts'
import type { Competence } from './competence.ts'
import type { HeldSkills } from './held-skills.ts'
import { takesPart } from './simulation.ts'

const text = words.matching.verdicts

/** An agent with its current load and competence: everything that matching uses. */
export interface Candidacy {
  readonly agent: Agent
  /** Absent: use `agent.skills` as written. */
  readonly held?: HeldSkills
  readonly running: number
  readonly promised: number
  /** Open Inbox items of a person; absent for other agents. */
  readonly inbox?: ReadonlySet<string>
  /** Null, or the function absent: no outcomes recorded yet. */
  readonly competence?: (skill: string) => Competence | null
}

/** Slots in use, limited by `capacity`: running attempts, and for a person also open Inbox items. */
export const slotsTaken = ({ running, inbox }: Pick<Candidacy, 'running' | 'inbox'>): number =>
  running + (inbox?.size ?? 0)

export const hasSkill = ({ agent, held }: Pick<Candidacy, 'agent' | 'held'>, skill: string): boolean =>
  held === undefined ? agent.skills.includes(skill) : held.has(skill)

/**
 * Verdict on an agent for a task with these skills (document 000). `busy` never disqualifies; `offline` does.
 * `available` also requires a free slot now: capacity is enforced when a task starts, not when it is promised (ADR
 * 0006).
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
      reason: text.lacksSkills(missingSkills.join(', ')),
    }
  }
  if (agent.availability === 'offline') {
    return { ...verdict, qualified: false, reason: text.offline(agent.id) }
  }
  const met = requiredSkills.length === 0 ? text.noSkillsNeeded : text.hasSkills
  const full = taken < agent.capacity ? '' : `; ${text.slotsTaken(taken, agent.capacity)}`
  return { ...verdict, qualified: true, reason: `${met}${full}.` }
}

/**
 * Same as `verify`, with the rules of a run: which agents take part, and which get tasks that require no skill. For
 * tasks that are not assigned by name.
 */
export function verifyForRun(
  candidacy: Candidacy,
  requiredSkills: readonly string[],
  isSimulated: boolean,
): Verdict {
  const verdict = verify(candidacy, requiredSkills)
  const bar = barOf(candidacy.agent, requiredSkills, isSimulated)
  return bar === null ? verdict : { ...verdict, qualified: false, reason: bar }
}

function barOf(agent: Agent, requiredSkills: readonly string[], isSimulated: boolean): string | null {
  if (!takesPart(agent, isSimulated)) {
    return isSimulated ? text.notInSimulations(agent.id) : text.onlyInSimulations(agent.id)
  }
  if (requiredSkills.length > 0 || takesUnskilled(agent, isSimulated)) return null
  return text.onlySkilledTasks
}

export const verdictOnUnknownAgent = (agentId: string, requiredSkills: readonly string[]): Verdict => ({
  qualified: false,
  missingSkills: [...requiredSkills],
  available: false,
  reason: text.notFound(agentId),
})

import type { Agent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { findAble, type Holders, holdersOf, withNormalisedSkills } from '../../assignment/held-skills.ts'
import { normaliseSkill } from '../../assignment/skills.ts'
import type { LintFacts } from './facts.ts'

/** The agents that may take part in a run of the plan, by skill. */
export type AgentIndex = ReturnType<typeof indexAgents>

export function indexAgents({ crew }: PlanDocument, { agents: all, aliases }: LintFacts) {
  const known = crew?.filter((id) => all.some((agent) => agent.id === id)) ?? []
  // A crew without any known agent has its own finding, so the other checks ignore that crew.
  const taken = known.length === 0 ? all : all.filter(({ id }) => known.includes(id))
  /** Agents with skills normalized as by `skillOf`. */
  const agents: readonly Agent[] = taken
    .map((agent) => withNormalisedSkills(agent, aliases))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const holders: Holders = holdersOf(agents)
  const words = new Map<string, string>()
  const answers = new Map<string, readonly Agent[]>()
  /** The canonical skill for a word of the plan or of an agent. */
  const skillOf = (word: string) => {
    const skill = words.get(word) ?? normaliseSkill(word, aliases, (skill) => holders.has(skill)) ?? word
    words.set(word, skill)
    return skill
  }
  /** Agents that have all of these skills, ordered by id. */
  const listAble = (skills: readonly string[]) => {
    const name = JSON.stringify(skills)
    const able = answers.get(name) ?? findAble(agents, holders, skills)
    answers.set(name, able)
    return able
  }
  return { agents, holders, skillOf, listAble }
}

/** Canonical skills for the words, distinct and sorted. */
export const skillsOf = ({ skillOf }: AgentIndex, words: readonly string[]): string[] =>
  [...new Set(words.map(skillOf))].sort()

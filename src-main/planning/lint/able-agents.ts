import type { Agent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { findAble, type Holders, holdersOf, withNormalisedSkills } from '../../assignment/held-skills.ts'
import { normaliseSkill } from '../../assignment/skills.ts'
import type { LintFacts } from './facts.ts'

/** The agents that may take part in a run of the plan, by skill. */
export type AgentIndex = ReturnType<typeof indexAgents>

export function indexAgents({ crew }: PlanDocument, { agents: all, aliases }: LintFacts) {
  const known = crew?.filter((id) => all.some((agent) => agent.id === id)) ?? []
  // A crew of nobody who is here is a finding of its own: for all others it is as if there were none.
  const taken = known.length === 0 ? all : all.filter(({ id }) => known.includes(id))
  /** With their skills in the words that `skillOf` answers with. */
  const agents: readonly Agent[] = taken
    .map((agent) => withNormalisedSkills(agent, aliases))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const holders: Holders = holdersOf(agents)
  const words = new Map<string, string>()
  const answers = new Map<string, readonly Agent[]>()
  /** The skill that a word of the plan or of an agent stands for. */
  const skillOf = (word: string) => {
    const skill = words.get(word) ?? normaliseSkill(word, aliases, (skill) => holders.has(skill)) ?? word
    words.set(word, skill)
    return skill
  }
  /** Those that have all of these skills, by id. */
  const listAble = (skills: readonly string[]) => {
    const name = JSON.stringify(skills)
    const able = answers.get(name) ?? findAble(agents, holders, skills)
    answers.set(name, able)
    return able
  }
  return { agents, holders, skillOf, listAble }
}

/** Distinct, in the words of the roster, sorted. */
export const skillsOf = ({ skillOf }: AgentIndex, words: readonly string[]): string[] =>
  [...new Set(words.map(skillOf))].sort()

import type { Agent } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { normaliseSkill } from '../../assignment/skills.ts'
import type { LintFacts } from './facts.ts'
import { addTo } from './lists.ts'

/** Who may take part in a run of the plan, by skill. */
export type AgentIndex = ReturnType<typeof indexAgents>

export function indexAgents({ crew }: PlanDocument, { agents: all, aliases }: LintFacts) {
  const known = crew?.filter((id) => all.some((agent) => agent.id === id)) ?? []
  // A crew of nobody who is here is a finding of its own: for all others it is as if there were none.
  const taken = known.length === 0 ? all : all.filter(({ id }) => known.includes(id))
  /** With their skills in the words that `skillOf` answers with. */
  const agents: readonly Agent[] = taken
    .map((agent) => withNormalisedSkills(agent, aliases))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const holders: ReadonlyMap<string, readonly Agent[]> = holdersOf(agents)
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

function holdersOf(agents: readonly Agent[]): Map<string, Agent[]> {
  const holders = new Map<string, Agent[]>()
  for (const agent of agents) {
    for (const skill of new Set(agent.skills)) addTo(holders, skill, agent)
  }
  return holders
}

function findAble(
  agents: readonly Agent[],
  holders: ReadonlyMap<string, readonly Agent[]>,
  skills: readonly string[],
): readonly Agent[] {
  const [fewest] = skills.map((skill) => holders.get(skill) ?? []).sort((a, b) => a.length - b.length)
  if (fewest === undefined) return agents
  return fewest.filter((agent) => skills.every((skill) => agent.skills.includes(skill)))
}

/** Distinct, in the words of the roster, sorted. */
export const skillsOf = ({ skillOf }: AgentIndex, words: readonly string[]): string[] =>
  [...new Set(words.map(skillOf))].sort()

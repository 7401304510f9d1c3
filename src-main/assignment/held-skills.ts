import type { Agent } from '#shared/model/agents/agent.ts'
import { isStandIn } from './simulation.ts'
import { type SkillAliases, storedSkill } from './skills.ts'

/** The skills of an agent, for lookups during matching. */
export interface HeldSkills {
  has(skill: string): boolean
}

const everySkill: HeldSkills = { has: () => true }

/**
 * Skills of an agent under all their names. Tasks and agents keep the words they were stored with, even if an alias is
 * added later.
 */
export function heldSkills(agent: Agent, aliases: SkillAliases): HeldSkills {
  return isStandIn(agent) ? everySkill : new Set(namesOf(agent.skills, aliases))
}

/** The skills and all their aliases, without duplicates. */
function namesOf(skills: readonly string[], aliases: SkillAliases): string[] {
  if (aliases.size === 0) return [...skills]
  const targets = new Set(skills.map((skill) => storedSkill(skill, aliases)))
  const others = [...aliases].flatMap(([alias, skill]) => (targets.has(skill) ? alias : []))
  return [...new Set([...skills, ...targets, ...others])]
}

/** The required skills under the names in the agent's own list, because the agent's program knows no other names. */
export function namedByAgent(
  required: readonly string[],
  { skills }: Pick<Agent, 'skills'>,
  aliases: SkillAliases,
): string[] {
  const skillOf = (word: string) => storedSkill(word, aliases)
  return required.map((word) =>
    skills.includes(word) ? word : (skills.find((held) => skillOf(held) === skillOf(word)) ?? word),
  )
}

/** The agent with its skills under the names used in normalised tasks, for rules that compare skills word by word. */
export const withNormalisedSkills = (agent: Agent, aliases: SkillAliases): Agent =>
  aliases.size === 0
    ? agent
    : { ...agent, skills: [...new Set(agent.skills.map((skill) => storedSkill(skill, aliases)))] }

/** Agents by skill. A plan with thousands of demands then need not be compared with every agent. */
export type Holders = ReadonlyMap<string, readonly Agent[]>

export function holdersOf(agents: readonly Agent[]): Holders {
  const holders = new Map<string, Agent[]>()
  for (const agent of agents) {
    for (const skill of new Set(agent.skills)) {
      const known = holders.get(skill)
      if (known === undefined) holders.set(skill, [agent])
      else known.push(agent)
    }
  }
  return holders
}

export function findAble(
  agents: readonly Agent[],
  holders: Holders,
  skills: readonly string[],
): readonly Agent[] {
  const [fewest] = skills.map((skill) => holders.get(skill) ?? []).sort((a, b) => a.length - b.length)
  if (fewest === undefined) return agents
  return fewest.filter((agent) => skills.every((skill) => agent.skills.includes(skill)))
}

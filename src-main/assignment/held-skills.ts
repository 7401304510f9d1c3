import type { Agent } from '#shared/model/agent.ts'
import { isStandIn } from './simulation.ts'
import type { SkillAliases } from './skills.ts'

/** The skills of an agent as matching asks for them. */
export interface HeldSkills {
  has(skill: string): boolean
}

const everySkill: HeldSkills = { has: () => true }

/**
 * An agent that has a skill has it under each of its names: tasks and agents keep the words that they were stored with,
 * whichever aliases came later.
 */
export function heldSkills(agent: Agent, aliases: SkillAliases): HeldSkills {
  return isStandIn(agent) ? everySkill : new Set(namesOf(agent.skills, aliases))
}

/** The skills and all their other names, each once. */
export function namesOf(skills: readonly string[], aliases: SkillAliases): string[] {
  if (aliases.size === 0) return [...skills]
  const targets = new Set(skills.map((skill) => aliases.get(skill) ?? skill))
  const others = [...aliases].flatMap(([alias, skill]) => (targets.has(skill) ? alias : []))
  return [...new Set([...skills, ...targets, ...others])]
}

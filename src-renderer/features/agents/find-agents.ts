import type { Agent } from '#shared/model/agents/agent.ts'
import { kindWords } from './kinds.ts'

/** Agents for which every word of `query` occurs in the name, id, kind, skills or description. */
export function findAgents<Found extends Agent>(agents: readonly Found[], query: string): readonly Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return agents
  return agents.filter(({ id, name, kind, skills, description }) => {
    const text = [id, name, kindWords[kind], description, ...skills].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Every skill with its number of agents, rarest last. */
export function skillsOf(
  agents: readonly Pick<Agent, 'skills'>[],
): readonly { skill: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { skills } of agents) for (const skill of skills) counts.set(skill, (counts.get(skill) ?? 0) + 1)
  return [...counts]
    .map(([skill, count]) => ({ skill, count }))
    .sort((a, b) => b.count - a.count || a.skill.localeCompare(b.skill))
}

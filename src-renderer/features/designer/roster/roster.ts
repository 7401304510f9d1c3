import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AgentView, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { skillToken } from '#shared/text/skill-token.ts'
import { isVocabularyWord } from '#shared/text/skill-vocabulary.ts'
import { useRpc } from '../../../rpc/context.tsx'

export interface Roster {
  readonly agents: readonly AgentView[]
  /** All skills of the agents, sorted. */
  readonly skills: readonly string[]
  /** The skill for a typed word or alias; empty if the word names no skill. */
  skillOf(typed: string): string
}

interface Alias {
  readonly alias: string
  readonly skill: string
}

export function createRoster(agents: readonly AgentView[], aliases: readonly Alias[]): Roster {
  const known = new Map(aliases.map(({ alias, skill }) => [alias, skill]))
  const skills = [...new Set(agents.flatMap(({ skills }) => skills))].sort()
  const isWord = (word: string) => isVocabularyWord(word) || known.has(word) || skills.includes(word)
  const skillOf = (typed: string) => {
    const token = skillToken(typed, isWord)
    return known.get(token) ?? token
  }
  return { agents, skills, skillOf }
}

/** Skills that the agent has under neither name nor alias. */
function missingOf({ skillOf }: Roster, skills: readonly string[], agent: AgentView): string[] {
  const held = new Set(agent.skills.map(skillOf))
  return skills.filter((skill) => !held.has(skillOf(skill)))
}

/** Excludes simulated agents, since they do no real work. */
const listCrew = ({ agents }: Roster, crew: readonly string[] | null): AgentView[] =>
  agents.filter((agent) => !isSimulatedAgent(agent) && (crew === null || crew.includes(agent.id)))

/**
 * Names of the agents with all these skills, otherwise the skills that the nearest agent lacks. A null `crew` means
 * all agents.
 */
export function listAble(roster: Roster, skills: readonly string[], crew: readonly string[] | null) {
  const lacking = listCrew(roster, crew).map((agent) => ({
    name: agent.name,
    missing: missingOf(roster, skills, agent),
  }))
  const names = lacking.filter(({ missing }) => missing.length === 0).map(({ name }) => name)
  if (names.length > 0) return { names, missing: [] }
  const [nearest] = lacking.sort((a, b) => a.missing.length - b.missing.length)
  return { names: [], missing: nearest?.missing ?? skills }
}

/** Agents of the crew, fewest missing skills first, then by name. */
export const listPinnable = (roster: Roster, skills: readonly string[], crew: readonly string[] | null) =>
  listCrew(roster, crew)
    .map((agent) => ({ id: agent.id, name: agent.name, missing: missingOf(roster, skills, agent) }))
    .sort((a, b) => a.missing.length - b.missing.length || a.name.localeCompare(b.name))

interface Named {
  readonly id: string
  readonly name: string
}

export function callAgents(agents: readonly Named[]) {
  const names = new Map(agents.map(({ id, name }) => [id, name.trim()]))
  const idsByName = new Map<string, string | null>()
  for (const { id, name } of agents) {
    const called = name.trim().toLowerCase()
    idsByName.set(called, idsByName.has(called) ? null : id)
  }
  const idOf = (typed: string): string => {
    const text = typed.trim()
    return names.has(text) ? text : (idsByName.get(text.toLowerCase()) ?? text)
  }
  return {
    idOf,
    nameOf(id: string): string {
      const name = names.get(id) ?? id
      // A comma ends an entry in the field, so a name with a comma is shown as its id.
      return idOf(name) === id && !name.includes(',') ? name : id
    },
  }
}

export function useRoster(): Roster {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  const aliases = useQuery(orpc.skills.listAliases.queryOptions())
  return useMemo(() => createRoster(agents.data ?? [], aliases.data ?? []), [agents.data, aliases.data])
}

/** A string that changes whenever the available skills or agents change. */
export function useRosterVersion(): string {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  return useMemo(() => (agents.data ?? []).map(lookOf).join(';'), [agents.data])
}

const lookOf = ({ id, skills, availability }: AgentView): string =>
  `${id} ${availability === 'offline'} ${skills.join()}`

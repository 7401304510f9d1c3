import { type AgentView, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import { skillToken } from '#shared/text/skill-token.ts'
import { isVocabularyWord } from '#shared/text/skill-vocabulary.ts'

export interface Roster {
  readonly agents: readonly AgentView[]
  /** Every skill that somebody has, in order. */
  readonly skills: readonly string[]
  /** A word as it is typed, as the skill it stands for; empty: it stands for none. */
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

/** Skills that the agent has under no name. */
function missingOf({ skillOf }: Roster, skills: readonly string[], agent: AgentView): string[] {
  const held = new Set(agent.skills.map(skillOf))
  return skills.filter((skill) => !held.has(skillOf(skill)))
}

/** Simulated agents do no real work, and are not among these. */
const listCrew = ({ agents }: Roster, crew: readonly string[] | null): AgentView[] =>
  agents.filter((agent) => !isSimulatedAgent(agent) && (crew === null || crew.includes(agent.id)))

export interface Able {
  /** Names of those who have every skill. */
  readonly names: readonly string[]
  /** What the one who comes nearest lacks, where nobody has them all. */
  readonly missing: readonly string[]
}

/** Who of the crew could be given a task with these skills; `crew` null is everybody. */
export function listAble(roster: Roster, skills: readonly string[], crew: readonly string[] | null): Able {
  const lacking = listCrew(roster, crew).map((agent) => ({
    name: agent.name,
    missing: missingOf(roster, skills, agent),
  }))
  const names = lacking.filter(({ missing }) => missing.length === 0).map(({ name }) => name)
  if (names.length > 0) return { names, missing: [] }
  const [nearest] = lacking.sort((a, b) => a.missing.length - b.missing.length)
  return { names: [], missing: nearest?.missing ?? skills }
}

export interface Pinnable {
  readonly id: string
  readonly name: string
  readonly missing: readonly string[]
}

/** Of the crew, those that lack the fewest of the skills first, then by name. */
export const listPinnable = (
  roster: Roster,
  skills: readonly string[],
  crew: readonly string[] | null,
): Pinnable[] =>
  listCrew(roster, crew)
    .map((agent) => ({ id: agent.id, name: agent.name, missing: missingOf(roster, skills, agent) }))
    .sort((a, b) => a.missing.length - b.missing.length || a.name.localeCompare(b.name))

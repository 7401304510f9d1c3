import type { AgentView } from '#shared/model/agent.ts'

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
  return {
    agents,
    skills: [...new Set(agents.flatMap(({ skills }) => skills))].sort(),
    skillOf: (typed) => {
      const token = typed
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_')
      return known.get(token) ?? token
    },
  }
}

export interface Able {
  /** Names of those who have every skill. */
  readonly names: readonly string[]
  /** What the one who comes nearest lacks, where nobody has them all. */
  readonly missing: readonly string[]
}

/** Who of the crew could be given a task with these skills; `crew` null is everybody. */
export function listAble(
  { agents }: Roster,
  skills: readonly string[],
  crew: readonly string[] | null,
): Able {
  const asked = agents.filter(({ id }) => crew === null || crew.includes(id))
  const lacking = asked.map(({ name, skills: has }) => ({
    name,
    missing: skills.filter((skill) => !has.includes(skill)),
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
  { agents }: Roster,
  skills: readonly string[],
  crew: readonly string[] | null,
): Pinnable[] =>
  agents
    .filter(({ id }) => crew === null || crew.includes(id))
    .map(({ id, name, skills: has }) => ({
      id,
      name,
      missing: skills.filter((skill) => !has.includes(skill)),
    }))
    .sort((a, b) => a.missing.length - b.missing.length || a.name.localeCompare(b.name))

import { heldSkills } from '../../src-main/assignment/held-skills.ts'
import { rank } from '../../src-main/assignment/scorecard.ts'
import { normaliseSkills, requireAlias, type SkillAliases } from '../../src-main/assignment/skills.ts'
import type { Candidacy } from '../../src-main/assignment/verify.ts'
import { newAgentSchema } from '../../src-shared/model/agents/agent.ts'
import type { Matching, Roster } from './cases.ts'
import { createTally, type Tally } from './tally.ts'

export interface Matched {
  readonly ranked: readonly string[]
  readonly reason: readonly string[] | 'no_available_agent' | null
}

/** Registers the roster as the product does, and matches descriptions with it. */
export function createMatcher({ agents, aliases: known }: Roster): (task: Matching) => Matched {
  const aliases = new Map<string, string>()
  for (const [skill, words] of Object.entries(known)) {
    for (const word of words) {
      const alias = requireAlias(aliases, word, skill)
      if (alias.ok) aliases.set(alias.value.alias, alias.value.skill)
    }
  }
  const candidacies = agents.map((agent): Candidacy => candidacyOf(agent, aliases))
  const isHeld = (word: string) => candidacies.some(({ agent }) => agent.skills.includes(word))
  return ({ description, required_skills }) => {
    const skills = normaliseSkills(required_skills, aliases, isHeld)
    const { candidates } = rank(candidacies, skills, 0, description)
    const ranked = candidates.flatMap(({ agentId, score, verdict }) =>
      score !== null && verdict.available ? [agentId] : [],
    )
    if (ranked.length > 0) return { ranked, reason: null }
    const [nearest] = candidates
      .map(({ verdict }) => verdict.missingSkills)
      .sort((a, b) => a.length - b.length)
    return { ranked, reason: nearest === undefined || nearest.length === 0 ? 'no_available_agent' : nearest }
  }
}

function candidacyOf(
  { running, role, availability, ...rest }: Roster['agents'][number],
  aliases: SkillAliases,
): Candidacy {
  const agent = newAgentSchema.parse({
    ...rest,
    ...{ name: role, kind: 'external', availability: availability.toLowerCase() },
  })
  return { agent, held: heldSkills(agent, aliases), running, promised: 0 }
}

export function judgeMatching(cases: readonly Matching[], roster: Roster): Tally {
  const match = createMatcher(roster)
  const tally = createTally()
  for (const each of cases) {
    const { ranked, reason } = match(each)
    const [first] = each.best
    if (first === undefined) {
      tally.add('right, all', ranked.length === 0)
      tally.add('nobody, where nobody fits', ranked.length === 0)
      const wanted = [each.unassigned_reason, ...each.unassigned_also].map(String)
      tally.add('the reason for nobody', ranked.length === 0 && wanted.includes(String(reason)))
    } else {
      tally.add('right, all', ranked[0] === first)
      tally.add('first choice', ranked[0] === first)
      tally.add('among the first three', ranked.slice(0, 3).includes(first))
    }
    if (ranked[0] !== first)
      tally.miss(
        `${each.id} ${each.description.slice(0, 60)} | ${each.best.join(' > ')} | ${ranked.slice(0, 3).join(' > ')}`,
      )
  }
  return tally
}

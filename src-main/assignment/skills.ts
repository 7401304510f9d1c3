import { skillSchema } from '#shared/model/agents/agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { skillToken } from '#shared/text/skill-token.ts'
import { isVocabularyWord } from '#shared/text/skill-vocabulary.ts'

/** Aliases of skills. No alias is itself the skill of another alias, so one lookup is enough. */
export type SkillAliases = ReadonlyMap<string, string>

export interface SkillAlias {
  readonly alias: string
  readonly skill: string
}

/** True if an agent has a skill with this name. */
export type IsHeld = (word: string) => boolean

const isHeldByNobody: IsHeld = () => false

/**
 * The skill that a text from a task or an agent means: its token, or the skill of the token's alias. No fuzzy
 * matching. Null if the text cannot be a skill.
 */
export function normaliseSkill(
  text: string,
  aliases: SkillAliases,
  isHeld: IsHeld = isHeldByNobody,
): string | null {
  const token = tokenOf(text, aliases, isHeld)
  const skill = aliases.get(token) ?? token
  return skillSchema.safeParse(skill).success ? skill : null
}

/**
 * The skills that the words mean, without duplicates. A word that cannot be a skill is kept as written; no agent has
 * it.
 */
export const normaliseSkills = (
  words: readonly string[],
  aliases: SkillAliases,
  isHeld: IsHeld = isHeldByNobody,
): string[] => [...new Set(words.map((word) => normaliseSkill(word, aliases, isHeld) ?? word))]

/**
 * The skill that a stored word means. For example, `ChatOps` is stored as `chat_ops` while no alias uses the joined
 * word, and means `chatops` once one does.
 */
export function storedSkill(word: string, aliases: SkillAliases): string {
  const whole = word.replaceAll('_', '')
  const name = !isInTable(word, aliases) && isInTable(whole, aliases) ? whole : word
  return aliases.get(name) ?? name
}

/** Validates an alias before it is added. Adding an existing alias again is allowed. */
export function requireAlias(
  aliases: SkillAliases,
  alias: string,
  skill: string,
  isHeld: IsHeld = isHeldByNobody,
): Result<SkillAlias, Refusal> {
  const from = tokenOf(alias, aliases, isHeld)
  const to = tokenOf(skill, aliases, isHeld)
  const fault = findMalformed(alias, 'alias') ?? findMalformed(skill, 'skill') ?? findLoop(aliases, from, to)
  return fault === null ? ok({ alias: from, skill: to }) : err(fault)
}

const tokenOf = (text: string, aliases: SkillAliases, isHeld: IsHeld): string =>
  skillToken(text, (word) => isVocabularyWord(word) || isInTable(word, aliases) || isHeld(word))

const isInTable = (word: string, aliases: SkillAliases): boolean =>
  aliases.has(word) || [...aliases.values()].includes(word)

function findMalformed(text: string, field: 'alias' | 'skill'): Refusal | null {
  if (skillSchema.safeParse(skillToken(text)).success) return null
  return refusal('E_FORMAT', 'skill_invalid', { skill: JSON.stringify(text.slice(0, 100)), field })
}

function findLoop(aliases: SkillAliases, alias: string, skill: string): Refusal | null {
  const known = aliases.get(alias)
  if (known === skill) return null
  const beyond = aliases.get(skill)
  if (alias === skill || beyond === alias) {
    return refusal('E_DEP_CYCLE', 'alias_of_itself', { alias, field: 'skill' })
  }
  if (known !== undefined) {
    return refusal('E_DUPLICATE_ID', 'alias_taken', { alias, skill: known, field: 'alias' })
  }
  if (beyond !== undefined) {
    return refusal('E_STATE', 'skill_is_alias', { skill, target: beyond, alias, field: 'skill' })
  }
  for (const [other, target] of aliases) {
    if (target !== alias) continue
    return refusal('E_STATE', 'alias_has_aliases', { other, skill: alias, field: 'alias' })
  }
  return null
}

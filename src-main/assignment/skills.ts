import { skillSchema } from '#shared/model/agents/agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { skillToken } from '#shared/text/skill-token.ts'
import { isVocabularyWord } from '#shared/text/skill-vocabulary.ts'

/** Other words for skills. No word on the left is a skill on the right, so that one look-up is enough. */
export type SkillAliases = ReadonlyMap<string, string>

export interface SkillAlias {
  readonly alias: string
  readonly skill: string
}

/** Whether a word is a skill of an agent here. */
export type IsHeld = (word: string) => boolean

const isHeldByNobody: IsHeld = () => false

/**
 * The skill that somebody's words stand for, of a task or an agent alike: the token, or what the table of aliases has for it.
 * Nothing is guessed. Null when the text cannot be a skill.
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

/** The skills that these words stand for, each once. A word that cannot be a skill stays, and no agent has it. */
export const normaliseSkills = (
  words: readonly string[],
  aliases: SkillAliases,
  isHeld: IsHeld = isHeldByNobody,
): string[] => [...new Set(words.map((word) => normaliseSkill(word, aliases, isHeld) ?? word))]

/**
 * The skill that a stored word stands for. `ChatOps` is stored as `chat_ops` while no alias knows the whole word, and stands
 * for `chatops` once one does.
 */
export function storedSkill(word: string, aliases: SkillAliases): string {
  const whole = word.replaceAll('_', '')
  const name = !isInTable(word, aliases) && isInTable(whole, aliases) ? whole : word
  return aliases.get(name) ?? name
}

/** Checks an alias before it is added. An existing alias may be added again. */
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

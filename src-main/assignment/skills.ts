import { skillSchema } from '#shared/model/agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

/** Other words for skills. No word on the left is a skill on the right, so that one look-up is enough. */
export type SkillAliases = ReadonlyMap<string, string>

export interface SkillAlias {
  readonly alias: string
  readonly skill: string
}

/**
 * `Memory search` is `memory_search`; a word of the table is the skill it stands for. Nothing is guessed: a word that
 * is not in the table stays what it is. Null when the text cannot be a skill.
 */
export function normaliseSkill(text: string, aliases: SkillAliases): string | null {
  const token = tokenOf(text)
  const skill = aliases.get(token) ?? token
  return skillSchema.safeParse(skill).success ? skill : null
}

/** The alias as it may be added to the table. Adding what is there already is allowed. */
export function requireAlias(
  aliases: SkillAliases,
  alias: string,
  skill: string,
): Result<SkillAlias, Refusal> {
  const from = tokenOf(alias)
  const to = tokenOf(skill)
  const fault = findMalformed(alias, 'alias') ?? findMalformed(skill, 'skill') ?? findLoop(aliases, from, to)
  return fault === null ? ok({ alias: from, skill: to }) : err(fault)
}

const tokenOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')

function findMalformed(text: string, field: 'alias' | 'skill'): Refusal | null {
  if (skillSchema.safeParse(tokenOf(text)).success) return null
  return refusal(
    'E_FORMAT',
    `${JSON.stringify(text.slice(0, 100))} cannot be a skill.`,
    'Use lower-case letters, digits and _, 64 at most, beginning with a letter or digit.',
    { field },
  )
}

function findLoop(aliases: SkillAliases, alias: string, skill: string): Refusal | null {
  const known = aliases.get(alias)
  if (known === skill) return null
  const beyond = aliases.get(skill)
  if (alias === skill || beyond === alias) {
    const message = `${alias} would stand for itself.`
    return refusal('E_DEP_CYCLE', message, 'Name two different skills.', { field: 'skill' })
  }
  if (known !== undefined) {
    const message = `${alias} already stands for ${known}.`
    return refusal('E_DUPLICATE_ID', message, 'Remove that alias first.', { field: 'alias' })
  }
  if (beyond !== undefined) {
    const message = `${skill} is itself another word for ${beyond}.`
    return refusal('E_STATE', message, `Make ${alias} stand for ${beyond}.`, { field: 'skill' })
  }
  for (const [other, target] of aliases) {
    if (target !== alias) continue
    const message = `${other} stands for ${alias}, which would no longer be a skill.`
    return refusal('E_STATE', message, `Remove the alias ${other} first.`, { field: 'alias' })
  }
  return null
}

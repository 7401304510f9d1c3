import type { SkillFinder, SkillWords } from '../../assignment/find-skills.ts'
import { normaliseSkill, type SkillAliases } from '../../assignment/skills.ts'

/** Part of a source that indicates what its agent can do. */
export interface SkillHint {
  /**
   * `words`: all skills found in the text. `skill`: the text is itself a skill. `folder`: counts only if exactly one
   * skill is found, because agents of `quality-security` do one or the other. `tool`: the name of a tool.
   */
  readonly kind: 'words' | 'skill' | 'folder' | 'tool'
  /** Part of the source, such as `name` or `description`. */
  readonly where: string
  readonly text: string
}

export interface FoundSkill extends SkillWords {
  readonly where: string
}

export interface SkillWordTables {
  readonly aliases: SkillAliases
  readonly find: SkillFinder
}

/** Each skill once, in the order of the hints, with the first words that matched. */
export function deriveSkills(hints: readonly SkillHint[], tables: SkillWordTables): FoundSkill[] {
  const found = new Map<string, FoundSkill>()
  for (const hint of hints) {
    for (const each of findIn(hint, tables)) {
      if (!found.has(each.skill)) found.set(each.skill, { ...each, where: hint.where })
    }
  }
  return [...found.values()]
}

function findIn({ kind, text }: SkillHint, { aliases, find }: SkillWordTables): SkillWords[] {
  switch (kind) {
    case 'words':
      return find(text)
    case 'folder': {
      const skills = find(text)
      return skills.length === 1 ? skills : []
    }
    case 'skill': {
      const skill = normaliseSkill(text, aliases)
      return skill === null ? find(text) : [{ skill, words: text }]
    }
    case 'tool': {
      const skill = normaliseSkill(toolSkills.get(text) ?? '', aliases)
      return skill === null ? [] : [{ skill, words: text }]
    }
  }
}

/** Tools that few agents have and that serve one purpose. Tools for reading and writing files indicate no skill. */
const toolSkills: ReadonlyMap<string, string> = new Map([
  ['WebSearch', 'web_search'],
  ['WebFetch', 'web_search'],
  ['TeamCreate', 'coordination'],
  ['SendMessage', 'coordination'],
])

import { skillPhrases } from '#shared/text/skill-vocabulary.ts'
import { normaliseSkill, type SkillAliases } from './skills.ts'

/** A skill and the words that mention it, as written in the text. */
export interface SkillWords {
  readonly skill: string
  readonly words: string
}

/** Finds the skills that a text mentions, each once, in the order of their first mention. */
export type SkillFinder = (text: string) => SkillWords[]

interface Phrase {
  /** Base forms of the words of the phrase. */
  readonly words: readonly string[]
  readonly skill: string
}

interface Token {
  readonly ground: string
  readonly start: number
  readonly end: number
}

/**
 * Finds skills by the shipped vocabulary and the alias table. An alias is also a phrase to search for, and determines
 * the name of the skill.
 */
export function createSkillFinder(aliases: SkillAliases): SkillFinder {
  const byFirst = new Map<string, Phrase[]>()
  for (const phrase of listPhrases(aliases)) {
    const [first = ''] = phrase.words
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase])
  }
  return (text) => findIn(text, byFirst)
}

function listPhrases(aliases: SkillAliases): Phrase[] {
  const shipped = Object.entries(skillPhrases).flatMap(([skill, phrases]) =>
    phrases.split(', ').flatMap((phrase) => phraseOf(phrase, normaliseSkill(skill, aliases))),
  )
  const added = [...aliases].flatMap(([alias, skill]) => phraseOf(alias, skill))
  return [...shipped, ...added]
}

function phraseOf(text: string, skill: string | null): Phrase[] {
  const words = tokensOf(text).map(({ ground }) => ground)
  return skill === null || words.length === 0 ? [] : [{ words, skill }]
}

function findIn(text: string, byFirst: ReadonlyMap<string, readonly Phrase[]>): SkillWords[] {
  const tokens = tokensOf(text)
  const found = new Map<string, string>()
  for (const [index, { ground, start }] of tokens.entries()) {
    for (const { words, skill } of byFirst.get(ground) ?? []) {
      if (found.has(skill) || !words.every((word, offset) => tokens[index + offset]?.ground === word))
        continue
      found.set(skill, text.slice(start, tokens[index + words.length - 1]?.end))
    }
  }
  return [...found].map(([skill, words]) => ({ skill, words }))
}

/** `C++`, `C#`, `.NET` and `Next.js` are words; all other punctuation separates words. */
const wordPattern = /\.net\b|[\p{L}\p{N}][\p{L}\p{N}+#]*(?:\.[\p{L}\p{N}][\p{L}\p{N}+#]*)*/giu

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(wordPattern)].map(({ 0: word, index }) => ({
    ground: groundOf(word.toLowerCase()),
    start: index,
    end: index + word.length,
  }))

/** Base form of a word, the same for singular and plural: `APIs` as `API`, `vulnerabilities` as `vulnerability`. */
function groundOf(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || word.endsWith('ss')) return word
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}

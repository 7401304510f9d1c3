import { skillPhrases } from '#shared/text/skill-vocabulary.ts'
import { normaliseSkill, type SkillAliases } from './skills.ts'

/** A skill and the words of the text that speak of it, as they stand there. */
export interface SkillWords {
  readonly skill: string
  readonly words: string
}

/** Finds skills in a text: each once, where it is first spoken of, in the order of the text. */
export type SkillFinder = (text: string) => SkillWords[]

interface Phrase {
  /** Ground forms of its words. */
  readonly words: readonly string[]
  readonly skill: string
}

interface Token {
  readonly ground: string
  readonly start: number
  readonly end: number
}

/** By the shipped vocabulary and the table of aliases: an alias is a phrase too, and decides what a skill is called. */
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

/** `C++`, `C#`, `.NET` and `Next.js` are words; other signs only stand between words. */
const wordPattern = /\.net\b|[\p{L}\p{N}][\p{L}\p{N}+#]*(?:\.[\p{L}\p{N}][\p{L}\p{N}+#]*)*/giu

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(wordPattern)].map(({ 0: word, index }) => ({
    ground: groundOf(word.toLowerCase()),
    start: index,
    end: index + word.length,
  }))

/** Singular and plural alike: `APIs` as `API`, `vulnerabilities` as `vulnerability`. */
function groundOf(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || word.endsWith('ss')) return word
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1)
}

import { isVocabularyWord } from './skill-vocabulary.ts'

/**
 * The normalised token of a skill: `Memory search`, `memory-search` and `memorySearch` become `memory_search`.
 * A known camel-case word is not split: `JavaScript` becomes `javascript`.
 */
export function skillToken(text: string, isKnown: (word: string) => boolean = isVocabularyWord): string {
  const trimmed = text.trim()
  const whole = joined(trimmed)
  if (isKnown(whole)) return whole
  return joined(
    trimmed.replaceAll(/[\p{L}\p{N}]+/gu, (word) => (isKnown(word.toLowerCase()) ? word : split(word))),
  )
}

const joined = (text: string): string => text.toLowerCase().replaceAll(/[\s/.-]+/g, '_')

/** `APIDesign` has two words, `APIs` has one. */
const split = (word: string): string =>
  word.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_').replaceAll(/(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/gu, '_')

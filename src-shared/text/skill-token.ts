import { isVocabularyWord } from './skill-vocabulary.ts'

/**
 * The token of a skill as somebody wrote it: `Memory search`, `memory-search` and `memorySearch` are `memory_search`.
 * A word with capitals inside stays whole where the whole word is known: `JavaScript` is `javascript`.
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

/** `APIDesign` is two words, `APIs` is one. */
const split = (word: string): string =>
  word.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_').replaceAll(/(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/gu, '_')

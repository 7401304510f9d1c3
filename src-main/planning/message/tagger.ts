import nlp from 'compromise/two'
import { z } from 'zod'

/** The only file that imports `compromise`. Parts of speech of a word, as far as the parser uses them. */
export interface Tag {
  readonly start: number
  readonly end: number
  /** The word is a verb in its base form, which can be an imperative. */
  readonly isBaseVerb: boolean
  readonly isNoun: boolean
}

const documentSchema = z.array(
  z.object({
    terms: z.array(z.object({ text: z.string(), tags: z.array(z.string()).default([]) })),
  }),
)

/**
 * Tags for the words of a text, in order. Words that the tagger does not return as typed, such as split contractions,
 * have no tag.
 */
export function tagWords(text: string): Tag[] {
  const sentences = documentSchema.parse(nlp(text).json({ terms: { tags: true } }))
  let from = 0
  return sentences
    .flatMap(({ terms }) => terms)
    .flatMap(({ text: word, tags }) => {
      const start = word === '' ? -1 : text.indexOf(word, from)
      if (start < 0) return []
      from = start + word.length
      const isBaseVerb = tags.includes('Infinitive') || tags.includes('Imperative')
      return [{ start, end: from, isBaseVerb, isNoun: tags.includes('Noun') }]
    })
}

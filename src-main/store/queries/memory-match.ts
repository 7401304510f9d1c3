import { type MemoryFacet, type MemoryFilter, memoryFacets } from '#shared/model/memory-search.ts'

/** A fact that every entry has. */
const anyFact = Buffer.from('any').toString('hex')

/** Converts only A to Z, as SQLite's `lower()` does. */
const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Encodes a fact as a single word of the index, whatever characters it contains. */
const factOf = (facet: MemoryFacet, value: string): string =>
  Buffer.from(`${facet}=${lower(value)}`).toString('hex')

export const factsOf = (facts: readonly (readonly [MemoryFacet, string | null])[]): string =>
  [anyFact, ...facts.flatMap(([facet, value]) => (value === null ? [] : [factOf(facet, value)]))].join(' ')

/**
 * A word as an FTS5 string with prefix match, so that no part of it is query syntax. A NUL becomes a space, because it
 * would end the string.
 */
export const prefixOf = (word: string): string => `${phraseOf(word)}*`

const phraseOf = (words: string): string => `"${words.replaceAll('"', '""').replaceAll('\u0000', ' ')}"`

interface Wanted {
  readonly all: readonly string[]
  readonly none: readonly string[]
}

/** Parses a search into FTS5 terms: `"two together"` is a phrase, `-word` excludes a word. */
function readWanted(text: string): Wanted {
  const all: string[] = []
  const none: string[] = []
  for (const { groups = {} } of text.matchAll(/(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/g)) {
    const { minus, phrase, word } = groups
    const said = phrase ?? word ?? ''
    // Skip a term without letters or digits, which matches nothing.
    if (!/[\p{L}\p{N}]/u.test(said)) continue
    const term = phrase === undefined ? prefixOf(said) : phraseOf(said)
    if (minus === '-') none.push(term)
    else all.push(term)
  }
  return { all, none }
}

/** The FTS5 query; null if every entry matches. */
export function matchOf(filter: MemoryFilter): string | null {
  const { all, none } = readWanted(filter.text)
  const facts = memoryFacets.flatMap((facet) => factTerms(facet, filter[facet]))
  if (all.length + none.length + facts.length === 0) return null
  const parts = [
    ...(all.length > 0 ? [`{text} : (${all.join(' AND ')})`] : []),
    ...(facts.length > 0 ? [`{facts} : (${facts.join(' AND ')})`] : []),
  ]
  const wanted = parts.length === 0 ? `{facts} : "${anyFact}"` : parts.join(' AND ')
  return none.length === 0 ? wanted : `(${wanted}) NOT ({text} : (${none.join(' OR ')}))`
}

function factTerms(facet: MemoryFacet, values: readonly string[]): string[] {
  const terms = values.map((value) => `"${factOf(facet, value)}"`)
  if (facet === 'tag') return terms
  return terms.length === 0 ? [] : [`(${terms.join(' OR ')})`]
}

import { type MemoryFacet, type MemoryFilter, memoryFacets } from '#shared/model/memory-search.ts'

/** In the facts of every entry. */
const anyFact = Buffer.from('any').toString('hex')

/** SQLite's lower() knows these letters only. */
const lower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** A fact as one word of the index, whatever characters are in it. */
const factOf = (facet: MemoryFacet, value: string): string =>
  Buffer.from(`${facet}=${lower(value)}`).toString('hex')

export const factsOf = (facts: readonly (readonly [MemoryFacet, string | null])[]): string =>
  [anyFact, ...facts.flatMap(([facet, value]) => (value === null ? [] : [factOf(facet, value)]))].join(' ')

/** A word as an FTS5 string with prefix match, so that nothing in it is read as query syntax. A NUL would end it. */
export const prefixOf = (word: string): string => `${phraseOf(word)}*`

const phraseOf = (words: string): string => `"${words.replaceAll('"', '""').replaceAll('\u0000', ' ')}"`

interface Wanted {
  readonly all: readonly string[]
  readonly none: readonly string[]
}

/** The words of a search as FTS5 says them: `"two together"` is a phrase, `-word` must not be there. */
function readWanted(text: string): Wanted {
  const all: string[] = []
  const none: string[] = []
  for (const { groups = {} } of text.matchAll(/(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/g)) {
    const { minus, phrase, word } = groups
    const said = phrase ?? word ?? ''
    // A term without a letter or digit finds nothing and is skipped.
    if (!/[\p{L}\p{N}]/u.test(said)) continue
    const term = phrase === undefined ? prefixOf(said) : phraseOf(said)
    if (minus === '-') none.push(term)
    else all.push(term)
  }
  return { all, none }
}

/** The query for the index; null when every entry matches. */
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

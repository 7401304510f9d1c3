/** One condition of a filter, as it was written. All of them must hold. */
export type Term = { readonly source: string; readonly isNot: boolean } & (
  | { readonly kind: 'field'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'reach'; readonly way: 'after' | 'before'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A field that is none: it matches nothing, and is shown as amiss. */
  | { readonly kind: 'unknown'; readonly field: string }
)

/** A word, or what stands between quotes, which may hold spaces. */
export const wordPattern = /(?:"[^"]*"?|[^\s"])+/g

/**
 * `status:failed agent:ash skill:review text`, several values with commas, `-` before what must not be;
 * `+task*` is a task with all that comes after it, `*+task` with all that comes before.
 */
export const parseQuery = (text: string, fields: readonly string[]): Term[] =>
  (text.match(wordPattern) ?? []).map((word) => termOf(word, fields))

function termOf(source: string, fields: readonly string[]): Term {
  const isNot = source.startsWith('-') && source.length > 1
  const word = isNot ? source.slice(1) : source
  const about = { source, isNot }
  if (word.startsWith('*+') && word.length > 2) {
    return { ...about, kind: 'reach', way: 'before', text: plain(word.slice(2)) }
  }
  if (word.startsWith('+') && word.length > 1) {
    return { ...about, kind: 'reach', way: 'after', text: plain(word.slice(1).replace(/\*$/, '')) }
  }
  const colon = word.indexOf(':')
  const name = colon > 0 && !word.startsWith('"') ? word.slice(0, colon).toLowerCase() : null
  if (name === null) return { ...about, kind: 'text', text: plain(word) }
  if (!fields.includes(name)) return { ...about, kind: 'unknown', field: name }
  const values = word
    .slice(colon + 1)
    .split(',')
    .map(plain)
    .filter(Boolean)
  return { ...about, kind: 'field', field: name, values }
}

export const plain = (text: string): string => text.replaceAll('"', '').toLowerCase()

const textOf = (terms: readonly Term[]): string => terms.map(({ source }) => source).join(' ')

export const withoutTerm = (terms: readonly Term[], at: number): string =>
  textOf(terms.filter((_, each) => each !== at))

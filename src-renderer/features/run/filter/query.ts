/** One condition of a filter, as it was written. All of them must hold. */
export type Term = { readonly source: string; readonly isNot: boolean } & (
  | { readonly kind: 'field'; readonly field: Field; readonly values: readonly string[] }
  | { readonly kind: 'reach'; readonly way: 'after' | 'before'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A field that is none: it matches nothing, and is shown as amiss. */
  | { readonly kind: 'unknown'; readonly field: string }
)

export const fields = ['status', 'agent', 'skill', 'tag', 'priority', 'group', 'key'] as const
export type Field = (typeof fields)[number]

/** A word, or what stands between quotes, which may hold spaces. */
const wordPattern = /(?:"[^"]*"?|[^\s"])+/g

/**
 * `status:failed agent:ash skill:review text`, several values with commas, `-` before what must not be;
 * `+task*` is a task with all that comes after it, `*+task` with all that comes before.
 */
export const parseQuery = (text: string): Term[] => (text.match(wordPattern) ?? []).map(termOf)

function termOf(source: string): Term {
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
  const field = fields.find((each) => each === name)
  if (field === undefined) return { ...about, kind: 'unknown', field: name }
  const values = word
    .slice(colon + 1)
    .split(',')
    .map(plain)
    .filter(Boolean)
  return { ...about, kind: 'field', field, values }
}

const plain = (text: string): string => text.replaceAll('"', '').toLowerCase()

export const textOf = (terms: readonly Term[]): string => terms.map(({ source }) => source).join(' ')

export const withoutTerm = (terms: readonly Term[], at: number): string =>
  textOf(terms.filter((_, each) => each !== at))

/** With `field:value` if it was not there, without it if it was; other values of the field stay. */
export function toggleValue(text: string, field: Field, value: string): string {
  const terms = parseQuery(text)
  const known = terms.find((term) => term.kind === 'field' && term.field === field && !term.isNot)
  if (known?.kind !== 'field') return textOf([...terms, termOf(`${field}:${quoted(value)}`)])
  const values = known.values.includes(value)
    ? known.values.filter((each) => each !== value)
    : [...known.values, value]
  const next = values.length === 0 ? [] : [termOf(`${field}:${values.map(quoted).join(',')}`)]
  return textOf(terms.flatMap((term) => (term === known ? next : [term])))
}

const quoted = (value: string): string => (/[\s,]/.test(value) ? `"${value}"` : value)

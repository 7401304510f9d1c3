import { dateWords, readSpan, type Span } from './date-words.ts'

/** A term such as `type:note` and its position in the query text. */
export interface Term {
  readonly key: string
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A parsed query. */
export interface Query {
  /** Words of the query without filters. */
  readonly text: string
  readonly terms: readonly Term[]
  readonly span: Span
  /** Date terms that cannot be parsed. */
  readonly faults: readonly Term[]
}

/** Keys of date terms. Phrases such as `last week` are dates even without a key. */
export const dateKeys = ['after', 'before', 'on'] as const
export const bareDateKey = 'when'

const tokens = /(?<key>[a-z_]+):(?<value>"[^"]*"?|[^\s"]+)|"[^"]*"?|[^\s"]+/gi
const bareDates = new RegExp(`(?<!["\\w])(?:${dateWords.join('|')})(?!["\\w])`, 'gi')

/** Parses words, dates, and `key:value` pairs with one of `keys`. Other text counts as words. */
export function readQuery(
  given: string,
  { keys, now }: { readonly keys: readonly string[]; readonly now: number },
): Query {
  const terms: Term[] = []
  const words: string[] = []
  for (const { key, value, all, start } of tokensOf(given)) {
    const name = key?.toLowerCase()
    const isKnown = name !== undefined && (keys.includes(name) || isDateKey(name))
    const plain = unquoted(value ?? '')
    if (isKnown && plain !== '') terms.push({ key: name, value: plain, start, end: start + all.length })
    else if (!isKnown) words.push(all)
  }
  const { text, dates } = withoutDates(words.join(' '), given)
  const all = [...terms, ...dates]
  const { span, faults } = spanOf(all, now)
  return { text, terms: all, span, faults }
}

function* tokensOf(given: string) {
  for (const { 0: all, index: start, groups = {} } of given.matchAll(tokens)) {
    yield { key: groups.key, value: groups.value, all, start }
  }
}

const isDateKey = (key: string): boolean => dateKeys.some((each) => each === key)
const unquoted = (value: string): string => value.replaceAll('"', '')

/** Extracts date phrases from the words. Quoted phrases stay words. */
function withoutDates(words: string, given: string): { text: string; dates: Term[] } {
  const dates: Term[] = []
  const unquotedParts = words.split(/("[^"]*"?)/)
  const text = unquotedParts
    .map((part) =>
      part.startsWith('"')
        ? part
        : part.replaceAll(bareDates, (said) => {
            const start = given.toLowerCase().indexOf(said.toLowerCase())
            dates.push({ key: bareDateKey, value: said.toLowerCase(), start, end: start + said.length })
            return ''
          }),
    )
    .join('')
  return { text: text.replaceAll(/\s+/g, ' ').trim(), dates }
}

function spanOf(terms: readonly Term[], now: number): { span: Span; faults: Term[] } {
  let span: Span = { from: null, to: null }
  const faults: Term[] = []
  for (const term of terms) {
    if (!isDateKey(term.key) && term.key !== bareDateKey) continue
    const said = readSpan(term.value, now)
    if (said === null) faults.push(term)
    else span = narrowed(span, limitOf(term.key, said))
  }
  return { span, faults }
}

function limitOf(key: string, said: Span): Span {
  if (key === 'after') return { from: said.from, to: null }
  if (key === 'before') return { from: null, to: said.from }
  return said
}

const narrowed = (a: Span, b: Span): Span => ({
  from: a.from === null ? b.from : Math.max(a.from, b.from ?? a.from),
  to: a.to === null ? b.to : Math.min(a.to, b.to ?? a.to),
})

/** Values of all terms with this key. */
export const valuesOf = ({ terms }: Query, key: string): string[] =>
  terms.filter((term) => term.key === key).map(({ value }) => value)

/** Appends a term to the query. */
export function withTerm(given: string, key: string, value: string): string {
  const said = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value
  return `${given.trim()} ${key}:${said}`.trim()
}

/** Removes a term from the query. */
export const withoutTerm = (given: string, { start, end }: Term): string =>
  `${given.slice(0, start)} ${given.slice(end)}`.replaceAll(/\s+/g, ' ').trim()

/** Removes the term if the query has it, else appends it. Date phrases are appended without a key. */
export function withToggled(given: string, { terms }: Query, key: string, value: string): string {
  const term = terms.find((each) => each.key === key && each.value === value)
  if (term !== undefined) return withoutTerm(given, term)
  return key === bareDateKey ? `${given} ${value}`.trim() : withTerm(given, key, value)
}

/** A condition of a filter as typed. All conditions must match. */
export type Term = { readonly source: string; readonly isNot: boolean } & (
  | { readonly kind: 'field'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'reach'; readonly way: 'after' | 'before'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** An unknown field matches nothing and is marked as an error. */
  | { readonly kind: 'unknown'; readonly field: string }
)

/** A word, or a quoted text that may contain spaces. */
const wordPattern = /(?:"[^"]*"?|[^\s"])+/g

/**
 * Syntax: `status:failed agent:ash skill:review text`. Commas separate several values, and `-` negates a condition.
 * `+task*` is a task with all its dependents, `*+task` a task with all its dependencies.
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

const plain = (text: string): string => text.replaceAll('"', '').toLowerCase()

const textOf = (terms: readonly Term[]): string => terms.map(({ source }) => source).join(' ')

export const withoutTerm = (terms: readonly Term[], at: number): string =>
  textOf(terms.filter((_, each) => each !== at))

const atMost = 12

/** Completions for the last word. */
export function suggest<T>(text: string, tasks: Iterable<T>, subject: FilterSubject<T>): string[] {
  const { fields, valuesOf, listOffered } = subject
  const start = startOfLast(text)
  const [before, word] = [text.slice(0, start), text.slice(start)]
  const sign = word.startsWith('-') ? '-' : ''
  const rest = word.slice(sign.length).toLowerCase()
  if (rest === '') return []
  const colon = rest.indexOf(':')
  if (colon < 0)
    return fields.filter((field) => field.startsWith(rest)).map((field) => `${before}${sign}${field}:`)
  const field = fields.find((each) => each === rest.slice(0, colon))
  if (field === undefined) return []
  const comma = rest.lastIndexOf(',')
  const head = comma < 0 ? `${field}:` : rest.slice(0, comma + 1)
  const part = plain(rest.slice(head.length))
  const all = [...tasks]
  const offered = listOffered?.(field, all) ?? all.flatMap((task) => valuesOf(field, task))
  return [...new Set(offered)]
    .filter((value) => value.toLowerCase().startsWith(part) && value.toLowerCase() !== part)
    .sort()
    .slice(0, atMost)
    .map((value) => `${before}${sign}${head}${/\s/.test(value) ? `"${value}"` : value}`)
}

/** Start of the current word, or of the next word after a space. Quoted text is a single word. */
function startOfLast(text: string): number {
  const last = [...text.matchAll(wordPattern)].at(-1)
  return last !== undefined && last.index + last[0].length === text.length ? last.index : text.length
}

/** Filterable fields of a task, for tasks of a run or of a plan. */
export interface FilterSubject<T> {
  readonly fields: readonly string[]
  /** Fields that match by a part of the value; all others need the complete value. */
  readonly inPart: ReadonlySet<string>
  readonly valuesOf: (field: string, task: T) => readonly string[]
  /** Texts that a plain word is matched against. */
  readonly textOf: (task: T) => readonly string[]
  /** Values to suggest after the colon; null or absent: the values of the tasks. */
  readonly listOffered?: (field: string, tasks: readonly T[]) => readonly string[] | null
}

import { parseDocument } from 'yaml'

/**
 * Maximum length for the YAML parser, in characters. Longer front matter is read line by line, which bounds the cost
 * of hostile text.
 */
const maxYaml = 16_384
const maxFrontMatter = 100_000

export interface FrontMatter {
  /** The text between the two lines `---`. */
  readonly head: string
  readonly body: string
}

/**
 * Splits a Markdown file into front matter and body. Null if there is no front matter, or if it exceeds
 * `maxFrontMatter` characters.
 */
export function splitFrontMatter(text: string): FrontMatter | null {
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(text)
  if (opening === null) return null
  const start = opening[0].length
  // The extra line break lets the closing pattern match empty front matter.
  const rest = `\n${text.slice(start, start + maxFrontMatter)}`
  const closing = /\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(rest)
  if (closing === null) return null
  const end = start + closing.index + closing[0].length - 1
  return { head: rest.slice(1, closing.index + 1), body: text.slice(end) }
}

/** Texts and lists of texts by field name. Numbers, dates and nulls in YAML stay texts. */
export type Fields = ReadonlyMap<string, string | readonly string[]>

export interface ReadFields {
  readonly fields: Fields
  /** False if the text is not valid YAML, or too long for the parser, and was read line by line. */
  readonly isYaml: boolean
  /** Names of fields that are neither a text nor a list of texts. */
  readonly others: readonly string[]
}

/**
 * Reads the fields of front matter or of a settings file. Invalid YAML, such as `assignee: @x`, is read line by line.
 */
export function readFields(head: string): ReadFields {
  const value = parseYaml(head)
  if (value === null) return { fields: readFieldLines(head), isYaml: false, others: [] }
  const fields = new Map<string, string | readonly string[]>()
  const others: string[] = []
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string') fields.set(name, field)
    else if (isTexts(field)) fields.set(name, field)
    else others.push(name)
  }
  return { fields, isYaml: true, others }
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')

/** Parses a YAML map; null for anything else. Every scalar stays a text: `4.10` is an id, not a number. */
function parseYaml(text: string): object | null {
  if (text.length > maxYaml) return null
  const document = parseDocument(text, {
    schema: 'failsafe',
    logLevel: 'silent',
    prettyErrors: false,
    // The parser's check for unique keys is quadratic. Without it, the last value of a duplicate key wins.
    uniqueKeys: false,
  })
  if (document.errors.length > 0) return null
  // `toJS` throws for an alias, because aliases can expand a small text into a huge value.
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

const namePattern = /^([A-Za-z_][\w-]{0,63})[ \t]*:(?:[ \t]+(.*))?$/s

/**
 * Reads fields line by line: `name: text` with optional indented continuation lines, `name: [a, b]`, and `name:`
 * followed by lines `- text`. Fast for any input.
 */
export function readFieldLines(text: string): Fields {
  const found = new Map<string, { readonly value: string; readonly below: string[] }>()
  let below: string[] = []
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = namePattern.exec(line) ?? []
    if (name !== undefined) {
      below = []
      found.set(name, { value: value.trim(), below })
    } else if (/^(?:\s|-[ \t])/.test(line)) below.push(line.trim())
  }
  return new Map([...found].map(([name, { value, below: lines }]) => [name, readValue(value, lines)]))
}

function readValue(value: string, below: readonly string[]): string | readonly string[] {
  if (value === '' && below.some((line) => /^-\s/.test(line))) {
    return below.flatMap((line) => /^-\s+(\S.*)$/s.exec(line)?.[1] ?? []).map(unquote)
  }
  const isBlock = /^[|>][+-]?\d?$/.test(value)
  const lines = isBlock ? below : [value, ...below]
  return readInline(lines.join(value.startsWith('|') ? '\n' : ' ').trim())
}

function readInline(value: string): string | readonly string[] {
  if (!value.startsWith('[') || !value.endsWith(']')) return unquote(value)
  const items = value.slice(1, -1).split(',').map(unquote)
  return items.filter((each) => each !== '')
}

function unquote(text: string): string {
  const value = text.trim()
  const quote = value.slice(0, 1)
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote)
  return isQuoted ? value.slice(1, -1) : value
}

/** A field as a single text; empty if the field is absent or a list. */
export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** A field as a list; a text is split at commas. */
export function listOf(fields: Fields, name: string): string[] {
  const value = fields.get(name) ?? []
  const items = typeof value === 'string' ? value.split(',') : value
  return items.map((each) => each.trim()).filter((each) => each !== '')
}

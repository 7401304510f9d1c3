import { createScanner, type JSONScanner } from 'jsonc-parser'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { dangerousNames, parsePlainJson } from './plain-json.ts'

const texts = words.syntaxErrors

export const maxDepth = 64
export const maxNodes = 2_000_000

/**
 * Parses strict JSON from outside into plain objects and arrays. Refuses comments, trailing commas, duplicate names
 * and names that reach a prototype; limits depth and size. An error gives the line and column, both from 1. Skips a
 * byte order mark at the start.
 */
export function parseJsonText(text: string): Result<unknown, Refusal> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = body.trim() === '' ? empty : findTextFault(body)
  if (fault !== null) return err(fault)
  const plain = parsePlainJson(body, { maxDepth, maxNodes })
  return plain === null ? readJsonText(body) : ok(plain.value)
}

/** Reads token by token, so that an error has a position. */
export function readJsonText(body: string): Result<unknown, Refusal> {
  const reader: Reader = { scanner: createScanner(body), open: [], expected: 'value', nodes: 0, root: null }
  for (;;) {
    const token: number = reader.scanner.scan()
    if (token === tokens.space || token === tokens.lineBreak) continue
    const refused = faultOfToken(reader, token) ?? take(reader, token)
    if (refused !== null) return err(refused)
    if (token === tokens.end) return ok(reader.root)
  }
}

/** Token numbers of the scanner. Its own names are const enums, which exist only in its type declarations. */
const tokens = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const

const scanFaults: Record<number, string> = {
  2: texts.json.openString,
  3: texts.json.openNumber,
  4: texts.json.unicodeEscape,
  5: texts.json.escape,
  6: texts.json.controlCharacter,
}

/** Tokens that may follow. The `first` states also allow the bracket that closes an empty list or object. */
type Expected = 'value' | 'first item' | 'first name' | 'name' | 'colon' | 'next' | 'end'

type Open =
  | { readonly kind: 'list'; readonly items: unknown[] }
  | { readonly kind: 'object'; readonly fields: Record<string, unknown>; name: string }

/** State of the reader. Open containers are on an explicit stack, so that no text can overflow the call stack. */
interface Reader {
  readonly scanner: JSONScanner
  readonly open: Open[]
  expected: Expected
  nodes: number
  root: unknown
}

function take(reader: Reader, token: number): Refusal | null {
  switch (reader.expected) {
    case 'value':
      return takeValue(reader, token)
    case 'first item':
      return token === tokens.closeBracket ? close(reader) : takeValue(reader, token)
    case 'first name':
      return token === tokens.closeBrace ? close(reader) : takeName(reader, token)
    case 'name':
      return takeName(reader, token)
    case 'colon':
      return token === tokens.colon ? expect(reader, 'value') : unexpected(reader, token)
    case 'next':
      return takeNext(reader, token)
    case 'end':
      return token === tokens.end ? null : unexpected(reader, token)
  }
}

function takeValue(reader: Reader, token: number): Refusal | null {
  switch (token) {
    case tokens.openBrace:
      return open(reader, { kind: 'object', fields: {}, name: '' })
    case tokens.openBracket:
      return open(reader, { kind: 'list', items: [] })
    case tokens.string:
      return put(reader, reader.scanner.getTokenValue())
    case tokens.number:
      return putNumber(reader)
    case tokens.true:
      return put(reader, true)
    case tokens.false:
      return put(reader, false)
    case tokens.null:
      return put(reader, null)
    default:
      return unexpected(reader, token)
  }
}

function putNumber(reader: Reader): Refusal | null {
  const value = Number(reader.scanner.getTokenValue())
  return Number.isFinite(value) ? put(reader, value) : notJson(reader, texts.json.hugeNumber)
}

function put(reader: Reader, value: unknown): Refusal | null {
  reader.nodes += 1
  if (reader.nodes > maxNodes) {
    return refusal('E_TOO_LARGE', 'json_too_many_values', {
      place: placeOf(reader),
      most: maxNodes.toLocaleString('en'),
      limit: maxNodes,
    })
  }
  const top = reader.open.at(-1)
  if (top === undefined) reader.root = value
  else if (top.kind === 'list') top.items.push(value)
  else top.fields[top.name] = value
  return expect(reader, top === undefined ? 'end' : 'next')
}

function open(reader: Reader, container: Open): Refusal | null {
  if (reader.open.length === maxDepth) {
    return refusal('E_TOO_DEEP', 'json_too_deep', { place: placeOf(reader), most: maxDepth, limit: maxDepth })
  }
  const refused = put(reader, container.kind === 'list' ? container.items : container.fields)
  reader.open.push(container)
  return refused ?? expect(reader, container.kind === 'list' ? 'first item' : 'first name')
}

function close(reader: Reader): null {
  reader.open.pop()
  return expect(reader, reader.open.length === 0 ? 'end' : 'next')
}

function takeName(reader: Reader, token: number): Refusal | null {
  const top = reader.open.at(-1)
  if (token !== tokens.string || top?.kind !== 'object') return unexpected(reader, token)
  const name = reader.scanner.getTokenValue()
  if (dangerousNames.has(name)) {
    return refusal('E_KEY', 'json_key_forbidden', { place: placeOf(reader), key: name })
  }
  if (Object.hasOwn(top.fields, name)) {
    return refusal('E_KEY', 'duplicate_key', { place: placeOf(reader), key: clip(name) })
  }
  top.name = name
  return expect(reader, 'colon')
}

function takeNext(reader: Reader, token: number): Refusal | null {
  const isList = reader.open.at(-1)?.kind === 'list'
  if (token === tokens.comma) return expect(reader, isList ? 'value' : 'name')
  if (token === (isList ? tokens.closeBracket : tokens.closeBrace)) return close(reader)
  return unexpected(reader, token)
}

function expect(reader: Reader, expected: Expected): null {
  reader.expected = expected
  return null
}

/** Error in the token itself, at any position. */
function faultOfToken(reader: Reader, token: number): Refusal | null {
  if (token === tokens.lineComment || token === tokens.blockComment) {
    return notJson(reader, texts.json.comment)
  }
  const fault = scanFaults[reader.scanner.getTokenError()]
  if (fault !== undefined) return notJson(reader, fault)
  if (token !== tokens.string) return null
  const value = reader.scanner.getTokenValue()
  if (value.includes('\0')) return badText(placeOf(reader), texts.nulCharacter)
  return value.isWellFormed() ? null : badText(placeOf(reader), texts.incompleteCharacter)
}

/**
 * Finds characters that are invalid anywhere in the text. The same characters written with `\u` are found at their
 * token.
 */
function findTextFault(text: string): Refusal | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) return badText(placeIn(text, nul), texts.nulCharacter)
  if (text.isWellFormed()) return null
  return badText(placeIn(text, text.search(/\p{Surrogate}/u)), texts.incompleteCharacter)
}

const badText = (place: string, what: string): Refusal =>
  refusal('E_TEXT', 'yaml_not_text', { place, why: what })

const empty = refusal('E_JSON', 'json_empty')

function unexpected(reader: Reader, token: number): Refusal {
  const { expected, expectedAtEnd } = texts.json
  const wanted = describeWanted(reader)
  return notJson(reader, token === tokens.end ? expectedAtEnd(wanted) : expected(wanted))
}

function describeWanted({ expected, open }: Reader): string {
  const { wanted } = texts.json
  if (expected !== 'next') return wanted[expected]
  return open.at(-1)?.kind === 'list' ? wanted.nextItem : wanted.nextField
}

const notJson = (reader: Reader, what: string): Refusal =>
  refusal('E_JSON', 'json_invalid', { place: placeOf(reader), why: what })

const placeOf = ({ scanner }: Reader): string =>
  texts.position(scanner.getTokenStartLine() + 1, scanner.getTokenStartCharacter() + 1)

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return texts.position(before.length, (before.at(-1) ?? '').length + 1)
}

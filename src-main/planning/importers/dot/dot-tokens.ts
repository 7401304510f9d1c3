import { type Refusal, refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'

const texts = words.syntaxErrors.dot

/**
 * A token of DOT. `string` and `html` are ids too, but never keywords. A string keeps all escapes except `\"`, because
 * their meaning depends on its use.
 */
export interface Token {
  readonly kind: 'id' | 'string' | 'html' | 'sign' | 'end'
  readonly text: string
  /** Line number, from 1. */
  readonly line: number
}

export interface Lexer {
  readonly text: string
  at: number
  line: number
  /** A token that was peeked at but not consumed. */
  ahead: Token | null
  /** First lexical error. Afterwards, every token is `end`. */
  fault: Refusal | null
}

export const createLexer = (text: string): Lexer => ({
  text,
  at: text.startsWith('\uFEFF') ? 1 : 0,
  line: 1,
  ahead: null,
  fault: null,
})

export function peek(lexer: Lexer): Token {
  lexer.ahead ??= scan(lexer)
  return lexer.ahead
}

export function next(lexer: Lexer): Token {
  const token = peek(lexer)
  lexer.ahead = null
  return token
}

/** Consumes the next token if it is one of `signs`; false otherwise. */
export function takeSign(lexer: Lexer, ...signs: readonly string[]): boolean {
  const { kind, text } = peek(lexer)
  if (kind !== 'sign' || !signs.includes(text)) return false
  next(lexer)
  return true
}

export function isKeyword({ kind, text }: Token, ...words: readonly string[]): boolean {
  return kind === 'id' && words.includes(text.toLowerCase())
}

export const isId = ({ kind }: Token): boolean => kind === 'id' || kind === 'string' || kind === 'html'

const wordPattern = /[\p{L}_][\p{L}\p{N}\p{M}_]*|-?(?:\.\d+|\d+(?:\.\d*)?)/uy
const signPattern = /->|--|[{}[\];,=:+]/y

function scan(lexer: Lexer): Token {
  skipBlanks(lexer)
  const { text, line } = lexer
  if (lexer.at >= text.length || lexer.fault !== null) return { kind: 'end', text: '', line }
  const first = text.charAt(lexer.at)
  if (first === '"') return scanString(lexer)
  if (first === '<') return scanMarkup(lexer)
  const sign = take(lexer, signPattern)
  if (sign !== null) return { kind: 'sign', text: sign, line }
  const word = take(lexer, wordPattern)
  if (word !== null) return { kind: 'id', text: word, line }
  return fail(lexer, texts.unexpected(JSON.stringify(first)))
}

function skipBlanks(lexer: Lexer): void {
  for (;;) {
    const { text, at } = lexer
    // Skip preprocessor lines, such as `#line 4`.
    const isAtStart = at === 0 || text.charAt(at - 1) === '\n'
    if (text.startsWith('//', at) || (isAtStart && text.startsWith('#', at)))
      moveTo(lexer, indexOr(lexer, '\n', 0))
    else if (text.startsWith('/*', at)) moveTo(lexer, indexOr(lexer, '*/', 2))
    else if (take(lexer, /\s+/y) === null) return
  }
}

function indexOr({ text, at }: Lexer, mark: string, behind: number): number {
  const found = text.indexOf(mark, at + behind)
  return found < 0 ? text.length : found + behind
}

function scanString(lexer: Lexer): Token {
  const { line } = lexer
  let whole = ''
  for (;;) {
    const end = endOfString(lexer)
    if (end === null) return fail(lexer, texts.openString)
    whole += lexer.text
      .slice(lexer.at + 1, end)
      .replaceAll(/\\\r?\n/g, '')
      .replaceAll(/\\([\\"])/g, unescapeQuote)
    moveTo(lexer, end + 1)
    skipBlanks(lexer)
    // "one" + "two" is a single string.
    if (!lexer.text.startsWith('+', lexer.at)) return { kind: 'string', text: whole, line }
    moveTo(lexer, lexer.at + 1)
    skipBlanks(lexer)
    if (!lexer.text.startsWith('"', lexer.at)) return fail(lexer, texts.noStringAfterPlus)
  }
}

/** Position of the closing quote; null if there is none. */
function endOfString({ text, at }: Lexer): number | null {
  const mark = /["\\]/g
  mark.lastIndex = at + 1
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '"') return found.index
    mark.lastIndex += 1
  }
  return null
}

const unescapeQuote = (both: string, sign: string): string => (sign === '"' ? '"' : both)

/** Reads HTML in angle brackets, which may be nested. */
function scanMarkup(lexer: Lexer): Token {
  const { text, line, at } = lexer
  const bracket = /[<>]/g
  bracket.lastIndex = at
  let depth = 0
  for (let found = bracket.exec(text); found !== null; found = bracket.exec(text)) {
    depth += found[0] === '<' ? 1 : -1
    if (depth > 0) continue
    moveTo(lexer, bracket.lastIndex)
    return { kind: 'html', text: text.slice(at + 1, found.index), line }
  }
  return fail(lexer, texts.openMarkup)
}

function take(lexer: Lexer, pattern: RegExp): string | null {
  pattern.lastIndex = lexer.at
  const found = pattern.exec(lexer.text)
  if (found === null) return null
  moveTo(lexer, pattern.lastIndex)
  return found[0]
}

/** Counts only the line ends it passes. Searching ahead for them would take quadratic time on long lines. */
function moveTo(lexer: Lexer, to: number): void {
  for (; lexer.at < to; lexer.at += 1) if (lexer.text.charCodeAt(lexer.at) === lineFeed) lexer.line += 1
}

const lineFeed = 10

function fail(lexer: Lexer, what: string): Token {
  lexer.fault ??= faultOf(lexer.line, what)
  return { kind: 'end', text: '', line: lexer.line }
}

export const faultOf = (line: number, what: string): Refusal =>
  refusal('E_FORMAT', 'text_invalid_at_line', { line, why: what })

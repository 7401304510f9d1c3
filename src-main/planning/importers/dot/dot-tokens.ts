import { type Refusal, refusal } from '#shared/refusal.ts'

/**
 * A word of DOT. `string` and `html` are ids too, but never keywords. A string has its `\"` resolved and nothing else:
 * what a backslash means before other letters depends on what the string is for.
 */
export interface Token {
  readonly kind: 'id' | 'string' | 'html' | 'sign' | 'end'
  readonly text: string
  /** From 1. */
  readonly line: number
}

export interface Lexer {
  readonly text: string
  at: number
  line: number
  /** A word that was looked at and not taken. */
  ahead: Token | null
  /** The first thing that is no word at all; the text ends there. */
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

/** Takes the sign if it comes next. */
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
  return fail(lexer, `${JSON.stringify(first)} stands where no sign can`)
}

function skipBlanks(lexer: Lexer): void {
  for (;;) {
    const { text, at } = lexer
    // Lines of a preprocessor, such as `#line 4`.
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
    if (end === null) return fail(lexer, 'a text in quotes does not end')
    whole += lexer.text
      .slice(lexer.at + 1, end)
      .replaceAll(/\\\r?\n/g, '')
      .replaceAll(/\\([\\"])/g, unescapeQuote)
    moveTo(lexer, end + 1)
    skipBlanks(lexer)
    // "one" + "two" is one text.
    if (!lexer.text.startsWith('+', lexer.at)) return { kind: 'string', text: whole, line }
    moveTo(lexer, lexer.at + 1)
    skipBlanks(lexer)
    if (!lexer.text.startsWith('"', lexer.at)) return fail(lexer, 'a "+" is not followed by a text in quotes')
  }
}

/** Where its closing quotes stand. */
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

/** HTML between angle brackets, which may stand in each other. */
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
  return fail(lexer, 'a text in angle brackets does not end')
}

function take(lexer: Lexer, pattern: RegExp): string | null {
  pattern.lastIndex = lexer.at
  const found = pattern.exec(lexer.text)
  if (found === null) return null
  moveTo(lexer, pattern.lastIndex)
  return found[0]
}

/** Looks at what it passes only: looked for to the end of a long line, line ends would take a square of its length. */
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

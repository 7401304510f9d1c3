import { words } from '#shared/words/words.ts'

/** A token of a condition. `at` is its position in the text, from 0. */
export type Token =
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'word'; readonly value: string; readonly at: number }
  | { readonly kind: 'symbol'; readonly value: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number }
  /** An invalid token; no token follows it. */
  | { readonly kind: 'fault'; readonly message: string; readonly at: number }

const tokenPattern =
  /(?<space>\s+)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_$][\p{L}\p{N}_$-]*)|(?<text>(?<quote>['"])(?<inner>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>)|(?<symbol>&&|\|\||[=!<>]=|[!<>()[\].,])/suy

export function listTokens(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(text)
    if (match === null) return [...tokens, { kind: 'fault', message: faultAt(text, at), at }]
    const token = tokenOf(match.groups ?? {}, at)
    if (token !== null) tokens.push(token)
    if (token?.kind === 'fault') return tokens
    at += match[0].length
  }
  return [...tokens, { kind: 'end', at: text.length }]
}

function tokenOf(groups: Record<string, string | undefined>, at: number): Token | null {
  const { number, word, text, inner, symbol } = groups
  if (word !== undefined) return { kind: 'word', value: word, at }
  if (symbol !== undefined) return { kind: 'symbol', value: symbol, at }
  if (text !== undefined) return textToken(inner ?? '', at)
  if (number === undefined) return null
  // Adding 0 turns -0 into 0; no other operation distinguishes the two.
  const value = Number(number) + 0
  return Number.isFinite(value)
    ? { kind: 'number', value, at }
    : { kind: 'fault', message: words.conditions.numberTooLarge(number), at }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
])

function textToken(inner: string, at: number): Token {
  const unknown = [...inner.matchAll(/\\(.)/gsu)].find(([, letter = '']) => !escapes.has(letter))
  if (unknown !== undefined) {
    const [, letter] = unknown
    return {
      kind: 'fault',
      message: words.conditions.unknownEscape(letter ?? ''),
      at: at + 1 + unknown.index,
    }
  }
  const value = inner.replace(/\\(.)/gsu, (_, letter: string) => escapes.get(letter) ?? letter)
  return { kind: 'text', value, at }
}

/** Quotes a text so that `listTokens` can read it back. */
export const quoteText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const mistakes: ReadonlyMap<string, string> = new Map([
  ['=', words.conditions.singleEquals],
  ['&', words.conditions.singleAnd],
  ['|', words.conditions.singleOr],
  ["'", words.conditions.openQuote],
  ['"', words.conditions.openQuote],
])

function faultAt(text: string, at: number): string {
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0)
  return mistakes.get(letter) ?? words.conditions.unexpectedCharacter(JSON.stringify(letter))
}
